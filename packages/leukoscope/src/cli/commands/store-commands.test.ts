import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeWorld } from '../../../test/fake-world.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { BY_NOBODY, caseOf, openTestStore } from '../../store/testing/temporary-store.ts';
import { run } from '../run.ts';

async function lk(place: string, ...args: readonly string[]) {
  const { world, out, err } = fakeWorld({ cwd: place, env: { XDG_DATA_HOME: join(place, 'home') } });
  const exitCode = await run([...args, '--progress', 'none'], world);
  return { exitCode, out: out(), err: err() };
}

/** The default data folder of `lk`, with one case of two cells. */
async function dataIn(place: string): Promise<string> {
  const folder = join(place, 'home', 'leukoscope');
  await using store = await openTestStore(folder);
  await caseOf(store, 2);
  return folder;
}

describe('audit', () => {
  test('verify and head answer while the app has the folder', async () => {
    const place = temporaryFolder();
    await using _store = await openTestStore(await dataIn(place));
    const head = await lk(place, 'audit', 'head', '--out', 'head.json', '--json');
    expect([head.exitCode, head.err]).toEqual([0, '']);
    const { seq, hash } = JSON.parse(head.out);
    expect(JSON.parse(readFileSync(join(place, 'head.json'), 'utf8'))).toEqual({ seq, hash });
    const verified = await lk(place, 'audit', 'verify', '--head', 'head.json');
    expect([verified.exitCode, verified.err]).toEqual([0, '']);
    expect(verified.out).toBe(`The audit trail holds: 3 rows, none changed or missing.\nIts head: ${hash}\n`);
    expect((await lk(place, '--lang', 'es', 'audit', 'verify')).out).toContain('es íntegro: 3 filas');
    expect((await lk(place, 'audit', 'head', '--out', 'head.json')).exitCode).toBe(2);
  });

  test('verify refuses a trail whose head is another (4), no head (3), no store (3)', async () => {
    const place = temporaryFolder();
    await dataIn(place);
    writeFileSync(join(place, 'other.json'), JSON.stringify({ seq: 2, hash: 'a'.repeat(64) }));
    const other = await lk(place, 'audit', 'verify', '--head', 'other.json');
    expect(other.exitCode).toBe(4);
    expect(other.err).toContain('the audit trail does not hold: row 2: the head given is not its.');
    writeFileSync(join(place, 'bad.json'), '{"seq":1}');
    const bad = await lk(place, 'audit', 'verify', '--head', 'bad.json');
    expect([bad.exitCode, bad.err]).toEqual([3, expect.stringContaining('is no head of an audit trail')]);
    const none = await lk(place, 'audit', 'verify', '--data', 'nowhere');
    expect([none.exitCode, none.err]).toEqual([3, expect.stringContaining('is no data folder of the app')]);
  });
});

describe('backup and restore', () => {
  test('copy the store in use and bring it back over a changed one', async () => {
    const place = temporaryFolder();
    const folder = await dataIn(place);
    {
      await using store = await openTestStore(folder);
      const backup = await lk(place, 'backup', '--out', 'monday');
      expect([backup.exitCode, backup.err, backup.out]).toEqual([0, '', 'Backup written to monday: 2 images.\n']);
      expect((await lk(place, 'backup', '--out', 'monday')).exitCode).toBe(2);
      const inUse = await lk(place, 'restore', 'monday', '--over');
      expect([inUse.exitCode, inUse.err]).toEqual([4, expect.stringContaining('is in use by process')]);
      for (const { id } of (await store.patients.list()).rows) await store.patients.remove(BY_NOBODY, id);
    }
    expect((await lk(place, 'restore', 'monday')).exitCode).toBe(2);
    const restored = await lk(place, 'restore', 'monday', '--over');
    expect([restored.exitCode, restored.err]).toEqual([0, '']);
    expect(restored.out).toContain('Deleted again, as they were deleted since: 2 patients and cases.');
    expect(await readdir(join(place, 'home'))).toEqual([
      expect.stringMatching(/^leukoscope$/),
      expect.stringMatching(/^leukoscope\.before-/),
    ]);
    const elsewhere = await lk(place, '--lang', 'es', 'restore', 'monday', '--data', 'new');
    expect([elsewhere.exitCode, elsewhere.out]).toEqual([0, expect.stringContaining('Restaurado en')]);
    const notOne = await lk(place, 'restore', 'home');
    expect([notOne.exitCode, notOne.err]).toEqual([3, expect.stringContaining('is no backup')]);
  });
});
