import { open, realpath, rename, stat, unlink } from 'node:fs/promises';

/** The calls through which results reach the disk, passed in so that each can be made to fail. */
export interface FileSystem {
  readonly open: typeof open;
  readonly rename: typeof rename;
  readonly unlink: typeof unlink;
  readonly stat: typeof stat;
  readonly realpath: typeof realpath;
}

export const nodeFileSystem: FileSystem = { open, rename, unlink, stat, realpath };
