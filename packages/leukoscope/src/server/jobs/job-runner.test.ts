import { expect, it } from 'vitest';
import { testServer } from '../testing/test-server.ts';
import { JobRunner, type Work } from './job-runner.ts';

it('the speed of a job that counts from the start again is that of what it does now', async () => {
  await using server = await testServer();
  const { store, events } = server;
  let nowMs = 0;
  const speeds: unknown[] = [];
  /** As a training does for a teacher, 100 images at 10 a second, and then for the model, at 2 a second. */
  const work: Work = async ({ id }, { report }) => {
    for (const [done, total, atMs] of [
      [50, 100, 5000],
      [100, 100, 10_000],
      [0, 40, 60_000],
      [10, 40, 65_000],
    ] as const) {
      nowMs = atMs;
      await report({ done, total });
      speeds.push(jobs.speedOf(await store.jobs.get(id)));
    }
  };
  const log = { info: () => undefined, error: () => undefined };
  const jobs = new JobRunner({ store, events, log, nowMs: () => nowMs, works: { backup: work } });
  const { id } = await store.jobs.create({ userId: null }, { kind: 'backup', parameters: {} });
  jobs.wake();
  await expect.poll(async () => (await store.jobs.get(id)).state).toBe('done');
  expect(speeds).toEqual([
    { perSecond: 10, secondsLeft: 5 },
    { perSecond: 10, secondsLeft: 0 },
    { perSecond: 0, secondsLeft: null },
    { perSecond: 2, secondsLeft: 15 },
  ]);
});
