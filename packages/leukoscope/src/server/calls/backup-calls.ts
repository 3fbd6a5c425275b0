import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, readFailure } from '../../files/system-error.ts';
import { wholeBackup } from '../../store/backup/backup-record.ts';
import type { Answer } from '../api/all-operations.ts';
import type { backupOperations } from '../api/backups.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerWorld } from '../world.ts';
import { jobAnswer } from './job-calls.ts';

/** Backups go where the server was told to put them, never where a client says. */
export function backupCalls({ jobs, now, backupsFolder }: ServerWorld): Handlers<keyof typeof backupOperations> {
  return {
    async addBackup({ caller, language, once }) {
      const name = now().toISOString().replaceAll(/[:.]/g, '-');
      const answer = await once(async (parts) =>
        jobAnswer(await parts.jobs.create(caller, { kind: 'backup', parameters: { name } }), { language, jobs }),
      );
      jobs.wake();
      return answer;
    },
    async listBackups() {
      const names = await namesIn(backupsFolder);
      const backups: Answer<'listBackups'>['backups'] = [];
      for (const name of names.toSorted().toReversed()) {
        const record = await wholeBackup(join(backupsFolder, name));
        if (record === null) continue;
        const { madeAt, images, auditHead } = record;
        backups.push({ name, madeAt, images, auditHead });
      }
      return { folder: backupsFolder, backups };
    },
  };
}

/** None before the first backup. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw readFailure(error, folder);
  }
}
