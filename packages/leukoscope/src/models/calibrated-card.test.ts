import { describe, expect, test } from 'vitest';
import { tinyCard, tinyTrainer } from '../../test/tiny-model.ts';
import { scoredCells } from '../evaluation/golden/scored-cells.ts';
import { calibratedCard } from './calibrated-card.ts';
import { readModelCard, withCard, writeModelFile } from './model-file.ts';

/** 20 patients, each with cells at 0.25, 0.5 and 0.75: typical, one of each group, atypical. */
const patients = Array.from({ length: 20 }, (_, at) => `P${at}`);
const cells = scoredCells(
  patients.flatMap(() => [0, 0, 1, 1]),
  patients.flatMap(() => [0.25, 0.5, 0.5, 0.75]),
  patients.flatMap((patient) => [patient, patient, patient, patient]),
);
const asked = { scored: cells, dataset: { name: 'cells', dataHash: 'd' }, choseModel: false, looks: [[1, 2]] };

describe('a calibrated card', () => {
  test('promises on average, with a band of cells for a person', () => {
    const card = calibratedCard(tinyCard(), { ...asked, goal: { kind: 'average', missed: 0.05, falseAlarms: 0.05 } });
    const above = Math.fround(0.5 + 2 ** -24);
    expect(card.calibration).toEqual({
      dataset: { name: 'cells', dataHash: 'd' },
      choseModel: false,
      unit: 'patients',
      cells: { typical: 40, atypical: 40 },
      goal: {
        kind: 'average',
        missed: { limit: 0.05, n: 20, observed: 0 },
        falseAlarms: { limit: 0.05, n: 20, observed: 0 },
        confidence: null,
      },
      looks: [[1, 2]],
      band: { low: 0.5, high: above },
    });
    expect(card.threshold).toMatchObject({ threshold: 0.5, rule: 'calibrated' });
    expect(card.threshold.reached.specificity).toMatchObject({ numerator: 20, denominator: 40 });
    expect(card.errors).toEqual({
      on: 'calibration',
      byPatient: true,
      atypical: patients.map(() => ({ negatives: 2, falseAlarms: 1, positives: 2, missed: 0 })),
      blasts: null,
    });
  });

  test('has no band without a limit to false alarms', () => {
    const card = calibratedCard(tinyCard(), { ...asked, goal: { kind: 'average', missed: 0.05, falseAlarms: null } });
    expect(card.calibration?.band).toEqual({ low: 0.5, high: 0.5 });
  });

  test('has none either where one threshold keeps both limits', () => {
    const apart = cells.filter(({ probability }) => probability !== 0.5);
    const goal = { kind: 'average', missed: 0.05, falseAlarms: 0.05 } as const;
    expect(calibratedCard(tinyCard(), { ...asked, scored: apart, goal }).calibration?.band).toEqual({
      low: 0.75,
      high: 0.75,
    });
  });

  test('says how many patients are missing for more', () => {
    const goal = { kind: 'confident', missed: 0.05, falseAlarms: null } as const;
    expect(() => calibratedCard(tinyCard(), { ...asked, goal })).toThrow(
      'cannot promise with 95% confidence that at most 5% of the atypical cells are called wrongly: got 20 patients with atypical cells, expected at least 59.',
    );
  });

  test('of a goal promises nothing', () => {
    const card = calibratedCard(tinyCard(), { ...asked, goal: { kind: 'cost', missCost: 10 } });
    expect(card.calibration?.goal).toEqual({ kind: 'cost', missCost: 10 });
    expect(card.threshold.threshold).toBe(0.5);
    const typical = cells.filter(({ group }) => group === 'typical');
    const request = { ...asked, scored: typical, goal: { kind: 'youden' } } as const;
    expect(() => calibratedCard(tinyCard(), request)).toThrow('cells of one group');
  });
});

test('a model under another card is the same network with that card', async () => {
  const trainer = tinyTrainer();
  const bytes = await writeModelFile(tinyCard(), await trainer.state());
  const card = calibratedCard(tinyCard(), { ...asked, goal: { kind: 'youden' } });
  const rewritten = await withCard(bytes, card);
  expect(await readModelCard(rewritten, 'calibrated.onnx')).toEqual(card);
  // To the byte what training would have written with that card.
  expect(Buffer.compare(rewritten, await writeModelFile(card, await trainer.state()))).toBe(0);
});
