import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from '../../../test/cell-pictures.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import type { Predictor } from '../../classify/predictor.ts';
import type { Preprocessing } from '../../images/preprocessing.ts';
import { DISTURBANCES, disturbedBy } from './disturbances.ts';
import { robustnessCurves, robustnessPoint, worstOf } from './robustness-report.ts';
import { scoreDisturbed } from './score-disturbed.ts';

const PREPROCESSING: Preprocessing = {
  sizePx: 16,
  crop: { kind: 'whole' },
  kernel: 'area',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
};
const BYTES = 16 * 16 * 3;

/** Calls a cell the more atypical the darker its picture is. */
const byDarkness = {
  predict: async (pixels: Uint8Array) => ({
    atypical: Float32Array.from({ length: pixels.length / BYTES }, (_, at) => {
      const own = pixels.subarray(at * BYTES, (at + 1) * BYTES);
      return 1 - own.reduce((sum, level) => sum + level, 0) / BYTES / 255;
    }),
  }),
} as unknown as Predictor;

function cellsIn(folder: string) {
  return (['typical', 'atypical'] as const).flatMap((group) =>
    [0, 1, 2].map((at) => {
      const path = join(folder, `${group}-${at}.png`);
      writeFileSync(path, cellPicture(group, at));
      const cell = { id: `${group}-${at}`, path, group, label: null, cellCode: null, excluded: null };
      return { ...cell, patient: `P${at}`, presetSplit: null, extra: {} };
    }),
  );
}

const surroundings = { predictor: byDarkness, preprocessing: PREPROCESSING, signal: new AbortController().signal };

test('each disturbance is done to the picture before the model sees it, cells in their order', async () => {
  const cells = cellsIn(temporaryFolder());
  const reports: number[] = [];
  const { scored, rejected } = await scoreDisturbed(cells, {
    ...surroundings,
    disturbances: [
      { name: 'brightness', strength: 0.5 },
      { name: 'brightness', strength: 1 },
    ],
    progress: { report: ({ done }) => reports.push(done) },
  });
  const [asTheyAre, darker, same] = scored.map((list) => list.map(({ probability }) => probability));
  expect(scored[1]!.map(({ id }) => id)).toEqual(cells.map(({ id }) => id));
  expect(same).toEqual(asTheyAre);
  for (const [at, probability] of darker!.entries()) {
    // Half of the light: what is lacking to white is half of what was there more.
    expect(Math.abs(probability - (1 - (1 - asTheyAre![at]!) / 2))).toBeLessThan(0.005);
  }
  expect(rejected).toEqual([]);
  expect(reports.at(-1)).toBe(18);
});

test('a file that cannot be used is told of once, and left out of all', async () => {
  const folder = temporaryFolder();
  const cells = cellsIn(folder);
  writeFileSync(cells[1]!.path, 'no picture');
  const disturbances = [{ name: 'blur', strength: 1 }] as const;
  const progress = { report: () => undefined };
  const { scored, rejected } = await scoreDisturbed(cells, { ...surroundings, disturbances, progress });
  expect(rejected.map(({ index }) => index)).toEqual([1]);
  expect(scored.map((list) => list.length)).toEqual([5, 5]);
});

test('it stops when it is told to', async () => {
  const cells = cellsIn(temporaryFolder());
  const reason = new Error('enough');
  const given = {
    ...surroundings,
    disturbances: [],
    progress: { report: () => undefined },
    signal: AbortSignal.abort(reason),
  };
  await expect(scoreDisturbed(cells, given)).rejects.toBe(reason);
});

describe('the curve of a disturbance', () => {
  const point = (strength: number, probabilities: readonly number[]) =>
    robustnessPoint(
      probabilities.map((probability, at) => ({
        id: String(at),
        patient: null,
        cellCode: null,
        label: null,
        group: at < 2 ? ('atypical' as const) : ('typical' as const),
        probability,
      })),
      { strength, threshold: 0.5, seed: 1 },
    );
  const asTheyAre = point(0, [0.9, 0.8, 0.1]);

  test('goes by rising strength, the pictures as they are at their place', () => {
    const disturbances = disturbedBy(['brightness']);
    const points = disturbances.map(({ strength }) => point(strength, [0.9, 0.4, 0.7]));
    const neutralOf = (name: keyof typeof DISTURBANCES) => DISTURBANCES[name].neutral;
    const [curve] = robustnessCurves(disturbances, points, { asTheyAre, neutralOf });
    const strengths = curve!.points.map(({ strength }) => strength);
    expect(strengths).toEqual(strengths.toSorted((a, b) => a - b));
    expect(curve!.points.find(({ strength }) => strength === 1)).toMatchObject({ missed: 0, falseAlarms: 0 });
    expect(worstOf(curve!)).toMatchObject({ missed: 1, falseAlarms: 1 });
  });
});
