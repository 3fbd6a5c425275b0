import { describe, expect, it } from 'vitest';
import { rocAuc } from '../evaluation/roc.ts';
import type { SyntheticCell } from './draw-cell.ts';
import { syntheticDataset } from './synthetic-dataset.ts';

/**
 * A small check at every run; scripts/measure-shortcuts.py measures with more cells and stronger models. With 1,200 cells
 * an AUC is uncertain by about 0.03, which the limits allow for.
 */
const PATIENTS = 400;
const CELLS = 1200;
const SIZE_PX = 32;
const BORDER_PX = 4;

const cells = [...syntheticDataset({ seed: 31, patients: PATIENTS, cells: CELLS, sizePx: SIZE_PX })].filter(
  ({ group }) => group !== null,
);

const isBorder = (at: number): boolean => {
  const [row, column] = [Math.floor(at / SIZE_PX), at % SIZE_PX];
  return [row, column].some((place) => place < BORDER_PX || place >= SIZE_PX - BORDER_PX);
};

/** Mean and deviation of each channel over some pixels. */
function colours({ raster }: SyntheticCell, takes: (at: number) => boolean): number[] {
  const pixels = Array.from({ length: SIZE_PX ** 2 }, (_, at) => at).filter(takes);
  return [0, 1, 2].flatMap((channel) => {
    const levels = pixels.map((at) => raster.data[3 * at + channel]!);
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    return [mean, Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length)];
  });
}

/** Logistic regression on one half of the patients, its AUC on the other half, both ways round. */
function aucUnseen(features: readonly (readonly number[])[]): number {
  const standard = standardised(features);
  const halves = [...new Set(cells.map(({ patient }) => patient))];
  const isInFirst = (index: number): boolean => halves.indexOf(cells[index]!.patient) < halves.length / 2;
  const all = cells.map((_, index) => index);
  const aucs = [true, false].map((trainsOnFirst) => {
    const weights = fitted(
      standard,
      all.filter((index) => isInFirst(index) === trainsOnFirst),
    );
    const scored = all
      .filter((index) => isInFirst(index) !== trainsOnFirst)
      .map((index) => {
        const { patient, code, group } = cells[index]!;
        const probability = logistic(standard[index]!, weights);
        return { id: String(index), patient, cellCode: code, label: code, group: group!, probability };
      });
    return rocAuc(scored).value!;
  });
  return (aucs[0]! + aucs[1]!) / 2;
}

function standardised(features: readonly (readonly number[])[]): number[][] {
  const columns = features[0]!.map((_, column) => features.map((row) => row[column]!));
  const scales = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    return { mean, deviation: Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) };
  });
  return features.map((row) => [1, ...row.map((value, at) => (value - scales[at]!.mean) / scales[at]!.deviation)]);
}

function logistic(row: readonly number[], weights: readonly number[]): number {
  return 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * weights[at]!, 0)));
}

/** By gradient descent. */
function fitted(rows: readonly (readonly number[])[], chosen: readonly number[]): number[] {
  let weights = rows[0]!.map(() => 0);
  for (let step = 0; step < 600; step++) {
    const gradient = weights.map(() => 0);
    for (const index of chosen) {
      const error = logistic(rows[index]!, weights) - Number(cells[index]!.group === 'atypical');
      rows[index]!.forEach((value, at) => {
        gradient[at]! += (error * value) / chosen.length;
      });
    }
    weights = weights.map((weight, at) => weight - 0.7 * gradient[at]!);
  }
  return weights;
}

describe('typical and atypical synthetic cells of patients never seen', () => {
  it('cannot be told from the border of the picture', () => {
    expect(aucUnseen(cells.map((cell) => colours(cell, isBorder)))).toBeLessThan(0.6);
  });

  it('can hardly be told from the mean colour', () => {
    const means = cells.map((cell) => colours(cell, () => true).filter((_, at) => at % 2 === 0));
    expect(aucUnseen(means)).toBeLessThan(0.68);
  });

  it('can be told from the true ratio of nucleus to cytoplasm, so that the measure can find something', () => {
    const ratios = cells.map(({ truth }) => [truth.nucleusCytoplasmRatio!, truth.cellDiameterUm]);
    expect(aucUnseen(ratios)).toBeGreaterThan(0.7);
  });
});
