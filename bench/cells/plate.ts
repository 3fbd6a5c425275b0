import { filledSide, squareAround } from '../../packages/leukoscope/src/images/cell-finder/cell-square.ts';
import type { CellNotFound, FoundCell } from '../../packages/leukoscope/src/images/cell-finder/find-cell.ts';
import type { Mask } from '../../packages/leukoscope/src/images/cell-finder/mask.ts';
import type { Raster } from '../../packages/leukoscope/src/images/raster.ts';
import { resizeArea } from '../../packages/leukoscope/src/images/resize.ts';

export interface PlateCell {
  readonly raster: Raster;
  readonly found: FoundCell | CellNotFound;
}

const TILE_PX = 256;
const GAP_PX = 4;
const COLOURS = { nucleus: [255, 235, 0], cell: [0, 220, 0], crop: [255, 255, 255], missing: [255, 0, 0] } as const;

/** Pictures side by side, row by row, with outlines of what was found; a red square where nothing was. */
export function plate(cells: readonly PlateCell[], columns: number, margin: number): Raster {
  const step = TILE_PX + GAP_PX;
  const widthPx = columns * step;
  const heightPx = Math.ceil(cells.length / columns) * step;
  const data = new Uint8Array(widthPx * heightPx * 3).fill(120);
  cells.forEach((cell, index) => {
    const left = (index % columns) * step;
    const top = Math.floor(index / columns) * step;
    const tile = tileOf(cell, margin);
    for (let row = 0; row < TILE_PX; row++) {
      const from = tile.subarray(row * TILE_PX * 3, (row + 1) * TILE_PX * 3);
      data.set(from, ((top + row) * widthPx + left) * 3);
    }
  });
  return { widthPx, heightPx, data };
}

function tileOf({ raster, found }: PlateCell, margin: number): Uint8Array {
  const tile = resizeArea(raster, { widthPx: TILE_PX, heightPx: TILE_PX }).data.slice();
  const put = (x: number, y: number, colour: readonly number[]) => tile.set(colour, (y * TILE_PX + x) * 3);
  if (found.kind === 'not-found') {
    for (let y = 0; y < 20; y++) for (let x = 0; x < 20; x++) put(x, y, COLOURS.missing);
    return tile;
  }
  outline(found.cell, (x, y) => put(x, y, COLOURS.cell));
  outline(found.nucleus, (x, y) => put(x, y, COLOURS.nucleus));
  const { leftPx, topPx, widthPx } = squareAround(found.box, raster, filledSide(found.box, margin));
  const scale = TILE_PX / Math.max(raster.widthPx, raster.heightPx);
  const [left, top] = [Math.floor(leftPx * scale), Math.floor(topPx * scale)];
  const side = Math.floor(widthPx * scale) - 1;
  for (let i = 0; i <= side; i++) {
    for (const [x, y] of [
      [i, 0],
      [i, side],
      [0, i],
      [side, i],
    ] as const) {
      put(Math.min(TILE_PX - 1, left + x), Math.min(TILE_PX - 1, top + y), COLOURS.crop);
    }
  }
  return tile;
}

function outline({ widthPx, heightPx, data }: Mask, put: (x: number, y: number) => void): void {
  const isInside = (x: number, y: number): boolean => {
    if (x < 0 || y < 0 || x >= TILE_PX || y >= TILE_PX) return false;
    return data[Math.floor((y * heightPx) / TILE_PX) * widthPx + Math.floor((x * widthPx) / TILE_PX)] === 1;
  };
  for (let y = 0; y < TILE_PX; y++) {
    for (let x = 0; x < TILE_PX; x++) {
      const isEdge = !(isInside(x - 1, y) && isInside(x + 1, y) && isInside(x, y - 1) && isInside(x, y + 1));
      if (isInside(x, y) && isEdge) put(x, y);
    }
  }
}
