import type { Raster } from '../raster.ts';
import { boxAround, componentsOf, fillHoles, maskOf } from './components.ts';
import { type Density, densityOf, UNIT } from './density.ts';
import { diameterOf, emptyMask, type Mask } from './mask.ts';
import { inscribed, open, STEP } from './morphology.ts';
import { createReducing } from './reduce.ts';
import { redCellColour, stainedMask } from './stain-maps.ts';

/** Density that is surely some cell's, and the share of a red cell's own at which its edge is drawn. */
const SURELY_CELL = 0.3 * UNIT;
const EDGE = 0.5;

/** What passes as one whole red cell, seen flat, that touches no other. */
const ACCEPTED = {
  /** Diameters as shares of the picture's longer side. */
  leastDiameter: 0.12,
  mostDiameter: 0.5,
  /** Of the longer side of its box, the shorter one. */
  leastAspect: 0.85,
  /** Of the radius of the disc of its area, that of the largest disc inside. */
  leastRoundness: 0.85,
} as const;

/**
 * Diameters of the red cells that lie whole and apart from others in a picture, in its pixels: of the discs of their
 * areas, central pallor included. None is no error: many pictures have none.
 */
export function redCellDiametersPx(raster: Raster): number[] {
  const working = createReducing()(raster);
  const pxPerWorkingPx = Math.sqrt((raster.widthPx * raster.heightPx) / (working.widthPx * working.heightPx));
  const sidePx = Math.max(working.widthPx, working.heightPx);
  const mask = redCellMask(densityOf(working), sidePx);
  return componentsOf(mask).flatMap((pixels) => {
    const one = maskOf(mask, [pixels]);
    const diameter = diameterOf(pixels.length);
    const { leftPx, topPx, widthPx, heightPx } = boxAround(one);
    const isCut =
      leftPx === 0 || topPx === 0 || leftPx + widthPx === mask.widthPx || topPx + heightPx === mask.heightPx;
    if (isCut || diameter < ACCEPTED.leastDiameter * sidePx || diameter > ACCEPTED.mostDiameter * sidePx) return [];
    if (Math.min(widthPx, heightPx) < ACCEPTED.leastAspect * Math.max(widthPx, heightPx)) return [];
    if ((2 * inscribed(one)) / STEP < ACCEPTED.leastRoundness * diameter) return [];
    return [diameter * pxPerWorkingPx];
  });
}

/** Pixels as dense as red cells, without those of nucleated ones. */
function redCellMask(density: Density, sidePx: number): Mask {
  const stained = open(stainedMask(density, redCellColour(density)), 0.016 * sidePx);
  const { red, green, blue } = density;
  const total = (at: number) => red[at]! + green[at]! + blue[at]!;
  const dense: number[] = [];
  for (let at = 0; at < red.length; at++) if (stained.data[at] === 0 && total(at) > SURELY_CELL) dense.push(total(at));
  dense.sort((a, b) => a - b);
  const edge = EDGE * (dense[dense.length >> 1] ?? Infinity);
  const mask = emptyMask(density);
  for (let at = 0; at < red.length; at++) mask.data[at] = Number(total(at) > edge);
  const whole = fillHoles(mask);
  for (let at = 0; at < red.length; at++) if (stained.data[at] === 1) whole.data[at] = 0;
  return open(whole, 0.02 * sidePx);
}
