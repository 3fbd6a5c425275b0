import { access, cp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isLockFile, lockFolder } from '../../files/folder-lock.ts';
import { isSystemError, readFailure, writeFailure } from '../../files/system-error.ts';
import { auditHead, record } from '../audit/record.ts';
import { deleteCases, deletePatient } from '../delete-data.ts';
import { readStore } from '../read-store.ts';
import type { AuditHead } from '../rows.ts';
import type { Scope } from '../scope.ts';
import { openStore } from '../store.ts';
import { StoreFolder } from '../store-folder.ts';
import { type BackupRecord, RECORD_NAME } from './backup-record.ts';
import { checkBackup } from './check-backup.ts';
import type { BackupWatch } from './write-backup.ts';

export interface RestoreOptions extends BackupWatch {
  /** Whether a store that is there already is put aside; otherwise it is refused. */
  readonly over: boolean;
  readonly command: string;
  readonly clock: () => Date;
}

export interface Restored {
  readonly backup: BackupRecord;
  /** Where the store is kept that was there before; `null`: there was none. */
  readonly aside: string | null;
  /** Patients and cases deleted since the backup, and deleted again; `null`: the store that was there cannot be read. */
  readonly deletedAgain: number | null;
}

const NOBODY = { userId: null };

/**
 * Puts a backup in the place of a data folder, all at once, after every file of it was checked. Whoever was deleted since
 * the backup, as the store tells that is replaced, is deleted from it again before anybody sees it; sessions end.
 *
 * @throws LeukoscopeError store.not-a-backup, store.backup-damaged, store.audit-broken, store.newer-version,
 * usage.output-not-empty, usage.folder-in-use, machine.cannot-write; the signal's reason
 */
export async function restoreBackup(backup: string, data: string, options: RestoreOptions): Promise<Restored> {
  const { over, command, clock, ...watch } = options;
  const found = await checkBackup(backup, watch);
  const isThere = await hasContent(data);
  if (isThere && !over) throw new LeukoscopeError('usage.output-not-empty', { path: data, option: '--data' });
  const lock = isThere ? await lockFolder(data, { command }) : null;
  const stamp = clock().toISOString().replaceAll(/[:.]/g, '-');
  const draft = join(dirname(data), `.${basename(data)}.restoring-${stamp}`);
  try {
    const replaced = isThere ? await readReplaced(new StoreFolder(data)) : NOTHING_REPLACED;
    await cp(backup, draft, { recursive: true, errorOnExist: true, force: false });
    const deletedAgain = await prepare(draft, { replaced, found, command, clock });
    const aside = isThere ? `${data}.before-${stamp}` : null;
    await swap({ draft, data, aside });
    return { backup: found, aside, deletedAgain };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw writeFailure(error, data);
  } finally {
    await lock?.release();
  }
}

interface Replaced {
  /** `null`: the store cannot be read. */
  readonly head: AuditHead | null;
  readonly tombstones: readonly { readonly subjectKind: string; readonly subjectId: string }[];
}

const NOTHING_REPLACED: Replaced = { head: { seq: 0, hash: '' }, tombstones: [] };

/** A store that cannot be read is what backups are for: then only its tombstones are lost, and the caller says so. */
async function readReplaced(folder: StoreFolder): Promise<Replaced> {
  try {
    return await readStore(folder, async (scope) => ({
      head: await auditHead(scope),
      tombstones: await scope.database.selectFrom('tombstone').select(['subjectKind', 'subjectId']).execute(),
    }));
  } catch (error) {
    if (error instanceof LeukoscopeError && error.code === 'store.none-here') return NOTHING_REPLACED;
    return { head: null, tombstones: [] };
  }
}

/** @returns how many were deleted again. */
async function prepare(
  draft: string,
  {
    replaced,
    found,
    command,
    clock,
  }: Pick<RestoreOptions, 'command' | 'clock'> & {
    replaced: Replaced;
    found: BackupRecord;
  },
): Promise<number | null> {
  await rm(join(draft, RECORD_NAME));
  await using store = await openStore({ folder: draft, command, clock });
  return await store.maintain(async (scope) => {
    await scope.database.deleteFrom('session').execute();
    await scope.database.deleteFrom('request').execute();
    // The one that made this backup among them: it was under way at the moment of the copy.
    await scope.database.deleteFrom('job').where('kind', '=', 'backup').where('state', '!=', 'done').execute();
    const before = replaced.head === null ? null : { ...replaced.head };
    const after = { ...found.auditHead, madeAt: found.madeAt };
    await record(scope, NOBODY, [{ action: 'store.restore', subjectKind: 'store', subjectId: '', before, after }]);
    let deleted = 0;
    for (const tombstone of replaced.tombstones) if (await deleteAgain(scope, tombstone)) deleted += 1;
    return replaced.head === null ? null : deleted;
  });
}

/** @returns whether there was anything to delete. */
async function deleteAgain(scope: Scope, { subjectKind, subjectId }: Replaced['tombstones'][number]): Promise<boolean> {
  const table = subjectKind === 'patient' ? 'patient' : 'case';
  const there = await scope.database.selectFrom(table).select('id').where('id', '=', subjectId).executeTakeFirst();
  if (there === undefined) return false;
  await (table === 'patient' ? deletePatient(scope, NOBODY, subjectId) : deleteCases(scope, NOBODY, [subjectId]));
  return true;
}

async function swap({ draft, data, aside }: { draft: string; data: string; aside: string | null }): Promise<void> {
  if (aside === null) await removeEmpty(data);
  else await putAside(data, aside);
  await rename(draft, data);
}

/** With the lock on it until it is out of the way; then the lock is of no use to it. */
async function putAside(data: string, aside: string): Promise<void> {
  await rename(data, aside);
  for (const name of await readdir(aside)) if (isLockFile(name)) await rm(join(aside, name), { force: true });
}

async function removeEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
  }
}

async function hasContent(path: string): Promise<boolean> {
  try {
    await access(path);
    return (await readdir(path)).some((name) => !isLockFile(name));
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw readFailure(error, path);
  }
}
