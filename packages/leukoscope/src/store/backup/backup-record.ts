import { join } from 'node:path';
import { z } from 'zod';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readIfThere } from '../../files/read-if-there.ts';

/** Written last: a folder without it is no backup, or half of one. */
export const RECORD_NAME = 'backup.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup says of itself. Images are not listed: their names are their hashes. */
export const backupRecordSchema = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  auditHead: z.strictObject({ seq: z.int().nonnegative(), hash: sha256 }),
  images: z.int().nonnegative(),
  /** All other files, by their paths in the folder, with `/`. */
  files: z.array(z.strictObject({ path: z.string(), sha256 })),
});
export type BackupRecord = z.infer<typeof backupRecordSchema>;

/** @throws LeukoscopeError store.not-a-backup, machine.cannot-read */
export async function readBackupRecord(path: string): Promise<BackupRecord> {
  const bytes = await readIfThere(join(path, RECORD_NAME));
  try {
    return backupRecordSchema.parse(JSON.parse(bytes?.toString() ?? ''));
  } catch (cause) {
    throw notABackup(path, cause);
  }
}

/** What the backup in a folder says of itself; `null` for a folder that is not there, is something else, or half of one. */
export async function wholeBackup(path: string): Promise<BackupRecord | null> {
  try {
    return await readBackupRecord(path);
  } catch (error) {
    if (error instanceof LeukoscopeError && error.code === 'store.not-a-backup') return null;
    throw error;
  }
}

function notABackup(path: string, cause: unknown): LeukoscopeError {
  return new LeukoscopeError('store.not-a-backup', { path }, { cause });
}
