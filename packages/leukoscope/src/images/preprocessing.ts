import { z } from 'zod';
import { filledSide, squareAround } from './cell-finder/cell-square.ts';
import { createCellFinder } from './cell-finder/find-cell.ts';
import type { Conversion } from './conversions.ts';
import { transformDensity } from './density-transform.ts';
import type { Raster } from './raster.ts';
import { KERNELS } from './resample-axis.ts';
import { type BoxPx, planResampling, type Resample, type SizePx } from './resize.ts';
import {
  planStain,
  STAIN_METHODS,
  STAIN_VERSION,
  type StainMethod,
} from './stain-normalisation/stain-normalisation.ts';

const perChannel = <Value extends z.ZodType>(value: Value) => z.tuple([value, value, value]);

/**
 * How the picture of a cell becomes the network's input; the one definition used in training, evaluation and
 * classification, and written into every model file.
 */
export const preprocessingSchema = z.strictObject({
  /** Side of the square input, in pixels. */
  sizePx: z.int().min(8).max(1024),
  /**
   * Which part is seen. `whole`: the largest centred square. `centre`: a centred square whose side is `fraction` of
   * that one's. `cell`: a square that the nucleated cell nearest the centre fills, with `margin` of the cell's longer
   * side left around it; where none is found, the square `centre` of the fraction {@link FALLBACK_FRACTION}.
   * `physical`: a square of `sideUm` µm around that cell, so that cells keep their sizes beside each other and between
   * laboratories; around the centre where none is found, and no larger than the picture. Its `micronsPerPixel` is that
   * of the files: a model that is used on another laboratory's needs theirs.
   */
  crop: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('centre'), fraction: z.number().gt(0).max(1) }),
    z.strictObject({ kind: z.literal('cell'), margin: z.number().min(0).max(1) }),
    z.strictObject({
      kind: z.literal('physical'),
      sideUm: z.number().gt(0).max(1000),
      micronsPerPixel: z.number().gt(0).max(100),
    }),
  ]),
  kernel: z.enum(KERNELS),
  /**
   * Brings the colours to those of one fixed laboratory before the picture is resized; what is seen changes, what the
   * whole picture tells of its dyes decides how, so that the crop and the cell in it matter little. Not at all if absent.
   */
  stain: z.enum(STAIN_METHODS).optional(),
  /**
   * Brings the colours of one laboratory's pictures to those of another, all by the same map of optical densities (see
   * `colourTransfer`), after `stain` and before the resizing: what `leukoscope adapt` gives a model. Not at all if absent.
   */
  colour: z
    .strictObject({
      matrix: z.array(z.number()).length(9).readonly(),
      offset: z.array(z.number()).length(3).readonly(),
    })
    .optional(),
  /** Subtracted from each channel (red, green, blue), as a share of full brightness, inside the model's graph. */
  mean: perChannel(z.number().min(0).max(1)).readonly(),
  /** Divides each channel after the mean is subtracted, as a share of full brightness, inside the model's graph. */
  deviation: perChannel(z.number().gt(0).max(1)).readonly(),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** Counts up whenever the same file would give other pixels than before, so that no old cache is read as new. */
const PIXELS_VERSION = 1;
/** The same for what finding the cell decides. */
const FINDER_VERSION = 1;

/** Side of the centred square that stands in for a cell that was not found. */
export const FALLBACK_FRACTION = 0.69;

/**
 * Crops and resizes; mean and deviation are left to the model's graph.
 *
 * A picture that is not square is cut to its largest centred square: the cell lies in the middle of its frame in every
 * data set we know, stretching would change the shape of nuclei, and padding would invent a border to learn from.
 * Edges of a crop fall on whole pixels; where the rest is odd, one pixel more is cut at the right or the bottom.
 *
 * @returns `[sizePx, sizePx, 3]`, 0..255
 */
export function preprocess(raster: Raster, spec: Preprocessing): Uint8Array {
  const pixels = new Uint8Array(spec.sizePx ** 2 * 3);
  createPreprocessor(spec)(raster, pixels);
  return pixels;
}

/** Prepares one picture into `target`, `[sizePx, sizePx, 3]`, and says what could not be done as asked. */
export type Preprocess = (raster: Raster, target: Uint8Array) => readonly Conversion[];

const NOTHING: readonly Conversion[] = [];
const CELL_NOT_FOUND: readonly Conversion[] = ['cell-not-found'];

/** As `preprocess`, for many pictures: what is worked out for a size is kept as long as the size stays the same. */
export function createPreprocessor(spec: Preprocessing): Preprocess {
  const crop = createCropping(spec.crop);
  const resize = createResizing(spec);
  const { stain, colour } = spec;
  return (raster, target) => {
    const { box, notes } = crop(raster);
    if (stain === undefined && colour === undefined) {
      resize(raster, box, target);
      return notes;
    }
    const part = { widthPx: box.widthPx, heightPx: box.heightPx, data: pixelsIn(raster, box) };
    const change = stain === undefined ? undefined : planStain(stain, raster);
    change?.(part.data);
    if (colour !== undefined) transformDensity(part.data, colour);
    resize(part, { ...box, leftPx: 0, topPx: 0 }, target);
    return change === null ? [...notes, 'stain-unchanged'] : notes;
  };
}

/** A copy of the pixels inside a box, `[box.heightPx, box.widthPx, 3]`. */
function pixelsIn({ widthPx, data }: Raster, box: BoxPx): Uint8Array {
  const pixels = new Uint8Array(box.widthPx * box.heightPx * 3);
  for (let row = 0; row < box.heightPx; row++) {
    const from = ((box.topPx + row) * widthPx + box.leftPx) * 3;
    pixels.set(data.subarray(from, from + box.widthPx * 3), row * box.widthPx * 3);
  }
  return pixels;
}

/** A crop that depends on nothing but the size of the picture. */
type FixedCrop = Extract<Preprocessing['crop'], { kind: 'whole' | 'centre' }>;

interface Cropped {
  readonly box: BoxPx;
  readonly notes: readonly Conversion[];
}

function createCropping(crop: Preprocessing['crop']): (raster: Raster) => Cropped {
  if (crop.kind === 'whole' || crop.kind === 'centre') {
    return (raster) => ({ box: cropBox(raster, crop), notes: NOTHING });
  }
  const findCell = createCellFinder();
  return (raster) => {
    const found = findCell(raster);
    if (crop.kind === 'cell') {
      return found.kind === 'found'
        ? { box: squareAround(found.box, raster, filledSide(found.box, crop.margin)), notes: NOTHING }
        : { box: cropBox(raster, { kind: 'centre', fraction: FALLBACK_FRACTION }), notes: CELL_NOT_FOUND };
    }
    const sidePx = crop.sideUm / crop.micronsPerPixel;
    return found.kind === 'found'
      ? { box: squareAround(found.box, raster, sidePx), notes: NOTHING }
      : { box: squareAround({ leftPx: 0, topPx: 0, ...sizeOf(raster) }, raster, sidePx), notes: CELL_NOT_FOUND };
  };
}

function sizeOf({ widthPx, heightPx }: SizePx): SizePx {
  return { widthPx, heightPx };
}

function createResizing({ sizePx, kernel }: Preprocessing): (raster: Raster, box: BoxPx, target: Uint8Array) => void {
  const size = { widthPx: sizePx, heightPx: sizePx };
  let planned: { from: string; apply: Resample } | null = null;
  return ({ widthPx, heightPx, data }, box, target) => {
    const from = [widthPx, heightPx, box.leftPx, box.topPx, box.widthPx].join();
    if (planned?.from !== from) planned = { from, apply: planResampling({ widthPx, heightPx }, box, { size, kernel }) };
    planned.apply(data, target);
  };
}

/** The square of whole pixels that `crop` takes out of a picture of this size. */
export function cropBox(size: Pick<Raster, 'widthPx' | 'heightPx'>, crop: FixedCrop): BoxPx {
  const shorter = Math.min(size.widthPx, size.heightPx);
  const side = crop.kind === 'whole' ? shorter : Math.max(1, Math.round(shorter * crop.fraction));
  return {
    leftPx: Math.floor((size.widthPx - side) / 2),
    topPx: Math.floor((size.heightPx - side) / 2),
    widthPx: side,
    heightPx: side,
  };
}

/**
 * Names everything that decides the pixels `preprocess` returns, and nothing else: two specifications that differ in
 * mean or deviation only share it. Fit for a folder's name; stable between runs and machines.
 */
export function pixelsId(spec: Preprocessing): string {
  return `v${PIXELS_VERSION}-${spec.sizePx}px-${cropId(spec.crop)}-${spec.kernel}${stainId(spec.stain)}${colourId(spec.colour)}`;
}

function stainId(stain: StainMethod | undefined): string {
  return stain === undefined ? '' : `-${stain}${STAIN_VERSION}`;
}

function colourId(colour: Preprocessing['colour']): string {
  return colour === undefined ? '' : `-colour${[...colour.matrix, ...colour.offset].join('_')}`;
}

function cropId(crop: Preprocessing['crop']): string {
  if (crop.kind === 'cell') return `cell${crop.margin}f${FINDER_VERSION}`;
  if (crop.kind === 'physical') return `${crop.sideUm}um-${crop.micronsPerPixel}umpx-f${FINDER_VERSION}`;
  return crop.kind === 'whole' || crop.fraction === 1 ? 'whole' : `centre${crop.fraction}`;
}

/**
 * Preprocessing of images of another scale than those of training, for a model that sees micrometres.
 *
 * @param micronsPerPixel of the images; `null`: as in training.
 */
export function atScale(preprocessing: Preprocessing, micronsPerPixel: number | null): Preprocessing {
  const { crop } = preprocessing;
  if (crop.kind !== 'physical' || micronsPerPixel === null) return preprocessing;
  return { ...preprocessing, crop: { ...crop, micronsPerPixel } };
}
