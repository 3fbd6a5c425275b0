import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProgressEvent, ProgressUpdate } from './progress.ts';
import { ProgressMeter } from './progress-meter.ts';

/** Reports each update at its time and gives the events. */
function events(updates: readonly (readonly [seconds: number, update: Partial<ProgressUpdate>])[]): ProgressEvent[] {
  const shown: ProgressEvent[] = [];
  let nowMs = 5_000;
  const meter = new ProgressMeter(
    () => nowMs,
    (event) => shown.push(event),
  );
  for (const [seconds, update] of updates) {
    nowMs = 5_000 + seconds * 1000;
    meter.report({ stage: 'train', unit: 'images', done: 0, total: 1000, ...update });
  }
  return shown;
}

test('nothing is known before time has passed', () => {
  const [first] = events([[0, { done: 0 }]]);
  expect(first).toEqual({
    stage: 'train',
    unit: 'images',
    done: 0,
    total: 1000,
    perSecond: null,
    etaSeconds: null,
    elapsedSeconds: 0,
    ended: false,
  });
});

test('a steady rate is shown exactly from the first interval on, and the rest of the time follows', () => {
  const shown = events([
    [0, { done: 0 }],
    [1, { done: 50 }],
    [4, { done: 200 }],
  ]);
  expect(shown[1]).toMatchObject({ perSecond: expect.closeTo(50, 9), etaSeconds: expect.closeTo(19, 9) });
  expect(shown[2]).toMatchObject({ perSecond: expect.closeTo(50, 9), etaSeconds: expect.closeTo(16, 9) });
});

test('what a resumed run had done before is not speed', () => {
  const shown = events([
    [0, { done: 900 }],
    [2, { done: 920 }],
  ]);
  expect(shown[1]).toMatchObject({ perSecond: expect.closeTo(10, 9), etaSeconds: expect.closeTo(8, 9) });
});

test('the rate follows a change within seconds and is not thrown by one slow batch', () => {
  const steady = Array.from({ length: 60 }, (_, second) => [second, { done: second * 10, total: 10_000 }] as const);
  const [slowBatch] = events([...steady, [60, { done: 590, total: 10_000 }]]).slice(-1);
  expect(slowBatch!.perSecond).toBeGreaterThan(8.5);
  const faster = Array.from({ length: 30 }, (_, at) => [60 + at, { done: 600 + at * 20, total: 10_000 }] as const);
  const [afterChange] = events([...steady, ...faster]).slice(-1);
  expect(afterChange!.perSecond).toBeGreaterThan(19);
});

test('time in another stage does not lower the rate but counts in the remaining time', () => {
  const shown = events([
    [0, { done: 0 }],
    [10, { done: 100 }],
    [10, { stage: 'validate', done: 0, total: 10 }],
    [20, { stage: 'validate', done: 10, total: 10 }],
    [20, { done: 100 }],
    [30, { done: 200 }],
  ]);
  expect(shown[3]).toMatchObject({ stage: 'validate', ended: true, elapsedSeconds: 10 });
  expect(shown[5]).toMatchObject({ perSecond: expect.closeTo(10, 9), etaSeconds: expect.closeTo(120, 9) });
});

describe('a stage ends', () => {
  test('when all is done, and begins anew after that', () => {
    const shown = events([
      [0, { done: 0 }],
      [10, { done: 1000 }],
      [20, { done: 0 }],
    ]);
    expect(shown.map(({ ended }) => ended)).toEqual([false, true, false]);
    expect(shown[1]).toMatchObject({ etaSeconds: 0, elapsedSeconds: 10 });
    expect(shown[2]).toMatchObject({ perSecond: null, elapsedSeconds: 0 });
  });

  test('when it says so; without a total there is a rate and no remaining time', () => {
    const shown = events([
      [0, { done: 0, total: null }],
      [2, { done: 30, total: null, ended: true }],
    ]);
    expect(shown[1]).toMatchObject({ ended: true, perSecond: expect.closeTo(15, 9), etaSeconds: null });
  });
});

test('fewer done than before is a new start', () => {
  const shown = events([
    [0, { done: 0 }],
    [10, { done: 500 }],
    [20, { done: 10 }],
    [21, { done: 11 }],
  ]);
  expect(shown[3]).toMatchObject({ perSecond: expect.closeTo(1, 9), elapsedSeconds: 1 });
});

test('two reports at the same moment lose nothing', () => {
  const shown = events([
    [0, { done: 0 }],
    [0, { done: 10 }],
    [1, { done: 20 }],
  ]);
  expect(shown[2]!.perSecond).toBeCloseTo(20, 9);
});

test('the note travels', () => {
  expect(events([[0, { note: { epoch: 3, epochs: 45 } }]])[0]!.note).toEqual({ epoch: 3, epochs: 45 });
});

test('the rate lies between the slowest and the fastest interval (property)', () => {
  const intervals = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 500 })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(intervals, (steps) => {
      let [seconds, done] = [0, 0];
      const updates = steps.map(([tenths, more]) => {
        seconds += tenths / 10;
        done += more;
        return [seconds, { done, total: null }] as const;
      });
      const rates = steps.map(([tenths, more]) => more / (tenths / 10));
      const { perSecond } = events([[0, { done: 0, total: null }], ...updates]).at(-1)!;
      expect(perSecond).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-6);
      expect(perSecond).toBeLessThanOrEqual(Math.max(...rates) + 1e-6);
    }),
    { seed: 1 },
  );
});
