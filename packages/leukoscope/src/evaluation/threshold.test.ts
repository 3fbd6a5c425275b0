import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionAt } from './confusion.ts';
import { cellsFromRows, hasBothGroups, scoredCells } from './golden/scored-cells.ts';
import { chooseThreshold } from './threshold.ts';

const anyScoredCells = fc
  .array(fc.tuple(fc.nat(1), fc.nat(40), fc.nat(3)), { minLength: 1, maxLength: 60 })
  .map(cellsFromRows);
const cellsOfBothGroups = anyScoredCells.filter(hasBothGroups);

const easily = { minSensitivity: 0.95, minPositives: 1 };

describe('chooseThreshold', () => {
  test('with 40 atypical cells keeps 38 of them, the fewest that make 0.95', () => {
    const truth = Array.from({ length: 60 }, (_, i) => Number(i < 40));
    const probability = truth.map((atypical, i) => (atypical === 1 ? (i + 10) / 64 : i / 128));
    const chosen = chooseThreshold(scoredCells(truth, probability));
    expect(chosen).toMatchObject({
      threshold: 12 / 64,
      rule: 'highest-with-sensitivity',
      reason: 'sensitivity-reached',
      target: { minSensitivity: 0.95, minPositives: 30 },
      reached: { sensitivity: { numerator: 38, denominator: 40 }, specificity: { denominator: 20 } },
    });
  });

  test.each([29, 30])('with %s atypical cells', (positives) => {
    const truth = Array.from({ length: positives + 5 }, (_, i) => Number(i < positives));
    const chosen = chooseThreshold(
      scoredCells(
        truth,
        truth.map(() => 0.25),
      ),
    );
    expect([chosen.threshold, chosen.rule, chosen.reason]).toEqual(
      positives < 30
        ? [0.5, 'default', 'too-few-positives']
        : [0.25, 'highest-with-sensitivity', 'sensitivity-reached'],
    );
    expect(chosen.reached.sensitivity.numerator).toBe(positives < 30 ? 0 : positives);
  });

  test('reaches the sensitivity, and no higher probability would', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, fc.double({ min: 0.01, max: 1, noNaN: true }), (cells, minSensitivity) => {
        const { threshold, reached } = chooseThreshold(cells, { minSensitivity, minPositives: 1 });
        expect(reached.sensitivity.value).toBeGreaterThanOrEqual(minSensitivity);
        const { tp, fn } = confusionAt(cells, threshold);
        expect([reached.sensitivity.numerator, reached.sensitivity.denominator]).toEqual([tp, tp + fn]);
        // Between the threshold and the probability it stands for lies no more than a float32's step.
        const step = 2 ** -23 * threshold + 2 ** -149;
        for (const { probability } of cells) {
          if (probability <= threshold + step) continue;
          const above = confusionAt(cells, probability);
          expect(above.tp / (above.tp + above.fn)).toBeLessThan(minSensitivity);
        }
      }),
    );
  });

  test('calls the same atypical cells after the threshold, the probabilities or both have been float32', () => {
    fc.assert(
      fc.property(cellsOfBothGroups, (cells) => {
        const { threshold, reached } = chooseThreshold(cells, easily);
        expect(Math.fround(threshold)).toBe(threshold);
        const rounded = cells.map((cell) => ({ ...cell, probability: Math.fround(cell.probability) }));
        expect(confusionAt(rounded, threshold).tp).toBeGreaterThanOrEqual(reached.sensitivity.numerator);
        expect(confusionAt(cells, JSON.parse(JSON.stringify(threshold))).tp).toBe(reached.sensitivity.numerator);
      }),
    );
  });

  test('a probability that float32 rounds up is still reached', () => {
    const probability = 0.7;
    expect(Math.fround(probability)).toBeLessThan(probability);
    const roundsUp = 0.1;
    expect(Math.fround(roundsUp)).toBeGreaterThan(roundsUp);
    for (const one of [probability, roundsUp]) {
      const { threshold } = chooseThreshold(scoredCells([1], [one]), easily);
      expect(threshold).toBeLessThanOrEqual(one);
      expect(one - threshold).toBeLessThan(2 ** -23);
    }
  });

  test('a probability of 0 gives the threshold 0', () => {
    expect(chooseThreshold(scoredCells([1, 0], [0, 0]), easily).threshold).toBe(0);
  });

  test('without typical cells leaves specificity undefined', () => {
    expect(chooseThreshold(scoredCells([1], [0.5]), easily).reached.specificity.value).toBeNull();
  });

  test('without any cell is the default', () => {
    expect(chooseThreshold([])).toMatchObject({ threshold: 0.5, reason: 'too-few-positives' });
  });

  test('refuses a target out of range', () => {
    fc.assert(
      fc.property(anyScoredCells, (cells) => {
        for (const minSensitivity of [0, 95, Number.NaN]) {
          expect(() => chooseThreshold(cells, { minSensitivity, minPositives: 30 })).toThrow(/minSensitivity=/);
        }
        for (const minPositives of [0, 1.5, Number.NaN]) {
          expect(() => chooseThreshold(cells, { minSensitivity: 0.95, minPositives })).toThrow(/minPositives=/);
        }
      }),
      { numRuns: 5 },
    );
  });
});
