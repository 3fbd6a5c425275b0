import { folderReader } from './folder-reader.ts';
import { jhuReader } from './jhu-reader.ts';
import { lmuReader } from './lmu-reader.ts';
import { manifestReader } from './manifest-reader.ts';
import { medMnistReader } from './medmnist-reader.ts';
import { pbcReader } from './pbc-reader.ts';
import { syntheticReader } from './synthetic-reader.ts';

/** Asked in this order: a manifest decides whatever lies beside it, and every folder could be one of class folders. */
export const DATASET_READERS = [
  manifestReader,
  syntheticReader,
  medMnistReader,
  lmuReader,
  pbcReader,
  jhuReader,
  folderReader,
] as const;
export type DatasetKind = (typeof DATASET_READERS)[number]['kind'];
