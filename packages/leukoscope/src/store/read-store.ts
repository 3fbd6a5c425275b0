import { access } from 'node:fs/promises';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';
import { Scope } from './scope.ts';
import { databaseFailure, openDatabase } from './sqlite.node.ts';
import type { StoreFolder } from './store-folder.ts';
import { Turns } from './turns.ts';

/**
 * Reads a store that another process may be using; nothing can be written.
 *
 * @throws LeukoscopeError store.none-here, store.damaged, machine.cannot-read, and what `work` throws
 */
export async function readStore<Result>(folder: StoreFolder, work: (scope: Scope) => Promise<Result>): Promise<Result> {
  await requireStore(folder);
  try {
    const database = openDatabase(folder.database, { readOnly: true });
    try {
      return await work(new Scope(database, { folder, world: NOTHING_NEW, imageTurns: new Turns() }));
    } finally {
      await database.destroy();
    }
  } catch (error) {
    throw databaseFailure(error, folder.database);
  }
}

/** The store of a path. @throws LeukoscopeError store.none-here, machine.cannot-read */
export async function requireStore({ path, database }: StoreFolder): Promise<void> {
  await access(database).catch((error: unknown) => {
    const none = isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    throw none ? new LeukoscopeError('store.none-here', { path }, { cause: error }) : readFailure(error, database);
  });
}

const NOTHING_NEW = {
  clock: (): Date => {
    throw new TypeError('readStore: nothing happens in a store that is only read');
  },
  random: (): string => {
    throw new TypeError('readStore: nothing is made in a store that is only read');
  },
};
