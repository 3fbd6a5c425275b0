import { z } from 'zod';
import type { Raster } from './raster.ts';
import { KERNELS } from './resample-axis.ts';
import { type BoxPx, planResampling, type Resample } from './resize.ts';

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
   * that one's.
   */
  crop: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('whole') }),
    z.strictObject({ kind: z.literal('centre'), fraction: z.number().gt(0).max(1) }),
  ]),
  kernel: z.enum(KERNELS),
  /** Subtracted from each channel (red, green, blue), as a share of full brightness, inside the model's graph. */
  mean: perChannel(z.number().min(0).max(1)).readonly(),
  /** Divides each channel after the mean is subtracted, as a share of full brightness, inside the model's graph. */
  deviation: perChannel(z.number().gt(0).max(1)).readonly(),
});
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** Counts up whenever the same file would give other pixels than before, so that no old cache is read as new. */
const PIXELS_VERSION = 1;

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

/** As `preprocess`, for many pictures: what is worked out for a size is kept as long as the size stays the same. */
export function createPreprocessor(spec: Preprocessing): (raster: Raster, target: Uint8Array) => void {
  const size = { widthPx: spec.sizePx, heightPx: spec.sizePx };
  let planned: { widthPx: number; heightPx: number; apply: Resample } | null = null;
  return ({ widthPx, heightPx, data }, target) => {
    if (planned?.widthPx !== widthPx || planned.heightPx !== heightPx) {
      const source = { widthPx, heightPx };
      const apply = planResampling(source, cropBox(source, spec.crop), { size, kernel: spec.kernel });
      planned = { ...source, apply };
    }
    planned.apply(data, target);
  };
}

/** The square of whole pixels that `crop` takes out of a picture of this size. */
export function cropBox(size: Pick<Raster, 'widthPx' | 'heightPx'>, crop: Preprocessing['crop']): BoxPx {
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
  const whole = spec.crop.kind === 'whole' || spec.crop.fraction === 1;
  const crop = spec.crop.kind === 'whole' || whole ? 'whole' : `centre${spec.crop.fraction}`;
  return `v${PIXELS_VERSION}-${spec.sizePx}px-${crop}-${spec.kernel}`;
}
