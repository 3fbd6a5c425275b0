import { expect, it } from 'vitest';
import { heldOutScores } from './held-out-scores.ts';
import { boostedTrees } from './shallow/boosted-trees.ts';

/** Cells of four patients who differ in how many positive cells they have, and in nothing that can be seen. */
const positive = Uint8Array.from({ length: 400 }, (_, at) => Number(Math.floor(at / 4) % 10 < [1, 4, 6, 9][at % 4]!));
const rows = Uint32Array.from(positive.keys());
const task = {
  features: { rows: 400, columns: 1, values: new Float64Array(400) },
  positive,
  units: rows.map((at) => at % 4),
  learner: boostedTrees(),
  signal: new AbortController().signal,
};
const fold = (patient: number) => ({
  train: rows.filter((at) => at % 4 !== patient),
  test: rows.filter((at) => at % 4 === patient),
});

it('what cannot be told scores alike in every fold, however many positive cells were left to learn from', async () => {
  const scores = await heldOutScores([0, 1, 2, 3].map(fold), task);
  expect(new Set(scores)).toEqual(new Set([0.5]));
});

it('a cell that no trial tests has no score', async () => {
  const scores = await heldOutScores([fold(2)], task);
  expect(Array.from(scores, Number.isNaN)).toEqual(Array.from(rows, (at) => at % 4 !== 2));
});
