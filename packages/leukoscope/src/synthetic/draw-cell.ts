import { randomStream } from '@leukoscope/engine';
import type { CellCode } from '../cells/cell-types.ts';
import { DEFAULT_SCHEME, type Group } from '../cells/scheme.ts';
import type { Raster } from '../images/raster.ts';
import { paintGround, paintLitter } from './background.ts';
import { type Canvas, coverage, createCanvas, type Point } from './canvas.ts';
import { between, chance, pickWeighted, type Random } from './draws.ts';
import { paintWhiteCell } from './paint-white-cell.ts';
import { generatePatient, type SyntheticPatient } from './patient.ts';
import { paintRedCells } from './red-cells.ts';
import { scan } from './scan.ts';
import { createWhiteCell, type WhiteCell } from './white-cell.ts';

/** Counts up whenever the same request gives other pixels, so that no old file is taken for new. */
export const GENERATOR_VERSION = 3;

/** A picture of one nucleated cell that never existed, with all that is true of it. */
export interface SyntheticCell {
  readonly raster: Raster;
  readonly code: CellCode;
  /** By the default scheme; `null` for a smudge cell, which it excludes. */
  readonly group: Group | null;
  /** The patient's id. */
  readonly patient: string;
  readonly masks: SyntheticMasks;
  readonly truth: SyntheticTruth;
}

/** `[sizePx, sizePx]`, row by row, 1 where at least half of the pixel belongs to it. */
export interface SyntheticMasks {
  readonly nucleus: Uint8Array;
  /** The whole nucleated cell, its nucleus included. */
  readonly cell: Uint8Array;
  readonly redCells: Uint8Array;
  /** A second nucleated cell that touches the first or is cut by the frame. */
  readonly otherCells: Uint8Array;
}

/** Measured on the outlines as drawn, before lens and camera. */
export interface SyntheticTruth {
  /** Diameter of the disc of the same area. */
  readonly nucleusDiameterUm: number;
  readonly cellDiameterUm: number;
  /** Area of the nucleus over that of the cytoplasm; `null` for a smudge cell, which has none. */
  readonly nucleusCytoplasmRatio: number | null;
  readonly lobes: number;
  readonly micronsPerPixel: number;
}

export interface CellRequest {
  readonly seed: number;
  /** Counted from 0, or one that was generated before. */
  readonly patient: number | SyntheticPatient;
  /** Which of the patient's cells, counted from 0. */
  readonly index: number;
  /** Left out: drawn from the patient's differential count. */
  readonly code?: CellCode;
  /** Side of the picture, 16 to 1024. */
  readonly sizePx: number;
}

/** A canvas has at least this many pixels a side, so that a small picture is a large one made smaller. */
const LEAST_CANVAS_PX = 96;
/** How far from the middle of its picture a cell may lie, each way. */
const OFF_CENTRE_UM = 1.2;

/**
 * Draws one cell of one patient: the same picture for the same request, whatever was drawn before. Red cells, litter and
 * camera are drawn from streams that know nothing of the cell's type.
 *
 * @throws RangeError for an index or size out of range
 */
export function drawCell({ seed, patient, index, code, sizePx }: CellRequest): SyntheticCell {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new RangeError(`index: got ${index}, expected a whole number from 0 up`);
  }
  if (!Number.isInteger(sizePx) || sizePx < 16 || sizePx > 1024) {
    throw new RangeError(`sizePx: got ${sizePx}, expected a whole number from 16 to 1024`);
  }
  const person = typeof patient === 'number' ? generatePatient({ seed, patient }) : patient;
  const stream = (purpose: string) => randomStream(seed, 'synthetic', purpose, person.id, index);
  const perPixel = Math.ceil(LEAST_CANVAS_PX / sizePx);
  const canvas = createCanvas(sizePx * perPixel, person.style.scanner.fieldUm);
  const drawn = code ?? typeOfCell(seed, person, index);
  const shapes = stream('shape');
  const middle: Point = [
    between(shapes, [-OFF_CENTRE_UM, OFF_CENTRE_UM]),
    between(shapes, [-OFF_CENTRE_UM, OFF_CENTRE_UM]),
  ];
  const cell = createWhiteCell(shapes, canvas, { code: drawn, middle });
  const neighbour = createNeighbour(stream('neighbour'), canvas, { cell, person });
  const whiteCells = neighbour === null ? [cell] : [cell, neighbour];
  const obstacles = nearest(whiteCells.map(({ cellDistances }) => cellDistances));
  paintGround(stream('ground'), canvas, person.style.ground);
  const redCells = paintRedCells(stream('red cells'), canvas, { style: person.style.redCells, obstacles });
  paintLitter(stream('litter'), canvas, { style: person.style.litter, obstacles });
  if (neighbour !== null) paintWhiteCell(stream('dyes of the neighbour'), canvas, neighbour);
  paintWhiteCell(stream('dyes'), canvas, cell);
  const group = DEFAULT_SCHEME.groups[drawn];
  return {
    raster: scan(stream('scan'), canvas, { style: person.style, perPixel }),
    code: drawn,
    group: group === 'excluded' || group === undefined ? null : group,
    patient: person.id,
    masks: {
      nucleus: shrunk(insideOf(cell.nucleusDistances), canvas, perPixel),
      cell: shrunk(insideOf(cell.cellDistances), canvas, perPixel),
      redCells: shrunk(redCells, canvas, perPixel),
      otherCells: shrunk(
        neighbour === null ? new Uint8Array(sizePx ** 2 * perPixel ** 2) : insideOf(neighbour.cellDistances),
        canvas,
        perPixel,
      ),
    },
    truth: measure(canvas, cell, perPixel),
  };
}

/** Of which type the patient's cell is, drawn from the differential count. */
export function typeOfCell(seed: number, patient: SyntheticPatient, index: number): CellCode {
  return pickWeighted(randomStream(seed, 'synthetic', 'type', patient.id, index), patient.differential);
}

interface NeighbourRequest {
  readonly cell: WhiteCell;
  readonly person: SyntheticPatient;
}

/** In some pictures, another of the patient's white cells beside the one in the middle, pressed flat where they touch. */
function createNeighbour(random: Random, canvas: Canvas, { cell, person }: NeighbourRequest): WhiteCell | null {
  if (!chance(random, person.style.crowding)) return null;
  const code = pickWeighted(random, person.differential);
  const angle = between(random, [0, 2 * Math.PI]);
  const away = between(random, [11, 19]);
  const middle: Point = [cell.middle[0] + Math.cos(angle) * away, cell.middle[1] + Math.sin(angle) * away];
  const neighbour = createWhiteCell(random, canvas, { code, middle });
  for (const distances of [neighbour.cellDistances, neighbour.nucleusDistances]) {
    for (let at = 0; at < distances.length; at++) {
      const outside = -cell.cellDistances[at]!;
      if (distances[at]! < outside) distances[at] = outside;
    }
  }
  return neighbour;
}

/** Of each pixel, the smallest distance. */
function nearest([first, ...others]: readonly Float32Array[]): Float32Array {
  if (first === undefined || others.length === 0) return first ?? new Float32Array();
  const smallest = first.slice();
  for (const distances of others) {
    for (let at = 0; at < smallest.length; at++) if (distances[at]! < smallest[at]!) smallest[at] = distances[at]!;
  }
  return smallest;
}

/** Negative distances as ones. */
function insideOf(distances: Float32Array): Uint8Array {
  const inside = new Uint8Array(distances.length);
  for (let at = 0; at < inside.length; at++) if (distances[at]! < 0) inside[at] = 1;
  return inside;
}

/** The pixels of the picture of which most of the canvas's pixels are ones. */
function shrunk(mask: Uint8Array, { sizePx }: Canvas, perPixel: number): Uint8Array {
  if (perPixel === 1) return mask;
  const size = sizePx / perPixel;
  const counts = new Uint16Array(size * size);
  for (let row = 0, at = 0; row < sizePx; row++) {
    const to = Math.floor(row / perPixel) * size;
    for (let column = 0; column < sizePx; column++, at++) counts[to + Math.floor(column / perPixel)]! += mask[at]!;
  }
  return Uint8Array.from(counts, (count) => Number(count * 2 >= perPixel * perPixel));
}

function measure(canvas: Canvas, cell: WhiteCell, perPixel: number): SyntheticTruth {
  const cellArea = areaUm2(canvas, cell.cellDistances);
  const nucleusArea = areaUm2(canvas, cell.nucleusDistances);
  return {
    nucleusDiameterUm: 2 * Math.sqrt(nucleusArea / Math.PI),
    cellDiameterUm: 2 * Math.sqrt(cellArea / Math.PI),
    nucleusCytoplasmRatio: cell.form === 'smudge' ? null : nucleusArea / (cellArea - nucleusArea),
    lobes: cell.lobes,
    micronsPerPixel: canvas.micronsPerPixel * perPixel,
  };
}

function areaUm2({ micronsPerPixel }: Canvas, distances: Float32Array): number {
  let pixels = 0;
  for (let at = 0; at < distances.length; at++) pixels += coverage(distances[at]!, micronsPerPixel);
  return pixels * micronsPerPixel ** 2;
}
