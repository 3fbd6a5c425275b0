import { DIHEDRAL, type Dihedral, dihedralIndex } from './dihedral.ts';
import { PIXELS, SIDE_PX } from './picture-size.ts';

/** How two textures lie on each other where they agree best. */
export interface Alignment {
  /** What must be done to the first to get the second. */
  readonly transform: Dihedral;
  /** -1..1; of equal pictures 1. */
  readonly correlation: number;
}

/** Of transformations that agree as well as each other the first is named, the simplest. */
const TIE = 1e-4;

/** A texture with its copy of half the size, on which most pairs are already seen to differ. */
export interface Comparable {
  readonly fine: Float32Array;
  readonly coarse: Float32Array;
}

/** A square of values, how far it may be moved, and the ways in which it may be turned. */
interface Scale {
  readonly sidePx: number;
  readonly shiftPx: number;
  readonly turns: readonly Uint32Array[];
}

const FINE = scaleOf(SIDE_PX, 3);
const COARSE = scaleOf(SIDE_PX / 2, 2);

/** Pairs that agree less at half the size are not compared further; of planted copies none was below 0.7. */
const LEAST_COARSE = 0.5;
/** Turns that agree so much less than the best at half the size are not compared further. */
const NEAR_BEST = 0.15;

export function comparable(fine: Float32Array): Comparable {
  const { sidePx } = COARSE;
  const coarse = new Float32Array(sidePx * sidePx);
  for (let at = 0; at < coarse.length; at++) {
    const from = 2 * (Math.floor(at / sidePx) * SIDE_PX + (at % sidePx));
    coarse[at] = fine[from]! + fine[from + 1]! + fine[from + SIDE_PX]! + fine[from + SIDE_PX + 1]!;
  }
  return { fine, coarse };
}

/** @returns the best alignment, or `null` for pictures that are far from alike */
export type Align = (first: Comparable, second: Comparable) => Alignment | null;

/** Makes a function that turns, mirrors and moves the first texture until it agrees best with the second. */
export function createAlign(): Align {
  const correlate = createCorrelate();
  return (first, second) => {
    const rough = COARSE.turns.map((turn) => correlate(first.coarse, second.coarse, { scale: COARSE, turn }));
    const best = Math.max(...rough);
    if (!(best >= LEAST_COARSE)) return null;
    let found: Alignment = { transform: DIHEDRAL[0], correlation: -1 };
    for (const [at, transform] of DIHEDRAL.entries()) {
      if (rough[at]! < best - NEAR_BEST) continue;
      const correlation = correlate(first.fine, second.fine, { scale: FINE, turn: FINE.turns[at]! });
      if (correlation > found.correlation + TIE) found = { transform, correlation };
    }
    return found;
  };
}

function scaleOf(sidePx: number, shiftPx: number): Scale {
  return { sidePx, shiftPx, turns: DIHEDRAL.map((transform) => dihedralIndex(transform, sidePx)) };
}

interface Turned {
  readonly scale: Scale;
  /** For each place of the turned square, the one that is seen there. */
  readonly turn: Uint32Array;
}

/** Makes a function that gives the best correlation of the middle of the second with the first, turned and moved. */
function createCorrelate(): (first: Float32Array, second: Float32Array, how: Turned) => number {
  const turned = new Float32Array(PIXELS);
  const sums = new Float64Array((SIDE_PX + 1) ** 2);
  return (first, second, { scale, turn }) => {
    for (let at = 0; at < turn.length; at++) turned[at] = first[turn[at]!]!;
    sumSquares(turned, scale.sidePx, sums);
    const square = middleSquare(second, scale);
    return square === 0 ? 0 : peak(correlations(turned, second, { scale, sums, square }), 2 * scale.shiftPx + 1);
  };
}

function middleSquare(values: Float32Array, { sidePx, shiftPx }: Scale): number {
  let square = 0;
  for (let y = shiftPx; y < sidePx - shiftPx; y++) {
    const start = y * sidePx;
    for (let at = start + shiftPx; at < start + sidePx - shiftPx; at++) square += values[at]! * values[at]!;
  }
  return square;
}

interface Squares {
  readonly scale: Scale;
  /** Of the turned values, as `sumSquares` leaves them. */
  readonly sums: Float64Array;
  /** Of the middle of the other. */
  readonly square: number;
}

/** Correlation for each shift, row by row. */
function correlations(turned: Float32Array, second: Float32Array, { scale, sums, square }: Squares): Float64Array {
  const { sidePx, shiftPx } = scale;
  const inner = sidePx - 2 * shiftPx;
  const shifts = 2 * shiftPx + 1;
  const table = new Float64Array(shifts * shifts);
  for (let top = 0; top < shifts; top++) {
    for (let left = 0; left < shifts; left++) {
      let product = 0;
      for (let y = 0; y < inner; y++) {
        let from = (top + y) * sidePx + left;
        let at = (shiftPx + y) * sidePx + shiftPx;
        for (const end = at + inner; at < end; at++, from++) product += turned[from]! * second[at]!;
      }
      const other = areaOf(sums, { sidePx, top, left, inner });
      table[top * shifts + left] = other > 0 ? product / Math.sqrt(other * square) : 0;
    }
  }
  return table;
}

/** Sums of squares above and left of each corner, with which any rectangle's is four look-ups. */
function sumSquares(values: Float32Array, sidePx: number, sums: Float64Array): void {
  const line = sidePx + 1;
  sums.fill(0, 0, line);
  for (let y = 0; y < sidePx; y++) {
    let row = 0;
    sums[(y + 1) * line] = 0;
    for (let x = 0; x < sidePx; x++) {
      const value = values[y * sidePx + x]!;
      row += value * value;
      sums[(y + 1) * line + x + 1] = sums[y * line + x + 1]! + row;
    }
  }
}

function areaOf(
  sums: Float64Array,
  { sidePx, top, left, inner }: { sidePx: number; top: number; left: number; inner: number },
): number {
  const line = sidePx + 1;
  const [upper, lower] = [top * line + left, (top + inner) * line + left];
  return sums[lower + inner]! - sums[upper + inner]! - sums[lower]! + sums[upper]!;
}

/** The highest value of a table of shifts, between whole pixels where its neighbours say so (parabola along each axis). */
function peak(table: Float64Array, side: number): number {
  let at = 0;
  for (let i = 1; i < table.length; i++) if (table[i]! > table[at]!) at = i;
  const top = table[at]!;
  const [row, column] = [Math.floor(at / side), at % side];
  const gainOf = (place: number, step: number) => {
    if (place === 0 || place === side - 1) return 0;
    const [before, after] = [table[at - step]!, table[at + step]!];
    const bend = 2 * top - before - after;
    return bend > 0 ? (after - before) ** 2 / (8 * bend) : 0;
  };
  return Math.min(1, top + gainOf(row, side) + gainOf(column, 1));
}
