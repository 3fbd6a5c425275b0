import { createHash } from 'node:crypto';
import { access, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError, readFailure, writeFailure } from '../files/system-error.ts';
import { inBatches } from './batches.ts';
import type { Scope } from './scope.ts';
import type { StoreFolder } from './store-folder.ts';

/** Hashes in one statement. */
const BATCH = 500;
/** Files written or removed at once. */
const CONCURRENT = 16;

/** The file's name in the store. */
export function imageHashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws LeukoscopeError usage.no-such-file, machine.cannot-read */
export async function readImageFile(folder: StoreFolder, hash: string): Promise<Uint8Array> {
  const path = folder.image(hash);
  return await readFile(path).catch((error: unknown) => {
    throw readFailure(error, path);
  });
}

/** Writes the file, through to the disk, unless it is there: a file of a hash is that image or nothing. */
export async function putImageFile(folder: StoreFolder, hash: string, bytes: Uint8Array): Promise<void> {
  const path = folder.image(hash);
  try {
    if (await isThere(path)) return;
    await mkdir(dirname(path), { recursive: true });
    const draft = join(folder.temporary, hash);
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

/**
 * Notes that these files are about to belong to no row, or not yet to one. The note is in the database before a file
 * comes and until after it goes, so that a kill in between leaves no image of a patient behind.
 */
export async function noteStrayImages({ database }: Scope, hashes: readonly string[]): Promise<void> {
  for (const batch of inBatches(hashes, BATCH)) {
    await database
      .insertInto('strayImage')
      .values(batch.map((hash) => ({ hash })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Takes the note back for images that have their row now. */
export async function claimImages({ database }: Scope, hashes: readonly string[]): Promise<void> {
  for (const batch of inBatches(hashes, BATCH)) {
    await database.deleteFrom('strayImage').where('hash', 'in', batch).execute();
  }
}

/**
 * Removes the files noted as strays. Nobody may be adding images meanwhile.
 *
 * @throws LeukoscopeError machine.cannot-write if a file cannot be removed; it stays noted.
 */
export async function removeStrayImages(scope: Scope): Promise<void> {
  const { database, folder } = scope;
  const noted = await database.selectFrom('strayImage').select('hash').execute();
  for (const batch of inBatches(noted, BATCH)) {
    const hashes = batch.map(({ hash }) => hash);
    const kept = await database.selectFrom('image').select('hash').where('hash', 'in', hashes).execute();
    const keep = new Set(kept.map(({ hash }) => hash));
    const strays = hashes.filter((hash) => !keep.has(hash));
    for (const group of inBatches(strays, CONCURRENT)) {
      await Promise.all(group.map((hash) => removeFile(folder.image(hash))));
    }
    await claimImages(scope, hashes);
  }
}

/** Deletes the rows of those of these images that no cell refers to any more, and notes their files as strays. */
export async function dropUnusedImages(scope: Scope, hashes: readonly string[]): Promise<void> {
  const { database } = scope;
  for (const batch of inBatches(hashes, BATCH)) {
    const unused = await database
      .deleteFrom('image')
      .where('hash', 'in', batch)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('cell').select('cell.number').whereRef('cell.imageHash', '=', 'image.hash'))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('datasetCell').select('datasetCell.number').whereRef('datasetCell.imageHash', '=', 'image.hash'),
          ),
        ),
      )
      .returning('hash')
      .execute();
    await noteStrayImages(
      scope,
      unused.map(({ hash }) => hash),
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw writeFailure(error, path);
  }
}
