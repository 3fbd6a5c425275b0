import { requireFractions, type SplitOptions } from '../datasets/splits/create-split.ts';
import type { drawingOptions } from './dataset-options.ts';
import type { OptionValues } from './options.ts';

/**
 * What `createSplit` is to do, but for which images are identical.
 *
 * @throws LeukoscopeError `split.fractions`, before anything is read.
 */
export function drawingOf(
  given: OptionValues<typeof drawingOptions> & { readonly seed: number },
): Omit<SplitOptions, 'identityOf'> {
  const { by, valFraction: validationFraction, testFraction, noStratify, seed } = given;
  requireFractions({ validationFraction, testFraction });
  return { validationFraction, testFraction, seed, stratify: !noStratify, ...(by && { by }) };
}
