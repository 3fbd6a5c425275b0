import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { wholeBackup } from '../../store/backup/backup-record.ts';
import type { Store } from '../../store/store.ts';
import type { Work } from './job-runner.ts';
import { nowAndThen } from './now-and-then.ts';

/** Of a job: the backup's folder, below the one that backups go to. */
const parametersSchema = z.object({ name: z.string() });

interface BackupWorld {
  readonly store: Store;
  /** Where backups go. */
  readonly folder: string;
  readonly nowMs: () => number;
}

/** Writes a backup, as `leukoscope backup` does; after a kill from the beginning, so that it is of one moment. */
export function backupWork({ store, folder, nowMs }: BackupWorld): Work {
  return async (job, context) => {
    const { name } = parametersSchema.parse(job.parameters);
    const { rows } = await store.audit.list({ subjectId: name, limit: 1 });
    // Killed between its last step and the end of the job.
    if (rows.length > 0) return;
    const target = join(folder, name);
    if ((await wholeBackup(target)) === null) await rm(target, { recursive: true, force: true });
    const progress = { report: nowAndThen(context, nowMs) };
    await store.backUp({ userId: job.createdBy }, target, { progress, signal: context.signal });
  };
}
