import type { LeukoscopeError } from '../errors/leukoscope-error.ts';

/** An image that could not be used, and why. */
export interface RejectedImage {
  /** Position in the list of paths asked for. */
  readonly index: number;
  readonly path: string;
  readonly reason: LeukoscopeError;
}

/** Up to `batch` consecutive images, of which the usable ones have pixels. */
export interface ImageBatch {
  /** Position of the first image in the list of paths. */
  readonly first: number;
  /** How many paths this batch accounts for, rejected ones included. */
  readonly count: number;
  /** `[accepted.length, sizePx, sizePx, 3]`, 0..255; the receiver's to keep. */
  readonly pixels: Uint8Array;
  /** For each picture in `pixels`, its position in the list of paths. */
  readonly accepted: readonly number[];
  /** For each picture in `pixels`, the sha256 of the file's bytes, in hexadecimal. */
  readonly imageHashes: readonly string[];
  readonly rejected: readonly RejectedImage[];
}
