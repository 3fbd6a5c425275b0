import { randomStream } from '@leukoscope/engine';
import type { CellCode } from '../cells/cell-types.ts';
import { DEFAULT_SCHEME, type Group } from '../cells/scheme.ts';
import type { Raster } from '../images/raster.ts';
import { paintGround, paintLitter } from './background.ts';
import { type Canvas, coverage, createCanvas, type Point } from './canvas.ts';
import { between, pickWeighted } from './draws.ts';
import { paintWhiteCell } from './paint-white-cell.ts';
import { generatePatient, type SyntheticPatient } from './patient.ts';
import { paintRedCells } from './red-cells.ts';
import { scan } from './scan.ts';
import { createWhiteCell, type WhiteCell } from './white-cell.ts';

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

/** `[sizePx, sizePx]`, row by row, 1 where most of the pixel belongs to it. */
export interface SyntheticMasks {
  readonly nucleus: Uint8Array;
  /** The whole nucleated cell, its nucleus included. */
  readonly cell: Uint8Array;
  readonly redCells: Uint8Array;
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
  const drawn = code ?? pickWeighted(stream('type'), person.differential);
  const shapes = stream('shape');
  const middle: Point = [
    between(shapes, [-OFF_CENTRE_UM, OFF_CENTRE_UM]),
    between(shapes, [-OFF_CENTRE_UM, OFF_CENTRE_UM]),
  ];
  const cell = createWhiteCell(shapes, canvas, { code: drawn, middle });
  const obstacles = cell.cellDistances;
  paintGround(stream('ground'), canvas, person.style.ground);
  const redCells = paintRedCells(stream('red cells'), canvas, { style: person.style.redCells, obstacles });
  paintLitter(stream('litter'), canvas, { style: person.style.litter, obstacles });
  paintWhiteCell(stream('dyes'), canvas, cell);
  const group = DEFAULT_SCHEME.groups[drawn];
  return {
    raster: scan(stream('scan'), canvas, { style: person.style, perPixel }),
    code: drawn,
    group: group === 'excluded' || group === undefined ? null : group,
    patient: person.id,
    masks: {
      nucleus: maskOf(canvas, perPixel, (at) => cell.nucleusDistances[at]! < 0),
      cell: maskOf(canvas, perPixel, (at) => cell.cellDistances[at]! < 0),
      redCells: maskOf(canvas, perPixel, (at) => redCells[at] === 1),
    },
    truth: measure(canvas, cell, perPixel),
  };
}

/** Pixels of the picture that lie inside for the most part. */
function maskOf({ sizePx }: Canvas, perPixel: number, isInside: (at: number) => boolean): Uint8Array {
  const size = sizePx / perPixel;
  const counts = new Uint16Array(size * size);
  for (let row = 0, at = 0; row < sizePx; row++) {
    const to = Math.floor(row / perPixel) * size;
    for (let column = 0; column < sizePx; column++, at++) {
      if (isInside(at)) counts[to + Math.floor(column / perPixel)]!++;
    }
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
