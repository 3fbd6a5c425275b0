import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { isSystemError, readFailure, writeFailure } from '../files/system-error.ts';
import { inBatches } from './batches.ts';
import type { Scope } from './scope.ts';
import type { StoreFolder } from './store-folder.ts';

/** Hashes in one statement. */
const BATCH = 500;
/** From so many files on it pays to bring the whole file system to the disk: one wait in place of one for each. */
const MANY = 16;
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

/**
 * Writes the files that are not there, through to the disk. A kill may leave half of one: they must be noted as strays before,
 * and be claimed only afterwards.
 *
 * @throws LeukoscopeError machine.cannot-write
 */
export async function putImageFiles(folder: StoreFolder, images: readonly ImageFile[]): Promise<void> {
  const written = await Promise.allSettled(images.map((image) => writeUnlessThere(folder, image)));
  const handles = written.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
  try {
    const failed = written.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await bringToDisk(handles, folder);
  } catch (error) {
    throw writeFailure(error, folder.images);
  } finally {
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

/** All together, when all are written. */
async function bringToDisk(handles: readonly FileHandle[], folder: StoreFolder): Promise<void> {
  if (handles.length >= MANY && (await syncFileSystem(folder.images))) return;
  await Promise.all(handles.map((handle) => handle.sync()));
}

/** Brings everything on a file system to the disk, as nothing in Node does. @returns `false` where that cannot be done. */
async function syncFileSystem(path: string): Promise<boolean> {
  // Elsewhere `sync` does not wait until it is done.
  if (process.platform !== 'linux') return false;
  try {
    await promisify(execFile)('sync', ['-f', path]);
    return true;
  } catch {
    return false;
  }
}

interface ImageFile {
  readonly imageHash: string;
  readonly bytes: Uint8Array;
}

/** @returns what is to be brought to the disk and closed; `null` if the image is there. */
async function writeUnlessThere(folder: StoreFolder, { imageHash, bytes }: ImageFile): Promise<FileHandle | null> {
  const path = folder.image(imageHash);
  if ((await sizeOf(path)) === bytes.length) return null;
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
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
  }
  if (noted.length === 0) return;
  // The notes go together, when all files have gone: each transaction waits for the disk.
  await scope.write((inner) =>
    claimImages(
      inner,
      noted.map(({ hash }) => hash),
    ),
  );
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

/** @returns `null` if there is no such file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
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
