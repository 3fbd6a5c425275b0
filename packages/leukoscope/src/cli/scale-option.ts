import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import { number } from './options.ts';

/** For `preprocessingAtScale`. */
export const scaleOption = number('um', { above: 0, max: 100 });
export const SCALE_TEXT: Readonly<Record<Language, string>> = {
  en: "size of a pixel of these image files in micrometres, for a model that sees micrometres around the cell (default: that of the model's training images)",
  es: 'tamaño de un píxel de estos archivos de imagen en micrómetros, para un modelo que ve micrómetros alrededor de la célula (por defecto: el de sus imágenes de entrenamiento)',
};

/**
 * A model's preprocessing for image files that may be magnified otherwise than those it was trained on.
 *
 * @param micronsPerPixel as given; `undefined` takes that of training, and tells so where it matters
 * @throws LeukoscopeError `usage.conflicting-options` if the model does not see micrometres
 */
export function preprocessingAtScale(
  preprocessing: Preprocessing,
  micronsPerPixel: number | undefined,
  warn: (warning: LeukoscopeError) => void,
): Preprocessing {
  const { crop } = preprocessing;
  if (crop.kind !== 'physical') {
    if (micronsPerPixel === undefined) return preprocessing;
    const [first, second] = ['--microns-per-pixel', `model (crop: ${crop.kind})`];
    throw new LeukoscopeError('usage.conflicting-options', { first, second });
  }
  if (micronsPerPixel === undefined) {
    warn(new LeukoscopeError('image.scale-assumed', { sideUm: crop.sideUm, micronsPerPixel: crop.micronsPerPixel }));
    return preprocessing;
  }
  return { ...preprocessing, crop: { ...crop, micronsPerPixel } };
}
