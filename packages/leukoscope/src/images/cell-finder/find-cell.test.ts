import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Raster } from '../raster.ts';
import { type FoundCell, findCell } from './find-cell.ts';
import { type Disc, type DrawnCell, drawSmear, maskOfDiscs, overlap, type Smear } from './testing/draw-smear.ts';

const disc = (x: number, y: number, radius: number): Disc => ({ x, y, radius });

const RED_CELLS = [disc(0.12, 0.15, 0.1), disc(0.85, 0.2, 0.1), disc(0.15, 0.85, 0.1), disc(0.85, 0.8, 0.1)];
const LYMPHOCYTE: DrawnCell = { cytoplasm: disc(0.5, 0.5, 0.17), nucleus: [disc(0.49, 0.51, 0.14)] };
const MONOCYTE: DrawnCell = { cytoplasm: disc(0.48, 0.52, 0.26), nucleus: [disc(0.45, 0.5, 0.16)] };
const SEGMENTED: DrawnCell = {
  cytoplasm: disc(0.5, 0.5, 0.21),
  nucleus: [disc(0.42, 0.44, 0.065), disc(0.56, 0.43, 0.065), disc(0.5, 0.6, 0.065)],
};
/** A red cell and another nucleated cell touch it. */
const NEIGHBOUR: DrawnCell = { cytoplasm: disc(0.84, 0.5, 0.17), nucleus: [disc(0.84, 0.5, 0.14)] };

const drawn: [string, Smear, DrawnCell][] = [
  ['a lymphocyte', { sidePx: 128, cells: [LYMPHOCYTE], redCells: RED_CELLS }, LYMPHOCYTE],
  ['a monocyte', { sidePx: 128, cells: [MONOCYTE], redCells: RED_CELLS }, MONOCYTE],
  ['lobes', { sidePx: 128, cells: [SEGMENTED], redCells: RED_CELLS }, SEGMENTED],
  ['no red cells', { sidePx: 128, cells: [MONOCYTE], redCells: [] }, MONOCYTE],
  ['a red cell beside it', { sidePx: 128, cells: [MONOCYTE], redCells: [disc(0.83, 0.52, 0.1)] }, MONOCYTE],
  ['a neighbour', { sidePx: 128, cells: [LYMPHOCYTE, NEIGHBOUR], redCells: RED_CELLS }, LYMPHOCYTE],
  ['a small picture', { sidePx: 96, cells: [MONOCYTE], redCells: RED_CELLS }, MONOCYTE],
];

function found(raster: Raster): FoundCell {
  const result = findCell(raster);
  if (result.kind === 'not-found') throw new Error(`not found: ${result.reason}`);
  return result;
}

describe('a drawn cell is found', () => {
  it.each(drawn)('%s: nucleus and cell overlap the drawn ones by nine tenths', (_, smear, cell) => {
    const { nucleus, cell: whole } = found(drawSmear(smear));
    expect(overlap(nucleus, maskOfDiscs(smear.sidePx, cell.nucleus))).toBeGreaterThanOrEqual(0.9);
    expect(overlap(whole, maskOfDiscs(smear.sidePx, [cell.cytoplasm]))).toBeGreaterThanOrEqual(0.9);
  });

  it.each([128, 160, 360, 400])('of %d px: diameters to 3 parts in 100, box to 2 of the side', (sidePx) => {
    const { box, ...cell } = found(drawSmear({ sidePx, cells: [MONOCYTE], redCells: RED_CELLS }));
    expect(Math.abs(cell.nucleusDiameterPx / sidePx / 0.32 - 1)).toBeLessThan(0.03);
    expect(Math.abs(cell.cellDiameterPx / sidePx / 0.52 - 1)).toBeLessThan(0.03);
    expect(Math.abs(cell.nucleusShareOfCell - (0.16 / 0.26) ** 2)).toBeLessThan(0.03);
    const edges = [box.leftPx, box.topPx, box.leftPx + box.widthPx, box.topPx + box.heightPx];
    [0.22, 0.26, 0.74, 0.78].forEach((edge, at) => {
      expect(Math.abs(edges[at]! / sidePx - edge)).toBeLessThan(0.02);
    });
  });

  it('knows a cell that the border cuts', () => {
    const cut: DrawnCell = { cytoplasm: disc(0.2, 0.5, 0.25), nucleus: [disc(0.25, 0.5, 0.15)] };
    const smear = { sidePx: 128, redCells: RED_CELLS };
    expect(found(drawSmear({ ...smear, cells: [cut] })).touchesBorder).toBe(true);
    expect(found(drawSmear({ ...smear, cells: [MONOCYTE] })).touchesBorder).toBe(false);
  });

  it('is surer of a cell in the middle', () => {
    const aside: DrawnCell = { cytoplasm: disc(0.3, 0.35, 0.17), nucleus: [disc(0.3, 0.35, 0.14)] };
    const [middle, other] = [LYMPHOCYTE, aside].map((cell) =>
      found(drawSmear({ sidePx: 128, cells: [cell], redCells: [] })),
    );
    expect(middle!.confidence).toBeGreaterThan(other!.confidence + 0.2);
  });
});

const plain = (level: number): Raster => ({ widthPx: 64, heightPx: 64, data: new Uint8Array(64 * 64 * 3).fill(level) });
const anucleate: DrawnCell = { cytoplasm: disc(0.5, 0.5, 0.04), nucleus: [disc(0.5, 0.5, 0.035)] };

describe('no cell is found', () => {
  it.each([
    ['in white', plain(255), 'nothing-stained'],
    ['in black', plain(0), 'nothing-stained'],
    ['among red cells', drawSmear({ sidePx: 128, cells: [], redCells: RED_CELLS }), 'nothing-stained'],
    ['in a platelet', drawSmear({ sidePx: 128, cells: [anucleate], redCells: RED_CELLS }), 'too-small'],
    ['in one pixel', { widthPx: 1, heightPx: 1, data: Uint8Array.of(90, 50, 130) }, 'nothing-stained'],
  ])('%s', (_, raster, reason) => {
    expect(findCell(raster)).toEqual({ kind: 'not-found', reason });
  });

  it('nor anything else than one of the two answers in noise of any size', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const noise = fc.tuple(side, side).chain(([widthPx, heightPx]) => {
      const length = widthPx * heightPx * 3;
      return fc.uint8Array({ minLength: length, maxLength: length }).map((data) => ({ widthPx, heightPx, data }));
    });
    fc.assert(
      fc.property(noise, (raster) => {
        const result = findCell(raster);
        if (result.kind === 'not-found') return;
        const { leftPx, topPx, widthPx, heightPx } = result.box;
        expect(Math.min(leftPx, topPx, widthPx - 1, heightPx - 1)).toBeGreaterThanOrEqual(0);
        expect(leftPx + widthPx).toBeLessThanOrEqual(raster.widthPx);
        expect(topPx + heightPx).toBeLessThanOrEqual(raster.heightPx);
        expect(result.nucleus.data.every((inside, at) => inside <= result.cell.data[at]!)).toBe(true);
      }),
    );
  });
});

/** By 90 degrees clockwise. */
function turned({ widthPx, heightPx, data }: Raster): Raster {
  const target = new Uint8Array(data.length);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const from = (y * widthPx + x) * 3;
      target.set(data.subarray(from, from + 3), (x * heightPx + (heightPx - 1 - y)) * 3);
    }
  }
  return { widthPx: heightPx, heightPx: widthPx, data: target };
}

describe('what is found', () => {
  it.each(drawn)('turns with the picture: %s', (_, smear) => {
    const raster = drawSmear(smear);
    const [before, after] = [found(raster), found(turned(raster))];
    const { leftPx, topPx, widthPx, heightPx } = before.box;
    expect(after.box).toEqual({
      leftPx: raster.heightPx - topPx - heightPx,
      topPx: leftPx,
      widthPx: heightPx,
      heightPx: widthPx,
    });
    expect(after.nucleusDiameterPx).toBeCloseTo(before.nucleusDiameterPx, 9);
  });

  it.each([0.7, 0.85])('hardly changes when the lamp gives %d of the light', (brightness) => {
    const smear = { sidePx: 128, cells: [MONOCYTE], redCells: RED_CELLS };
    const [bright, dark] = [found(drawSmear(smear)), found(drawSmear({ ...smear, brightness }))];
    expect(overlap(bright.nucleus, dark.nucleus)).toBeGreaterThan(0.97);
    expect(overlap(bright.cell, dark.cell)).toBeGreaterThan(0.97);
  });

  it('is the same for the same picture', () => {
    const raster = drawSmear({ sidePx: 160, cells: [SEGMENTED], redCells: RED_CELLS });
    expect(findCell(raster)).toEqual(findCell(raster));
  });
});
