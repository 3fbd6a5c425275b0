import { describe, expect, test } from 'vitest';
import type { PromiseInUse } from '../classify/promise-in-use.ts';
import type { ShiftTest } from '../evaluation/promises/shift-alarm.ts';
import { PATIENT_ANSWER_TEXTS } from './patient-answer-texts.ts';
import { promiseLines } from './promise-lines.ts';

const shift: ShiftTest = {
  p: 0.012,
  alarm: true,
  reference: 80,
  batch: 1,
  furthest: { measure: 'green', deviations: -4.1 },
};
const promise: PromiseInUse = {
  goal: { kind: 'average', missed: { limit: 0.05, n: 80, observed: 0.04 }, falseAlarms: null, confidence: null },
  unit: 'patients',
  dataset: { name: 'blood', dataHash: 'd' },
  band: { low: 0.25, high: 0.25 },
  shift: { ...shift, p: 0.4, alarm: false },
  withdrawn: false,
};

describe('what a promise says', () => {
  test('on average is of calibrations and patients, not of a single one', () => {
    const [said, looked, ...rest] = promiseLines(promise, 'en');
    expect(said).toContain(
      "in the mean over new patients, at most 5.0% of a patient's atypical cells are called typical",
    );
    expect(said).toContain('another calibration could do better or worse, and a single patient may have more');
    expect(looked).toContain('No sign that this patient looks unlike the 80 of the calibration (p = 0.400');
    expect(rest).toEqual([]);
  });

  test('with confidence is of this calibration', () => {
    const confident = { ...promise.goal, kind: 'confident', confidence: 0.95 } as PromiseInUse['goal'];
    const [said] = promiseLines({ ...promise, goal: confident }, 'en');
    expect(said).toContain('Promise with 95.0% confidence: this calibration is one with which');
    expect(said).not.toContain('another calibration');
  });

  test('is withdrawn first of all where the images look unlike', () => {
    const withdrawn = { ...promise, shift, withdrawn: true, band: { low: 0.25, high: 0.5 } };
    const [first, , band] = promiseLines(withdrawn, 'en');
    expect(first).toMatch(
      /^Shift alarm: this patient does not look like .*mean green, −4.1 .*the promise is withdrawn/,
    );
    expect(band).toBe('Cells from 0.2500 to below 0.5000 are not called but referred to a person.');
    expect(promiseLines(withdrawn, 'es')[0]).toContain('se retira la promesa');
  });

  test('of single cells promises nothing of patients', () => {
    expect(promiseLines({ ...promise, unit: 'cells' }, 'en')[0]).toContain('of new patients it promises nothing');
  });
});

test('an answer says how many more cells would tell, or that none would', () => {
  const { answer } = PATIENT_ANSWER_TEXTS.en;
  expect(answer({ answer: 'above' }, 0.2)).toBe('above 20.0%');
  expect(answer({ answer: 'cannot-tell', more: 140 }, 0.2)).toBe('cannot tell from 20.0%: count 140 more cells');
  expect(answer({ answer: 'cannot-tell', more: null }, 0.2)).toContain('more cells would not help');
  expect(answer({ answer: 'too-few', more: 12 }, 0.2)).toBe('too few: 12 more cells needed');
});
