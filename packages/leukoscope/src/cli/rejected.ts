import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Rejection } from '../evaluation/evaluate.ts';

/** How every document of a command tells of images that could not be used: their number, and each with its reason. */
export function rejectedOf(images: readonly { readonly path: string; readonly reason: LeukoscopeError }[]): {
  readonly rejected: number;
  readonly rejectedImages: readonly Rejection[];
} {
  return { rejected: images.length, rejectedImages: images.map(({ path, reason }) => ({ path, reason: reason.code })) };
}
