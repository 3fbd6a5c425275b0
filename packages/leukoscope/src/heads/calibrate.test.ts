import { randomStream } from '@leukoscope/engine';
import { expect, it } from 'vitest';
import { calibrate, meanLoss } from './calibrate.ts';
import { sigmoid } from './feature-matrix.ts';
import golden from './golden/heads.json' with { type: 'json' };

const ones = (rows: number) => new Float64Array(rows).fill(1);

it('two classes: Platt’s sigmoid is scikit-learn’s, to 1e-4', () => {
  const scores = Float64Array.from(golden.platt.scores);
  const labels = Uint8Array.from(golden.labels['2']);
  const { slope, offset } = calibrate({ scores, labels, classes: 2, weights: ones(labels.length) });
  golden.platt.probabilities.forEach((probability, at) => {
    expect(Math.abs(sigmoid(slope * scores[at]! + offset) - probability)).toBeLessThan(1e-4);
  });
});

it('scores that rank the wrong way round say nothing but how frequent the classes are', () => {
  const scores = Float64Array.of(3, 2, 1, -1, -2);
  const labels = Uint8Array.of(0, 0, 0, 1, 1);
  const { slope, offset } = calibrate({ scores, labels, classes: 2, weights: ones(5) });
  expect(slope).toBe(0);
  // Platt's targets for three and two rows: 1/5 and 3/4.
  expect(sigmoid(offset)).toBeCloseTo((3 * 0.2 + 2 * 0.75) / 5, 12);
});

it('several classes: finds the slope that scores were drawn with, and no slope near it has less loss', () => {
  const random = randomStream('slope');
  const [rows, classes, slope] = [20_000, 3, 2.5];
  const scores = Float64Array.from({ length: rows * classes }, () => 2 * random() - 1);
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const shares = Array.from(scores.subarray(row * classes, (row + 1) * classes), (score) => Math.exp(slope * score));
    const drawn = random() * shares.reduce((sum, share) => sum + share);
    return shares.findIndex((_, at) => drawn < shares.slice(0, at + 1).reduce((sum, share) => sum + share));
  });
  const scored = { scores, labels, classes, weights: ones(rows) };
  const found = calibrate(scored);
  expect(Math.abs(found.slope - slope)).toBeLessThan(0.1);
  for (const other of [0.99, 1.01]) {
    expect(meanLoss(scored, { ...found, slope: other * found.slope })).toBeGreaterThan(meanLoss(scored, found));
  }
});

it('weights count as so many rows', () => {
  const [scores, labels] = [Float64Array.of(-2, 0.5, 1, -1, 0.1, 2), Uint8Array.of(0, 0, 0, 1, 1, 1)];
  const twice = calibrate({ scores, labels, classes: 2, weights: Float64Array.of(2, 1, 1, 1, 1, 1) });
  const repeated = calibrate({
    scores: Float64Array.of(-2, ...scores),
    labels: Uint8Array.of(0, ...labels),
    classes: 2,
    weights: ones(7),
  });
  expect(twice.slope).toBeCloseTo(repeated.slope, 6);
  expect(twice.offset).toBeCloseTo(repeated.offset, 6);
});
