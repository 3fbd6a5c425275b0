import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { hashFiles } from '../../files/hash-files.ts';
import { isSystemError, readFailure } from '../../files/system-error.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { inBatches } from '../batches.ts';
import { readStore } from '../read-store.ts';
import { integrityFaults } from '../sqlite.node.ts';
import { StoreFolder } from '../store-folder.ts';
import { type BackupRecord, readBackupRecord } from './backup-record.ts';
import type { BackupWatch } from './write-backup.ts';

/** Files between two reports of progress. */
const BATCH = 256;

interface ExpectedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * Reads every byte of a backup and compares it with what was written; then the database's pages and its trail.
 *
 * @throws LeukoscopeError store.not-a-backup, store.backup-damaged, store.damaged, store.audit-broken,
 * machine.cannot-read; the signal's reason
 */
export async function checkBackup(path: string, watch: BackupWatch): Promise<BackupRecord> {
  const record = await readBackupRecord(path);
  const folder = new StoreFolder(path);
  const bad = await changedFiles(path, record.files, watch);
  if (bad.length > 0) throw damaged(path, bad);
  const expected = await readStore(folder, async (scope) => {
    const [fault] = await integrityFaults(scope.database);
    if (fault !== undefined) throw new LeukoscopeError('store.damaged', { path: folder.database, fault });
    const verdict = await verifyAudit(scope, record.auditHead);
    if (verdict.fault !== null) throw new LeukoscopeError('store.audit-broken', { ...verdict.fault });
    const images = await scope.database.selectFrom('image').select('hash').execute();
    return images.map(({ hash }) => ({ path: folder.image(hash).slice(path.length + 1), sha256: hash }));
  });
  const images = await changedFiles(path, expected, watch);
  if (images.length > 0) throw damaged(path, images);
  return record;
}

function damaged(path: string, bad: readonly string[]): LeukoscopeError {
  return new LeukoscopeError('store.backup-damaged', { path, files: bad.length, file: bad[0] ?? '' });
}

/** The paths of files that are missing or not what they were. */
async function changedFiles(
  folder: string,
  files: readonly ExpectedFile[],
  { progress, signal }: BackupWatch,
): Promise<string[]> {
  const there = await filesIn(folder);
  const bad: string[] = [];
  let done = 0;
  const report = () => progress.report({ stage: 'hash', unit: 'files', done, total: files.length });
  for (const batch of inBatches(files, BATCH)) {
    signal.throwIfAborted();
    const present = batch.filter(({ path }) => there.has(join(folder, path)));
    const hashes = await hashFiles(present.map(({ path }) => join(folder, path)));
    const found = new Map(present.map(({ path }, index) => [path, hashes[index]]));
    bad.push(...batch.filter(({ path, sha256 }) => found.get(path) !== sha256).map(({ path }) => path));
    done += batch.length;
    report();
  }
  return bad;
}

async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return new Set();
    throw readFailure(error, folder);
  }
}
