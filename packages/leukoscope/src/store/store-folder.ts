import { chmod, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { isSystemError } from '../files/system-error.ts';

/** Where the app keeps everything unless told otherwise. */
export function defaultStoreFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'leukoscope');
}

/** The places in a data folder. All is for its owner's eyes only. */
export class StoreFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get database(): string {
    return join(this.path, 'store.sqlite');
  }

  get images(): string {
    return join(this.path, 'images');
  }

  get models(): string {
    return join(this.path, 'models');
  }

  get trainings(): string {
    return join(this.path, 'trainings');
  }

  /** Where the app's own backups go, unless it is told otherwise. */
  get backups(): string {
    return join(this.path, 'backups');
  }

  /** For files that are being made; emptied when the store is opened. */
  get temporary(): string {
    return join(this.path, 'tmp');
  }

  image(hash: string): string {
    return join(this.images, hash.slice(0, 2), hash);
  }

  model(id: string): string {
    return join(this.models, id, 'model.onnx');
  }

  /** A run folder. */
  training(id: string): string {
    return join(this.trainings, id);
  }

  /** @throws LeukoscopeError machine.cannot-write */
  async make(): Promise<void> {
    await makeFolder(this.path);
    await keepPrivate(this.path);
    for (const path of [this.images, this.models, this.trainings, this.temporary]) await makeFolder(path);
  }

  /** What a process left that was killed. */
  async emptyTemporary(): Promise<void> {
    for (const name of await readdir(this.temporary)) {
      await rm(join(this.temporary, name), { recursive: true, force: true });
    }
  }
}

/** Closes a folder to other users of the machine, where its file system knows users and the folder is ours. */
export async function keepPrivate(path: string): Promise<void> {
  await chmod(path, 0o700).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
  });
}
