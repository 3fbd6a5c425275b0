import { readClassFolders } from './class-folders.ts';
import type { DatasetReader } from './reader.ts';

/** A folder of class folders, flat or nested; two folders may stand for one type. There are no patients. */
export const folderReader: DatasetReader<'folders'> = {
  kind: 'folders',
  recognises: ({ isFolder }) => isFolder,
  read: ({ path, given }, options) => readClassFolders({ root: path, given }, options),
};
