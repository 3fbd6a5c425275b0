import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ConversionCounts } from './conversions.ts';

/**
 * What a person should hear of how images were prepared: where something that was asked for could not be done.
 *
 * @param of how many images there were
 */
export function preparationWarnings(conversions: ConversionCounts, of: number): LeukoscopeError[] {
  const warnings: LeukoscopeError[] = [];
  const cells = conversions['cell-not-found'];
  if (cells > 0) warnings.push(new LeukoscopeError('image.cells-not-found', { count: cells, of }));
  const stains = conversions['stain-unchanged'];
  if (stains > 0) warnings.push(new LeukoscopeError('image.stains-unchanged', { count: stains, of }));
  return warnings;
}
