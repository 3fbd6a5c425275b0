import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { CELL_TYPES, type CellCode } from '../cells/cell-types.ts';
import { createCanvas } from './canvas.ts';
import { CELL_LOOKS } from './cell-looks.ts';
import { CELL_PARAMETERS, type CellParameters, nucleusDiameterUm, SOURCES } from './cell-parameters.ts';
import { drawCell } from './draw-cell.ts';
import type { Range } from './draws.ts';
import { areaPx, countLobes, diameterUm } from './testing/measure-mask.ts';
import { createWhiteCell } from './white-cell.ts';

const CELLS = 200;
const SIZE_PX = 88;

/** Edges fall between pixels, so that a measure of the mask may miss the outline's by this share. */
const PIXEL_ERROR = 0.03;

const isWithin = (value: number, [from, to]: Range): boolean =>
  value >= from * (1 - PIXEL_ERROR) && value <= to * (1 + PIXEL_ERROR);

describe.each(CELL_TYPES.map(({ code }) => code))('%s, 200 cells measured on their masks', (code) => {
  const parameters: CellParameters = CELL_PARAMETERS[code];
  const measured = measure(code);

  it('have published diameters', () => {
    for (const { cellDiameter, nucleusDiameter } of measured) {
      expect(cellDiameter).toSatisfy((value) => isWithin(value, parameters.cellDiameterUm));
      expect(nucleusDiameter).toSatisfy((value) => isWithin(value, nucleusDiameterUm(parameters)));
    }
  });

  it('have published ratios of nucleus to cytoplasm', () => {
    const range = parameters.nucleusCytoplasmRatio;
    for (const { ratio } of measured) {
      // The cytoplasm is a small difference of two areas, whose errors add up in it.
      if (range === null) expect(ratio).toBe(Number.POSITIVE_INFINITY);
      else expect(ratio).toSatisfy((value) => isWithin(value, [range[0] * 0.97, range[1] * 1.03]));
    }
  });

  it('have published numbers of lobes', () => {
    const [fewest, most] = parameters.lobes;
    expect(measured.every(({ drawnLobes }) => drawnLobes >= fewest && drawnLobes <= most)).toBe(true);
    // Where a thread is nearly as thick as a small lobe, the count falls short by one: a few cells in a hundred.
    const right = measured.filter(({ lobes, drawnLobes }) => lobes === drawnLobes).length;
    expect(right / CELLS).toBeGreaterThanOrEqual(0.9);
    const inRange = measured.filter(({ lobes }) => lobes >= fewest && lobes <= most).length;
    expect(inRange / CELLS).toBeGreaterThanOrEqual(0.9);
  });
});

/** The outlines as `drawCell` makes them, without the red cells and the camera, which take most of its time. */
function measure(code: CellCode) {
  return Array.from({ length: CELLS }, (_, index) => {
    const canvas = createCanvas(SIZE_PX, 30);
    const drawn = createWhiteCell(randomStream(77, code, index), canvas, { code, middle: [0, 0] });
    const cell = maskOf(drawn.cellDistances);
    const nucleus = maskOf(drawn.nucleusDistances);
    return {
      cellDiameter: diameterUm(cell, canvas.micronsPerPixel),
      nucleusDiameter: diameterUm(nucleus, canvas.micronsPerPixel),
      ratio: areaPx(nucleus) / (areaPx(cell) - areaPx(nucleus)),
      lobes: countLobes(nucleus, SIZE_PX),
      drawnLobes: drawn.lobes,
    };
  });
}

const maskOf = (distances: Float32Array): Uint8Array => Uint8Array.from(distances, (distance) => Number(distance < 0));

describe('the truth that a cell is given', () => {
  it.each(CELL_TYPES.map(({ code }) => code))('is what its masks measure: %s', (code) => {
    for (let index = 0; index < 6; index++) {
      const { masks, truth } = drawCell({ seed: 78, patient: index, index, code, sizePx: 112 });
      const ratio = areaPx(masks.nucleus) / (areaPx(masks.cell) - areaPx(masks.nucleus));
      expect(diameterUm(masks.cell, truth.micronsPerPixel) / truth.cellDiameterUm).toBeCloseTo(1, 1.5);
      expect(diameterUm(masks.nucleus, truth.micronsPerPixel) / truth.nucleusDiameterUm).toBeCloseTo(1, 1.5);
      if (truth.nucleusCytoplasmRatio === null) expect(ratio).toBe(Number.POSITIVE_INFINITY);
      else expect(Math.abs(ratio / truth.nucleusCytoplasmRatio - 1)).toBeLessThan(0.12);
    }
  });
});

describe('countLobes', () => {
  const disc = (...centres: [x: number, y: number, radius: number][]): Uint8Array =>
    Uint8Array.from({ length: 60 * 60 }, (_, at) => {
      const [x, y] = [at % 60, Math.floor(at / 60)];
      return Number(centres.some(([cx, cy, radius]) => Math.hypot(x - cx, y - cy) < radius));
    });
  const thread = (mask: Uint8Array, row: number): Uint8Array =>
    mask.map((pixel, at) => Number(pixel === 1 || (Math.floor(at / 60) === row && at % 60 > 12 && at % 60 < 48)));

  it('counts one in a disc and in two that have grown together', () => {
    expect(countLobes(disc([30, 30, 15]), 60)).toBe(1);
    expect(countLobes(disc([24, 30, 12], [34, 30, 12]), 60)).toBe(1);
  });

  it('counts discs on a thread', () => {
    expect(countLobes(thread(disc([14, 30, 9], [46, 30, 9]), 30), 60)).toBe(2);
    expect(countLobes(thread(disc([10, 30, 7], [30, 30, 7], [50, 30, 7]), 30), 60)).toBe(3);
  });
});

describe('the tables', () => {
  it('keep what is usual within what is published', () => {
    for (const { code } of CELL_TYPES) {
      const { usualDiameterUm, usualRatio, lobes } = CELL_LOOKS[code];
      const parameters: CellParameters = CELL_PARAMETERS[code];
      const isInside = ([from, to]: Range, [least, most]: Range) => from >= least && to <= most;
      expect(isInside(usualDiameterUm, parameters.cellDiameterUm), code).toBe(true);
      expect(isInside(usualRatio, parameters.nucleusCytoplasmRatio ?? usualRatio), code).toBe(true);
      expect(
        Object.keys(lobes).every((count) => isInside([+count, +count], parameters.lobes)),
        code,
      ).toBe(true);
    }
  });

  it('name their sources', () => {
    for (const { sources } of Object.values(CELL_PARAMETERS)) {
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(SOURCES[source].length).toBeGreaterThan(20);
    }
  });
});
