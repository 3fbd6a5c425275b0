import { describe, expect, test } from 'vitest';
import { fitCorrection, isBetter } from './fit-correction.ts';
import golden from './golden/correction.json' with { type: 'json' };

const rows = golden.labels.length;
const task = {
  features: { rows, columns: golden.columns, values: Float64Array.from(golden.features) },
  logits: golden.logits,
  labels: Uint8Array.from(golden.labels),
  units: Uint32Array.from({ length: rows }, (_, row) => row),
  seed: 1,
};

describe('a corrected last layer', () => {
  test("is scipy's minimum at the penalty that is chosen", () => {
    const { correction } = fitCorrection(task);
    const expected = golden.minima.find(({ penalty }) => Math.abs(penalty / correction!.penalty - 1) < 1e-9)!;
    correction!.parameters.forEach((value, at) => void expect(value).toBeCloseTo(expected.parameters[at]!, 5));
  });

  test('is judged by corrections that have not seen the unit', () => {
    const { correction, constantLoss } = fitCorrection(task);
    expect(correction!.loss).toBeLessThan(constantLoss);
    // What has seen the rows is surer of them.
    const seen = golden.labels.reduce((sum, label, row) => {
      const own = golden.features.slice(row * golden.columns, (row + 1) * golden.columns);
      const added = own.reduce((total, value, at) => total + value * correction!.parameters[at]!, 0);
      const logit = golden.logits[row]! + added + correction!.parameters.at(-1)!;
      return sum + Math.log1p(Math.exp(label === 1 ? -logit : logit));
    }, 0);
    expect(seen / rows).toBeLessThan(correction!.loss);
  });

  test('is none where labels have nothing to do with the features', () => {
    const labels = Uint8Array.from({ length: rows }, (_, row) => Number((row * 7919) % 13 > 6));
    expect(fitCorrection({ ...task, labels }).correction).toBeNull();
  });

  test('depends on the seed alone', () => {
    expect(fitCorrection(task)).toEqual(fitCorrection(task));
  });
});

test('better is what gains more than two standard errors, over units', () => {
  const worse = new Float64Array(8).fill(1);
  const gains = Float64Array.of(0.1, 0.3, 0.1, 0.3, 0.1, 0.3, 0.1, 0.3);
  const better = worse.map((loss, row) => loss - gains[row]!);
  const alone = Uint32Array.from(worse.keys());
  expect(isBetter(better, worse, alone)).toBe(true);
  expect(isBetter(worse, better, alone)).toBe(false);
  // Gains of one unit are one gain: here all of it is a single patient's.
  const uneven = worse.map((loss, row) => (row < 4 ? loss - 0.5 : loss));
  expect(isBetter(uneven, worse, Uint32Array.of(0, 0, 0, 0, 1, 2, 3, 4))).toBe(false);
});
