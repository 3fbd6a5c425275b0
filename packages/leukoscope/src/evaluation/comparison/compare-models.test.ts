import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { scoredCells } from '../golden/scored-cells.ts';
import { compareModels } from './compare-models.ts';

const options = (draws = 300) => ({ draws, random: randomStream(1, 'test') });

/** 12 patients of 40 cells; the first model knows more, and both err on the same patients. */
function twoModels() {
  const random = randomStream(5, 'cells');
  const truth = Array.from({ length: 480 }, () => Number(random() < 0.4));
  const patients = truth.map((_, at) => `P${at % 12}`);
  const common = truth.map((atypical, at) => 0.3 + 0.3 * atypical + 0.15 * Math.sin(at % 12) + 0.2 * (random() - 0.5));
  const score = (noise: number) =>
    truth.map((_, at) => Math.min(1, Math.max(0, common[at]! + noise * (random() - 0.5))));
  return {
    first: { scored: scoredCells(truth, score(0.1), patients), threshold: 0.45 },
    other: { scored: scoredCells(truth, score(0.6), patients), threshold: 0.5 },
  };
}

describe('two models on the same cells', () => {
  const { first, other } = twoModels();
  const found = compareModels(first, other, options());
  const alone = [first, other].map(({ scored, threshold }) =>
    evaluate(scored, { threshold, rejected: [], seed: 1, draws: 300 }),
  );

  test.each(['sensitivity', 'specificity', 'accuracy', 'rocAuc'] as const)(
    '%s is that of each model by itself, and the difference theirs',
    (name) => {
      const [a, b] = alone.map((evaluation) => evaluation[name].value!);
      expect(found[name]).toMatchObject({ first: a, other: b });
      expect(found[name].difference.value).toBeCloseTo(a! - b!, 12);
      expect(found[name].overPatients!.value).toBeCloseTo(a! - b!, 12);
    },
  );

  test('decisions are counted among the cells that they are of', () => {
    const total = (name: 'sensitivity' | 'specificity' | 'accuracy') =>
      Object.values(found[name].decisions).reduce((sum, count) => sum + count, 0);
    expect([total('sensitivity'), total('specificity'), total('accuracy')]).toEqual([
      found.positive,
      480 - found.positive,
      480,
    ]);
    const { onlyFirstRight, bothRight } = found.sensitivity.decisions;
    expect(onlyFirstRight + bothRight).toBe(found.confusions.first.tp);
  });

  test('both see the same draws: of nearly the same calls the interval is far narrower than of two drawn apart', () => {
    const near = compareModels(first, { ...first, threshold: first.threshold + 0.002 }, options()).accuracy;
    const { low, high } = alone[0]!.bootstrap!.estimates.accuracy;
    expect(near.difference.value).not.toBe(0);
    expect(near.overPatients!.high! - near.overPatients!.low!).toBeLessThan((high! - low!) / 3);
    expect(found.patients).toBe(12);
  });

  test('a better model is told from a worse one', () => {
    expect(found.rocAuc.p).toBeLessThan(0.001);
    expect(found.accuracy.mcNemar.midP).toBeLessThan(0.01);
    expect(found.rocAuc.overPatients!.low).toBeGreaterThan(0);
  });
});

test('a model and itself do not differ', () => {
  const { first } = twoModels();
  const found = compareModels(first, first, options(50));
  expect(found.accuracy).toMatchObject({ difference: { value: 0 }, mcNemar: { exact: null, midP: null } });
  expect(found.accuracy.overPatients).toMatchObject({ low: 0, high: 0 });
  expect(found.accuracy.difference.low).toBeLessThan(0);
  expect(found.rocAuc.p).toBeNull();
});

test('has nothing over patients where no cell has one', () => {
  const model = { scored: scoredCells([1, 0, 1, 0], [0.9, 0.2, 0.3, 0.4]), threshold: 0.5 };
  const found = compareModels(model, { ...model, threshold: 0.25 }, options(10));
  expect(found).toMatchObject({ patients: null, sensitivity: { overPatients: null, first: 0.5, other: 1 } });
});

test('refuses other cells, or the same in another order', () => {
  const cells = scoredCells([1, 0], [0.9, 0.2]);
  const model = (scored: typeof cells) => ({ scored, threshold: 0.5 });
  expect(() => compareModels(model(cells), model([...cells].reverse()), options())).toThrow(
    "other.scored[0]: got 'cell-1', expected 'cell-0'",
  );
  expect(() => compareModels(model(cells.slice(0, 1)), model(cells), options())).toThrow(/scored\[1\]/);
});
