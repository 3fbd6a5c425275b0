import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../normal-distribution.ts';
import { cellLook, LOOK_MEASURES, LookTally, pictureLook } from './cell-look.ts';
import { ALARM_LEVEL, shiftTest } from './shift-alarm.ts';

describe('measures of a cell', () => {
  /** 2 x 2, the second picture of two: dark and light columns. */
  const pixels = Uint8Array.of(...Array.from({ length: 12 }, () => 7), 10, 100, 1, 30, 200, 1, 10, 100, 1, 30, 200, 1);

  test('are worked out by hand', () => {
    const look = cellLook(pictureLook({ pixels, sizePx: 2, item: 1 }), 0.5);
    // Two of four horizontal and vertical differences are 100 of green, among 8 places.
    expect([...look]).toEqual([20, 150, 1, 10, 50, 0, 0.5, 25, 0]);
    expect(look.length).toBe(LOOK_MEASURES.length);
  });

  test('have an end for scores of 0 and 1', () => {
    expect([0, 1].map((score) => cellLook(pictureLook({ pixels, sizePx: 2, item: 0 }), score)[8])).toEqual([-8, 8]);
  });

  test('are averaged by patient, of those with 20 cells', () => {
    const tally = new LookTally();
    for (let at = 0; at < 20; at++) tally.add('A', Float64Array.of(at, 1));
    for (let at = 0; at < 19; at++) tally.add('B', Float64Array.of(at, 1));
    expect(tally.means()).toEqual([[9.5, 1]]);
  });
});

const SIMULATIONS = process.env.LEUKOSCOPE_FULL === '1' ? 2_000 : 300;

describe(`over ${SIMULATIONS} batches`, () => {
  const random = randomStream(6, 'patients');
  const normal = () => normalQuantile(random() || Number.MIN_VALUE);
  /** Correlated, far from normal, of quite different units. */
  const patient = (shift = 0) => {
    const common = normal();
    return LOOK_MEASURES.map((_, at) => 10 ** (at % 3) * (Math.exp(0.5 * (common + normal())) + shift));
  };
  const patients = (n: number, shift = 0) => Array.from({ length: n }, () => patient(shift));
  const alarms = (reference: number, batch: number, shift: number) =>
    Array.from({ length: SIMULATIONS }).filter(() => shiftTest(patients(reference), patients(batch, shift))!.alarm)
      .length / SIMULATIONS;

  test.each([
    [19, 1],
    [60, 1],
    [60, 5],
  ])('of patients as before, %d and %d, the alarm is false in at most 5%', (reference, batch) => {
    const error = Math.sqrt((ALARM_LEVEL * (1 - ALARM_LEVEL)) / SIMULATIONS);
    expect(alarms(reference, batch, 0)).toBeLessThan(ALARM_LEVEL + 3 * error);
  });

  test('of patients who are off by two deviations it is raised', () => {
    expect(alarms(60, 5, 2)).toBeGreaterThan(0.95);
  });
});

test('says by what a batch is furthest off', () => {
  const random = randomStream(2, 'patients');
  const row = (green: number) => LOOK_MEASURES.map((measure) => random() + (measure === 'green' ? green : 0));
  const found = shiftTest(
    Array.from({ length: 40 }, () => row(0)),
    [row(5), row(5)],
  )!;
  expect(found).toMatchObject({ alarm: true, reference: 40, batch: 2, furthest: { measure: 'green' } });
  expect(found.furthest.deviations).toBeGreaterThan(10);
});

test('is not possible with too few patients for any alarm', () => {
  const rows = (n: number) => Array.from({ length: n }, (_, at) => LOOK_MEASURES.map((_, measure) => at * measure));
  expect(shiftTest(rows(18), rows(1))).toBeNull();
  expect(shiftTest(rows(19), rows(1))).not.toBeNull();
  expect(shiftTest(rows(19), [])).toBeNull();
});
