import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { isLockFile, type LockHolder, type LockWorld, lockFolder } from './folder-lock.ts';

const LOCK_OF_ANOTHER = '.leukoscope-lock-7-other';
const BOOTED_MS = 1_000_000;
const world = (changes: Partial<LockWorld> = {}): LockWorld => ({
  pid: 100,
  host: 'here',
  processStartedMs: 2_000_000,
  nowMs: () => 3_000_000,
  bootedMs: () => BOOTED_MS,
  isAlive: () => true,
  ...changes,
});
const holder = (changes: Partial<LockHolder> = {}): LockHolder => ({
  pid: 7,
  host: 'here',
  command: 'leukoscope train',
  processStartedMs: 1_500_000,
  lockedMs: 2_500_000,
  ...changes,
});
function lockedBy(changes: Partial<LockHolder>): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK_OF_ANOTHER), JSON.stringify(holder(changes)));
  return folder;
}
const take = (folder: string, changes: Partial<LockWorld> = {}) =>
  lockFolder(folder, { command: 'leukoscope evaluate', world: world(changes) });

test('the lock says who holds it, and is gone after release', async () => {
  const folder = temporaryFolder();
  const lock = await take(folder);
  const [name, ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  expect(isLockFile(name!)).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, name!), 'utf8'))).toEqual({
    pid: 100,
    host: 'here',
    command: 'leukoscope evaluate',
    processStartedMs: 2_000_000,
    lockedMs: 3_000_000,
  });
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a second lock in the same process is refused, saying by whom, exit 4; after the first one it is given', async () => {
  const folder = temporaryFolder();
  {
    await using _lock = await take(folder);
    await expect(take(folder)).rejects.toMatchObject({
      code: 'usage.folder-in-use',
      exitCode: 4,
      details: {
        pid: 100,
        host: 'here',
        command: 'leukoscope evaluate',
        lockFile: expect.stringContaining(join(folder, '.leukoscope-lock-100-')),
      },
    });
  }
  await (await take(folder)).release();
});

describe('a lock that is there is held by', () => {
  test.each([
    ['a live process', {}, {}],
    ['a process of another machine, alive or not', { host: 'there' }, { isAlive: () => false }],
    ['a process of another machine with our pid', { host: 'there', pid: 100 }, {}],
  ])('%s', async (_, held, here) => {
    const folder = lockedBy(held);
    await expect(take(folder, here)).rejects.toMatchObject({ code: 'usage.folder-in-use' });
    expect(readdirSync(folder)).toEqual([LOCK_OF_ANOTHER]);
  });

  test('a lock file that nobody can read as one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, LOCK_OF_ANOTHER), '');
    await expect(take(folder)).rejects.toMatchObject({ code: 'usage.folder-in-use', details: { host: '?' } });
  });
});

describe('a lock is taken over from', () => {
  test.each([
    ['a process that has died', {}, { isAlive: () => false }],
    ['a process from before the machine was started, whose pid another has now', { lockedMs: BOOTED_MS - 1 }, {}],
    ['an earlier process that had our own pid', { pid: 100, processStartedMs: 1 }, {}],
  ])('%s', async (_, held, here) => {
    const folder = lockedBy(held);
    const lock = await take(folder, here);
    expect(readdirSync(folder)).toEqual([expect.stringContaining('.leukoscope-lock-100-')]);
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('of many who come at once, with a stale lock there, never do two go on; alone, each gets it', async () => {
  for (let round = 0; round < 20; round++) {
    const folder = lockedBy({ pid: 7 });
    const isAlive = (pid: number): boolean => pid !== 7;
    const contenders = Array.from({ length: 8 }, (_, at) => take(folder, { pid: 200 + at, isAlive }));
    const locks = (await Promise.allSettled(contenders)).flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    expect(locks.length).toBeLessThanOrEqual(1);
    for (const lock of locks) await lock.release();
    await (await take(folder, { pid: 300, isAlive })).release();
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('a lock that someone has deleted is released without complaint', async () => {
  const folder = temporaryFolder();
  const lock = await take(folder);
  for (const name of readdirSync(folder)) unlinkSync(join(folder, name));
  await lock.release();
});

test('a real process holds its lock while it lives, and loses it when it is killed', async () => {
  const folder = temporaryFolder();
  const script = `
    import { lockFolder } from ${JSON.stringify(new URL('folder-lock.ts', import.meta.url).href)};
    await lockFolder(${JSON.stringify(folder)}, { command: 'leukoscope serve' });
    process.stdout.write('locked');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await expect(lockFolder(folder, { command: 'leukoscope train' })).rejects.toMatchObject({
    details: { pid: child.pid, host: hostname(), command: 'leukoscope serve' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  await using lock = await lockFolder(folder, { command: 'leukoscope train' });
  expect(lock).toBeDefined();
});

test('what a process left that died while it took a lock is removed; a living one’s is not', async () => {
  const draftOf = (isAlive: boolean) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.leukoscope-draft-7'), JSON.stringify(holder()));
    return take(folder, { isAlive: () => isAlive }).then(async (lock) => {
      await lock.release();
      return readdirSync(folder);
    });
  };
  expect(await draftOf(false)).toEqual([]);
  expect(await draftOf(true)).toEqual(['.leukoscope-draft-7']);
});
