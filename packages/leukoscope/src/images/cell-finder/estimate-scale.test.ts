import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { estimateScale, RED_CELL_UM } from './estimate-scale.ts';
import { redCellDiametersPx } from './red-cells.ts';
import { type Disc, drawSmear } from './testing/draw-smear.ts';

const disc = (x: number, y: number, radius: number): Disc => ({ x, y, radius });
const APART = [disc(0.2, 0.2, 0.1), disc(0.75, 0.25, 0.1), disc(0.3, 0.75, 0.09)];

describe('red cells', () => {
  it.each([128, 160, 400])('apart from others are measured to 4 parts in 100, of %d px', (sidePx) => {
    const diameters = redCellDiametersPx(drawSmear({ sidePx, cells: [], redCells: APART })).toSorted((a, b) => a - b);
    expect(diameters.length).toBe(3);
    [0.18, 0.2, 0.2].forEach((drawn, at) => {
      expect(Math.abs(diameters[at]! / sidePx / drawn - 1)).toBeLessThan(0.04);
    });
  });

  it('that touch, or that the border cuts, or that are none, are left out', () => {
    const redCells = [disc(0.3, 0.5, 0.1), disc(0.48, 0.5, 0.1), disc(0.02, 0.9, 0.1), disc(0.8, 0.15, 0.02)];
    const nucleus = [disc(0.75, 0.75, 0.1)];
    const cells = [{ cytoplasm: disc(0.75, 0.75, 0.13), nucleus }];
    expect(redCellDiametersPx(drawSmear({ sidePx: 128, cells, redCells }))).toEqual([]);
  });
});

describe('the scale of a data set', () => {
  const pictures = (count: number) => Array.from({ length: count }, () => [24, 25, 26]);

  it('is that of its median red cell', () => {
    const scale = estimateScale([...pictures(20), [], [80, 90, 100]])!;
    expect(scale.redCellPx).toBe(25);
    expect(scale.micronsPerPixel).toBe(RED_CELL_UM / 25);
    expect([scale.pictures, scale.redCells]).toEqual([21, 63]);
  });

  it('is not told from few pictures', () => {
    expect(estimateScale([...pictures(9), [], []])).toBeNull();
    expect(estimateScale(pictures(10))).not.toBeNull();
  });

  it('has an interval that holds the true median nineteen times in twenty', () => {
    const random = randomStream('scale', 1);
    const repeats = 2_000;
    let held = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      // Skewed: the median of u squared is a quarter.
      const { low, high } = estimateScale(Array.from({ length: 41 }, () => [10 + 10 * random() ** 2]))!;
      const truth = RED_CELL_UM / 12.5;
      held += Number(low <= truth && truth <= high);
    }
    expect(held / repeats).toBeGreaterThan(0.935);
    expect(held / repeats).toBeLessThan(0.985);
  });
});
