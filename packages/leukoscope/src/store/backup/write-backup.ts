import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isLockFile } from '../../files/folder-lock.ts';
import { hashFiles } from '../../files/hash-files.ts';
import { createOutputFolder } from '../../files/output-folder.ts';
import { isSystemError, writeFailure } from '../../files/system-error.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { Progress } from '../../progress/progress.ts';
import { auditHead } from '../audit/record.ts';
import { inBatches } from '../batches.ts';
import { readStore, requireStore } from '../read-store.ts';
import type { AuditHead } from '../rows.ts';
import { copyDatabase } from '../sqlite.node.ts';
import { keepPrivate, StoreFolder } from '../store-folder.ts';
import { type BackupRecord, RECORD_NAME } from './backup-record.ts';

export interface BackupWatch {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Files copied at once. */
const CONCURRENT = 8;
/** Each round after the first follows a delete that came in between; so many in a row do not happen. */
const MOST_ROUNDS = 100;

/**
 * Writes a store that may be in use into a new or empty folder: the database as it is at one moment, then the files that
 * it names. If one of them was deleted meanwhile, the database is copied anew, so that the backup is of a moment at which
 * all were there, and holds nothing of a patient deleted while it was written.
 *
 * @throws LeukoscopeError usage.output-not-empty, store.none-here, store.damaged, machine.cannot-write; the signal's reason
 */
export async function writeBackup(
  store: StoreFolder,
  target: string,
  { clock, ...watch }: BackupWatch & { readonly clock: () => Date },
): Promise<BackupRecord> {
  await requireStore(store);
  await createOutputFolder(target);
  await keepPrivate(target);
  const copy = new StoreFolder(target);
  const copied = new Set<string>();
  for (let round = 1; ; round += 1) {
    const madeAt = clock().toISOString();
    await rm(copy.database, { force: true });
    await copyDatabase(store.database, copy.database);
    const named = await namedFiles(copy);
    const missing = await copyNew({ from: store, to: copy, named, copied }, watch);
    if (missing === null) {
      const files = [relative(target, copy.database), ...named.models, ...(await copyTrainings(store, copy))];
      await removeOthers(copy, new Set(named.images), copied);
      return await writeRecord(target, { madeAt, head: named.head, images: named.images.length, files });
    }
    if (round === MOST_ROUNDS || (await isNamed(store, missing))) {
      throw new LeukoscopeError('store.damaged', { path: store.path, fault: `the file ${missing} is missing` });
    }
  }
}

interface NamedFiles {
  readonly head: AuditHead;
  /** Paths within the folder. */
  readonly images: readonly string[];
  readonly models: readonly string[];
}

async function namedFiles(folder: StoreFolder): Promise<NamedFiles> {
  return await readStore(folder, async (scope) => {
    const images = await scope.database.selectFrom('image').select('hash').execute();
    const models = await scope.database.selectFrom('model').select('id').execute();
    return {
      head: await auditHead(scope),
      images: images.map(({ hash }) => relative(folder.path, folder.image(hash))),
      models: models.map(({ id }) => relative(folder.path, folder.model(id))),
    };
  });
}

/** Whether the store still has a row for a file that is not there: then it is not deleted but lost. */
async function isNamed(store: StoreFolder, path: string): Promise<boolean> {
  const { images, models } = await namedFiles(store);
  return images.includes(path) || models.includes(path);
}

/** @returns a file that is not there; `null` if all are copied. */
async function copyNew(
  { from, to, named, copied }: { from: StoreFolder; to: StoreFolder; named: NamedFiles; copied: Set<string> },
  { progress, signal }: BackupWatch,
): Promise<string | null> {
  const wanted = [...named.images, ...named.models];
  const left = wanted.filter((path) => !copied.has(path));
  const report = () =>
    progress.report({ stage: 'write', unit: 'files', done: wanted.length - left.length + done, total: wanted.length });
  let done = 0;
  if (left.length > 0) report();
  for (const batch of inBatches(left, CONCURRENT)) {
    signal.throwIfAborted();
    const there = await Promise.all(batch.map((path) => copyIfThere(join(from.path, path), join(to.path, path))));
    for (const [index, path] of batch.entries()) if (there[index]) copied.add(path);
    const missing = batch.find((_, index) => !there[index]);
    if (missing !== undefined) return missing;
    done += batch.length;
    report();
  }
  return null;
}

/** Run folders are written file by file, each whole: what is there at this moment can be gone on with. */
async function copyTrainings(from: StoreFolder, to: StoreFolder): Promise<string[]> {
  const entries = await readdir(from.trainings, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !isLockFile(entry.name) && !entry.name.endsWith('.tmp'))
    .map((entry) => relative(from.path, join(entry.parentPath, entry.name)));
  const copied: string[] = [];
  for (const path of paths) if (await copyIfThere(join(from.path, path), join(to.path, path))) copied.push(path);
  return copied;
}

/** Images that were copied before their patient was deleted. */
async function removeOthers(copy: StoreFolder, named: ReadonlySet<string>, copied: ReadonlySet<string>): Promise<void> {
  const prefix = relative(copy.path, copy.images) + sep;
  for (const path of copied) {
    if (path.startsWith(prefix) && !named.has(path)) await rm(join(copy.path, path), { force: true });
  }
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw writeFailure(error, to);
  }
}

async function writeRecord(
  target: string,
  { madeAt, head, images, files }: { madeAt: string; head: AuditHead; images: number; files: readonly string[] },
): Promise<BackupRecord> {
  const hashes = await hashFiles(files.map((path) => join(target, path)));
  const record: BackupRecord = {
    ...{ format: 1, madeAt, auditHead: { ...head }, images },
    files: files.map((path, index) => ({ path: path.split(sep).join('/'), sha256: hashes[index] ?? '' })),
  };
  await writeFileAtomic(join(target, RECORD_NAME), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}
