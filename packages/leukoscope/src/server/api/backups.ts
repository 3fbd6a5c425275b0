import { z } from 'zod';
import { count, time } from './common.ts';
import { job } from './jobs.ts';
import { operations } from './operation.ts';

const backup = z
  .object({
    /** Of its folder; the trail names it so. */
    name: z.string(),
    madeAt: time,
    images: count,
    /** Where the audit trail stood. */
    auditHead: z.object({ seq: count, hash: z.string() }),
  })
  .meta({ id: 'Backup' });

export const backupOperations = operations({
  addBackup: {
    method: 'post',
    path: '/backup',
    summary: 'Make a backup in the folder that the server has for them',
    role: 'admin',
    idempotent: true,
    answer: job,
    status: 202,
  },
  listBackups: {
    method: 'get',
    path: '/backups',
    summary: 'Whole backups in that folder, the newest first',
    role: 'admin',
    answer: z.object({
      /** On the server. */
      folder: z.string(),
      backups: z.array(backup),
    }),
  },
});
