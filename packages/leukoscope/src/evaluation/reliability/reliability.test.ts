import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import golden from '../golden/reliability.json' with { type: 'json' };
import roc from '../golden/roc.json' with { type: 'json' };
import { scoredCells } from '../golden/scored-cells.ts';
import { reliabilityOf } from './reliability.ts';

const options = (draws = 200) => ({ draws, level: 0.95, random: randomStream(1, 'test') });

describe('against scikit-learn', () => {
  test.each(golden.curves.map((curve, at) => ({ at, ...curve })))('curve $at', ({ at, brier, ece, ...expected }) => {
    const { positive, probability } = roc.curves[at]!;
    const found = reliabilityOf(scoredCells(positive, probability), options());
    expect(found.brier.value).toBeCloseTo(brier, 12);
    expect(found.ece.value).toBeCloseTo(ece, 12);
    const filled = found.bins.filter(({ atypical }) => atypical.denominator > 0);
    expect(filled.map(({ atypical }) => atypical.denominator)).toEqual(expected.counts);
    for (const [bin, { atypical, meanProbability, low, high }] of filled.entries()) {
      expect(atypical.value).toBeCloseTo(expected.share[bin]!, 12);
      expect(meanProbability).toBeCloseTo(expected.mean[bin]!, 12);
      expect(meanProbability! >= low && meanProbability! <= high).toBe(true);
    }
  });
});

test('resamples patients where there are any, and says so', () => {
  const truth = Array.from({ length: 120 }, (_, at) => Number(at % 3 === 0));
  const probability = truth.map((atypical, at) => (atypical + (at % 7) / 7) / 2);
  const patients = truth.map((_, at) => `P${at % 6}`);
  const overPatients = reliabilityOf(scoredCells(truth, probability, patients), options());
  expect(overPatients).toMatchObject({ unit: 'patients', brier: { n: 6, warnings: ['few-patients'] } });
  expect(overPatients.ece.method).toBe('bootstrap-patients-deviation');
  expect(overPatients.bins[0]!.overPatients).toMatchObject({ value: overPatients.bins[0]!.atypical.value });
  const overCells = reliabilityOf(scoredCells(truth, probability), options());
  expect(overCells).toMatchObject({ unit: 'cells', brier: { n: 120, warnings: [] } });
  expect(overCells.bins.every((bin) => bin.overPatients === null)).toBe(true);
  expect(overCells.brier.value).toBe(overPatients.brier.value);
});

test('the interval of an ECE reaches 0 where the probabilities are chances', () => {
  const random = randomStream(4, 'cells');
  const probability = Array.from({ length: 400 }, random);
  const truth = probability.map((one) => Number(random() < one));
  const { value, low, high } = reliabilityOf(scoredCells(truth, probability), options(400)).ece;
  expect(low).toBe(0);
  expect(value).toBeGreaterThan(0);
  expect(high).toBeLessThan(0.1);
});

test('of no cells is undefined', () => {
  const found = reliabilityOf([], options());
  expect(found).toMatchObject({ brier: { value: null, low: null }, ece: { value: null, high: null } });
  expect(found.bins).toHaveLength(10);
  expect(found.bins[3]).toMatchObject({ meanProbability: null, atypical: { value: null }, overPatients: null });
});
