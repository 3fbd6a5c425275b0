import { basename } from 'node:path';
import { isSyntheticArgument, parseSyntheticArgument } from '../../synthetic/dataset-argument.ts';
import { MANIFEST_NAME, materialise } from '../synthetic/materialise.ts';
import { manifestReader } from './manifest-reader.ts';
import type { DatasetReader } from './reader.ts';

/**
 * Generated cells, `synthetic:<seed>[,patients=N,cells=N,size=N]`: drawn into files once, then read as any folder with a
 * manifest, whose column `synthetic` holds 1.
 */
export const syntheticReader: DatasetReader<'synthetic'> = {
  kind: 'synthetic',
  recognises: ({ path }) => isSyntheticArgument(basename(path)),
  read: async ({ path }, options) => {
    const name = basename(path);
    const folder = await materialise(parseSyntheticArgument(name), options.unpack);
    const source = { given: folder, path: folder, isFolder: true, entries: new Set([MANIFEST_NAME]) };
    return { ...(await manifestReader.read(source, options)), name };
  },
};
