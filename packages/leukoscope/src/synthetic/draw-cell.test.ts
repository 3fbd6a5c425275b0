import { describe, expect, it } from 'vitest';
import { CELL_TYPES } from '../cells/cell-types.ts';
import { drawCell } from './draw-cell.ts';
import { syntheticDataset } from './synthetic-dataset.ts';

describe('drawCell', () => {
  it('draws every type', () => {
    for (const { code } of CELL_TYPES) {
      const cell = drawCell({ seed: 1, patient: 3, index: 0, code, sizePx: 64 });
      expect(cell.code).toBe(code);
      expect(cell.raster.data).toHaveLength(64 * 64 * 3);
      expect(cell.masks.nucleus.reduce((sum, pixel) => sum + pixel, 0)).toBeGreaterThan(30);
    }
  });

  it('draws the same cell alone as among others', () => {
    const dataset = syntheticDataset({ seed: 5, patients: 3, cells: 7, sizePx: 32 });
    expect([...dataset][5]).toEqual(dataset.at(5));
    expect(dataset.at(5)).toEqual(drawCell({ seed: 5, patient: 2, index: 1, sizePx: 32 }));
  });
});
