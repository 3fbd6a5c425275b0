/** How a picture is turned, mirrored and moved, in the order of the fields. */
export interface Placement {
  readonly mirrorX: boolean;
  readonly mirrorY: boolean;
  /** Quarter turns to the right, 0..3. */
  readonly quarterTurns: number;
  /** Further turn to the right, in radians. */
  readonly turnRadians: number;
  /** Whole pixels to the right and down. */
  readonly shiftX: number;
  readonly shiftY: number;
}

/** Copies a square picture, `[sizePx, sizePx, 3]`, into another, placed anew. */
export type Place = (source: Uint8Array, target: Uint8Array, placement: Placement) => void;

/**
 * What comes in from beyond the border is the picture mirrored at its edge (the edge pixel itself repeated once). Flips,
 * quarter turns and shifts copy pixels exactly; any other turn interpolates between four, once for all steps together.
 */
export function createPlacing(sizePx: number): Place {
  // Byte offsets of the source pixel that is seen at a place, as the sum of a part by row and a part by column.
  const byRow = new Int32Array(sizePx);
  const byColumn = new Int32Array(sizePx);
  const grid: Grid = { sizePx, byRow, byColumn, reflected: reflections(sizePx) };
  return (source, target, placement) => {
    layGrid(grid, placement);
    if (placement.turnRadians === 0) copyShifted(source, target, { grid, placement });
    else interpolate(source, target, { grid, placement });
  };
}

interface Grid {
  readonly sizePx: number;
  readonly byRow: Int32Array;
  readonly byColumn: Int32Array;
  /** From a coordinate in -2 * sizePx … 3 * sizePx, plus 2 * sizePx, to the one seen there after mirroring. */
  readonly reflected: Int32Array;
}

function reflections(sizePx: number): Int32Array {
  return Int32Array.from({ length: sizePx * 5 }, (_, index) => {
    const around = index % (2 * sizePx);
    return around < sizePx ? around : 2 * sizePx - 1 - around;
  });
}

/** Sets the grid so that reading it row by row gives the picture mirrored and turned by quarters. */
function layGrid({ sizePx, byRow, byColumn }: Grid, { mirrorX, mirrorY, quarterTurns }: Placement): void {
  const last = sizePx - 1;
  const pixel = 3;
  const line = sizePx * 3;
  for (let at = 0; at < sizePx; at++) {
    const back = last - at;
    // After a quarter turn to the right, row `at` shows source column `at`, and column `at` source row `last - at`.
    const [x, y] = [
      [at, at],
      [at, back],
      [back, back],
      [back, at],
    ][quarterTurns]!;
    const column = mirrorX ? last - x! : x!;
    const row = mirrorY ? last - y! : y!;
    const isTurned = quarterTurns % 2 === 1;
    if (isTurned) {
      byRow[at] = column * pixel;
      byColumn[at] = row * line;
    } else {
      byRow[at] = row * line;
      byColumn[at] = column * pixel;
    }
  }
}

interface Placing {
  readonly grid: Grid;
  readonly placement: Placement;
}

function copyShifted(source: Uint8Array, target: Uint8Array, { grid, placement }: Placing): void {
  const { sizePx, byRow, byColumn, reflected } = grid;
  const middle = 2 * sizePx;
  let to = 0;
  for (let y = 0; y < sizePx; y++) {
    const row = byRow[reflected[middle + y - placement.shiftY]!]!;
    for (let x = 0; x < sizePx; x++, to += 3) {
      const from = row + byColumn[reflected[middle + x - placement.shiftX]!]!;
      target[to] = source[from]!;
      target[to + 1] = source[from + 1]!;
      target[to + 2] = source[from + 2]!;
    }
  }
}

/** Coordinates count in 1 / ONE of a pixel; the weights between two neighbours in 1 / 256. */
const ONE = 65_536;
const STEPS = 256;

function interpolate(source: Uint8Array, target: Uint8Array, { grid, placement }: Placing): void {
  const { sizePx, byRow, byColumn, reflected } = grid;
  const { turnRadians, shiftX, shiftY } = placement;
  const cosine = Math.round(Math.cos(turnRadians) * ONE);
  const sine = Math.round(Math.sin(turnRadians) * ONE);
  const centre = (sizePx - 1) / 2;
  const middle = 2 * sizePx;
  let to = 0;
  for (let y = 0; y < sizePx; y++) {
    // The source of a place lies at the place turned back, to the left, around the centre.
    const [fromX, fromY] = [-shiftX - centre, y - shiftY - centre];
    let sourceX = Math.round(centre * ONE + fromX * cosine + fromY * sine);
    let sourceY = Math.round(centre * ONE - fromX * sine + fromY * cosine);
    for (let x = 0; x < sizePx; x++, to += 3, sourceX += cosine, sourceY -= sine) {
      const left = middle + (sourceX >> 16);
      const top = middle + (sourceY >> 16);
      const right = (sourceX & (ONE - 1)) >> 8;
      const lower = (sourceY & (ONE - 1)) >> 8;
      const rowA = byRow[reflected[top]!]!;
      const rowB = byRow[reflected[top + 1]!]!;
      const columnA = byColumn[reflected[left]!]!;
      const columnB = byColumn[reflected[left + 1]!]!;
      for (let channel = 0; channel < 3; channel++) {
        const above = source[rowA + columnA + channel]! * (STEPS - right) + source[rowA + columnB + channel]! * right;
        const below = source[rowB + columnA + channel]! * (STEPS - right) + source[rowB + columnB + channel]! * right;
        target[to + channel] = (above * (STEPS - lower) + below * lower + ONE / 2) >> 16;
      }
    }
  }
}
