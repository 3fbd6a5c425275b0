import type { Raster } from '../raster.ts';
import type { BoxPx, SizePx } from '../resize.ts';
import { boxAround, type Component, componentsOf, fillHoles, maskOf } from './components.ts';
import { type Density, densityOf, UNIT } from './density.ts';
import { areaOf, diameterOf, emptyMask, type Mask } from './mask.ts';
import { distanceTo, open, STEP } from './morphology.ts';
import { nucleiIn, withLobes } from './nuclei.ts';
import { createReducing } from './reduce.ts';
import { chromatinIn, foreignAt, type RedCellColour, redCellColour, stainedMask } from './stain-maps.ts';

/** The nucleated cell nearest the centre of a picture. */
export interface FoundCell {
  readonly kind: 'found';
  /** What was looked at: the picture itself, or a reduced one if it is large. */
  readonly looked: Raster;
  /** Nucleus with all its lobes; of the size of `looked`. */
  readonly nucleus: Mask;
  /** The whole cell, nucleus included; of the same size. */
  readonly cell: Mask;
  /** Pixels of the picture along one of the masks'; the same for both axes but for the rounding of the masks' size. */
  readonly pxPerMaskPx: number;
  /** The smallest box of whole pixels of the picture around the cell. */
  readonly box: BoxPx;
  /** Of the disc of the nucleus's area, in pixels of the picture. */
  readonly nucleusDiameterPx: number;
  /** Of the disc of the cell's area, in pixels of the picture. */
  readonly cellDiameterPx: number;
  /** Area of the nucleus over area of the cell, nucleus included: 0 to 1. (Not the older ratio nucleus to cytoplasm.) */
  readonly nucleusShareOfCell: number;
  /** Whether the cell reaches the border of the picture: then its true size is not known. */
  readonly touchesBorder: boolean;
  /** 0 to 1: how clearly the nucleus stands out, and how near the centre it lies. No probability. */
  readonly confidence: number;
}

/** Why there is no cell: nothing but glass and red cells, nothing darker within what is stained, or too small for a nucleus. */
export type NotFoundReason = 'nothing-stained' | 'no-nucleus' | 'too-small';

export interface CellNotFound {
  readonly kind: 'not-found';
  readonly reason: NotFoundReason;
}

/** Lengths as shares of the picture's longer side. */
const SHARES = {
  /** Thinner stained structures are no cells: threads, rims of red cells. */
  stainedHalfWidth: 0.016,
  /** Half the width of a bridge over which a cell's cytoplasm is not followed. */
  bridgeHalfWidth: 0.024,
  /** How far from the middle of the picture anything weighs. */
  centreRadius: 0.35,
  leastNucleusDiameter: 0.1,
  /** How far from its nucleus cytoplasm may lie, at least. */
  reach: 0.22,
} as const;
/** The same for large nuclei, beside the nucleus's diameter. */
const REACH_OF_NUCLEUS = 0.8;
/** Mean of what is foreign to red cells, in a nucleus. */
const LEAST_NUCLEUS = 0.3 * UNIT;
const CLEAR_NUCLEUS = 1.2 * UNIT;

/**
 * Finds the nucleated cell nearest the centre by colour and shape. Its lobes belong to it, cells that touch it do not. The
 * picture is judged by its own glass and red cells, so that stain, brightness and camera matter little. Deterministic:
 * sums of integers and IEEE arithmetic only, the same in Node and every browser.
 */
export function findCell(raster: Raster): FoundCell | CellNotFound {
  return createCellFinder()(raster);
}

/** As {@link findCell}, for many pictures: what is worked out for a size is kept as long as the size stays the same. */
export function createCellFinder(): (raster: Raster) => FoundCell | CellNotFound {
  const reduce = createReducing();
  return (raster) => {
    const looked = reduce(raster);
    const density = densityOf(looked);
    const masks = masksIn(density);
    return 'reason' in masks ? masks : describe(masks, density, { raster, looked });
  };
}

interface CellMasks {
  readonly nucleus: Mask;
  readonly cell: Mask;
  readonly colour: RedCellColour;
}

function masksIn(density: Density): CellMasks | CellNotFound {
  const sidePx = Math.max(density.widthPx, density.heightPx);
  const colour = redCellColour(density);
  const stained = open(fillHoles(stainedMask(density, colour)), SHARES.stainedHalfWidth * sidePx);
  const central = mostCentral(componentsOf(stained), density);
  if (central === null) return notFound('nothing-stained');
  const whole = maskOf(density, [central]);
  const box = boxAround(whole);
  const part = cut(whole, box);
  const nuclei = nucleiIn(chromatinIn(density, box, colour), part, sidePx);
  const nucleus = mostCentral(nuclei, density, box);
  if (nucleus === null) return notFound('no-nucleus');
  const lobes = withLobes(box, nucleus, nuclei, sidePx);
  const others = nuclei.filter((one) => !lobes.includes(one));
  const cell = cellAround(lobes, others, part, sidePx);
  const masks = { nucleus: paste(maskOf(box, lobes), box, density), cell: paste(cell, box, density), colour };
  const diameter = diameterOf(areaOf(masks.nucleus));
  return diameter < SHARES.leastNucleusDiameter * sidePx ? notFound('too-small') : masks;
}

/**
 * The component that has most of its pixels near the centre of the picture.
 * @param box where the components' picture lies in `picture`; all of it if not given
 */
function mostCentral(components: readonly Component[], picture: SizePx, box?: BoxPx): Component | null {
  const { leftPx, topPx, widthPx } = box ?? { leftPx: 0, topPx: 0, widthPx: picture.widthPx };
  const radius = SHARES.centreRadius * Math.max(picture.widthPx, picture.heightPx);
  const [centreX, centreY] = [(picture.widthPx - 1) / 2 - leftPx, (picture.heightPx - 1) / 2 - topPx];
  let best: Component | null = null;
  let most = 0;
  for (const pixels of components) {
    let weight = 0;
    for (const at of pixels) {
      const x = (at % widthPx) - centreX;
      const y = Math.floor(at / widthPx) - centreY;
      const near = Math.max(0, 1 - (x * x + y * y) / (radius * radius));
      weight += near * near;
    }
    if (weight > most) [best, most] = [pixels, weight];
  }
  return best;
}

/** Nucleus and what is stained around it, up to half way to other nuclei. */
function cellAround(lobes: readonly Component[], others: readonly Component[], part: Mask, sidePx: number): Mask {
  const nucleus = maskOf(part, lobes);
  const own = distanceTo(nucleus, 1);
  const foreign = distanceTo(maskOf(part, others), 1);
  const reach = STEP * Math.max(SHARES.reach * sidePx, REACH_OF_NUCLEUS * diameterOf(areaOf(nucleus)));
  const near = emptyMask(part);
  for (let at = 0; at < near.data.length; at++) {
    near.data[at] = Number(part.data[at] === 1 && own[at]! <= foreign[at]! && own[at]! <= reach);
  }
  const rounded = open(near, SHARES.bridgeHalfWidth * sidePx);
  for (let at = 0; at < near.data.length; at++) rounded.data[at]! |= nucleus.data[at]!;
  const connected = componentsOf(rounded).filter((pixels) => pixels.some((at) => nucleus.data[at] === 1));
  return fillHoles(maskOf(part, connected));
}

function describe(
  { nucleus, cell, colour }: CellMasks,
  density: Density,
  { raster: picture, looked }: { raster: SizePx; looked: Raster },
): FoundCell | CellNotFound {
  const [nucleusArea, cellArea] = [areaOf(nucleus), areaOf(cell)];
  const { clearness, x, y } = meansIn(nucleus, (at) => foreignAt(density, at, colour));
  if (clearness < LEAST_NUCLEUS) return notFound('no-nucleus');
  const scaleX = picture.widthPx / density.widthPx;
  const scaleY = picture.heightPx / density.heightPx;
  const pxPerMaskPx = Math.sqrt(scaleX * scaleY);
  const offX = (2 * x + 1) / density.widthPx - 1;
  const offY = (2 * y + 1) / density.heightPx - 1;
  const central = Math.max(0, 1 - Math.sqrt(offX * offX + offY * offY));
  const inMask = boxAround(cell);
  return {
    kind: 'found',
    looked,
    nucleus,
    cell,
    pxPerMaskPx,
    box: scaled(inMask, picture, { scaleX, scaleY }),
    nucleusDiameterPx: diameterOf(nucleusArea) * pxPerMaskPx,
    cellDiameterPx: diameterOf(cellArea) * pxPerMaskPx,
    nucleusShareOfCell: nucleusArea / cellArea,
    touchesBorder:
      inMask.leftPx === 0 ||
      inMask.topPx === 0 ||
      inMask.leftPx + inMask.widthPx === cell.widthPx ||
      inMask.topPx + inMask.heightPx === cell.heightPx,
    confidence: central * Math.min(1, clearness / CLEAR_NUCLEUS),
  };
}

/** Means over the pixels of a mask: of a value, of the column and of the row. */
function meansIn(
  { widthPx, data }: Mask,
  valueAt: (at: number) => number,
): { clearness: number; x: number; y: number } {
  let [count, sum, columns, rows] = [0, 0, 0, 0];
  for (let at = 0; at < data.length; at++) {
    if (data[at] === 0) continue;
    count++;
    sum += valueAt(at);
    columns += at % widthPx;
    rows += Math.floor(at / widthPx);
  }
  return { clearness: sum / count, x: columns / count, y: rows / count };
}

function notFound(reason: NotFoundReason): CellNotFound {
  return { kind: 'not-found', reason };
}

function scaled(box: BoxPx, picture: SizePx, { scaleX, scaleY }: { scaleX: number; scaleY: number }): BoxPx {
  const leftPx = Math.floor(box.leftPx * scaleX);
  const topPx = Math.floor(box.topPx * scaleY);
  const right = Math.min(picture.widthPx, Math.ceil((box.leftPx + box.widthPx) * scaleX));
  const bottom = Math.min(picture.heightPx, Math.ceil((box.topPx + box.heightPx) * scaleY));
  return { leftPx, topPx, widthPx: right - leftPx, heightPx: bottom - topPx };
}

/** The part of a mask inside a box. */
function cut(mask: Mask, box: BoxPx): Mask {
  const part = emptyMask(box);
  for (let y = 0; y < box.heightPx; y++) {
    const from = (box.topPx + y) * mask.widthPx + box.leftPx;
    part.data.set(mask.data.subarray(from, from + box.widthPx), y * box.widthPx);
  }
  return part;
}

/** A mask of the given size that is empty but for a part. */
function paste(part: Mask, box: BoxPx, size: SizePx): Mask {
  const mask = emptyMask(size);
  for (let y = 0; y < box.heightPx; y++) {
    const row = part.data.subarray(y * box.widthPx, (y + 1) * box.widthPx);
    mask.data.set(row, (box.topPx + y) * size.widthPx + box.leftPx);
  }
  return mask;
}
