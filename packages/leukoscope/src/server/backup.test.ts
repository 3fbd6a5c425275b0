import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { restoreBackup } from '../store/backup/restore-backup.ts';
import { openTestStore, unwatched } from '../store/testing/temporary-store.ts';
import { ended } from './testing/ended.ts';
import { type TestServer, testServer } from './testing/test-server.ts';

async function aBackup({ store }: TestServer, client: Awaited<ReturnType<TestServer['client']>>) {
  const begun = await client.ok('addBackup', { headers: { 'idempotency-key': 'once' } });
  const job = await ended(client, begun.id);
  expect(job).toMatchObject({ kind: 'backup', state: 'done', error: null });
  const { folder, backups } = await client.ok('listBackups');
  expect(folder).toBe(store.folder.backups);
  return { job, backups, path: join(folder, backups[0]?.name ?? '') };
}

describe('a backup from the app', () => {
  it('holds what the store holds, is listed, and stands in the trail', async () => {
    await using server = await testServer();
    const client = await server.client();
    const made = await client.ok('addCase', { body: { patientName: 'P-1', title: 'Smear' } });
    expect((await client.ok('listBackups')).backups).toEqual([]);
    const { backups, path, job } = await aBackup(server, client);
    expect(backups).toHaveLength(1);
    // Asked again with the same key it is not made again.
    expect((await aBackup(server, client)).job.id).toBe(job.id);
    const { entries } = await client.ok('listAudit', { query: { subject: backups[0]!.name } });
    expect(entries).toMatchObject([{ action: 'store.backup', after: { head: backups[0]!.auditHead.hash } }]);
    const data = join(temporaryFolder(), 'data');
    const options = { over: false, command: 'a test', clock: () => new Date(), ...unwatched() };
    expect(await restoreBackup(path, data, options)).toMatchObject({ aside: null });
    await using restored = await openTestStore(data);
    expect(await restored.cases.get(made.id)).toMatchObject({ title: 'Smear' });
    // The job that made it was under way when the store was copied; it is not to be done again.
    expect(await restored.jobs.list()).toEqual([]);
    expect(server.told).toContainEqual({ name: 'job', data: expect.objectContaining({ id: job.id, state: 'done' }) });
  });

  it('that a kill cut off is begun anew; half of one is not listed', async () => {
    await using server = await testServer();
    const client = await server.client();
    const { id: userId } = await server.store.users.localUser();
    const name = '2026-01-01T00-00-00-000Z';
    const half = join(server.store.folder.backups, name);
    await mkdir(half, { recursive: true });
    await writeFile(join(half, 'store.sqlite'), 'half');
    expect((await client.ok('listBackups')).backups).toEqual([]);
    const { id } = await server.store.jobs.create({ userId }, { kind: 'backup', parameters: { name } });
    await client.ok('addBackup');
    expect(await ended(client, id)).toMatchObject({ state: 'done', error: null });
    const { jobs } = await client.ok('listJobs');
    for (const job of jobs) await ended(client, job.id);
    const { backups } = await client.ok('listBackups');
    expect(backups.map((backup) => backup.name)).toHaveLength(2);
    expect(backups.at(-1)!.name).toBe(name);
  });
});
