import { folderReader } from './folder-reader.ts';
import { manifestReader } from './manifest-reader.ts';
import { medMnistReader } from './medmnist-reader.ts';

/** Asked in this order; class folders come last, because every folder could be one of them. */
export const DATASET_READERS = [manifestReader, medMnistReader, folderReader] as const;
export type DatasetKind = (typeof DATASET_READERS)[number]['kind'];
