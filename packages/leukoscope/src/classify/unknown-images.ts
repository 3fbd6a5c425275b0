import { betaProbability } from '../evaluation/beta-distribution.ts';
import type { RejectedInput } from './classify-images.ts';

/** Of cells like those of the training at most this share is refused for its looks (docs/decisions/0022). */
const EXPECTED_SHARE = 0.02;
/** A number that chance gives less often than this is more than expected. */
const LEAST_CHANCE = 0.05;

/** Images that look like no cell the model knows. */
export interface UnknownImages {
  readonly images: number;
  /** Images that could be looked at. */
  readonly of: number;
  /** Whether cells as in the training would hardly give so many: by the binomial distribution, one-sided. One of one is. */
  readonly moreThanExpected: boolean;
}

/** @param done all images, the rejected ones among them. */
export function unknownImages(rejected: readonly RejectedInput[], done: number): UnknownImages {
  const images = rejected.filter(({ reason }) => reason.code === 'image.unknown').length;
  return unknownAmong(images, done - rejected.length + images);
}

/** @param images that look like no known cell, among `of` that could be looked at. */
export function unknownAmong(images: number, of: number): UnknownImages {
  return { images, of, moreThanExpected: images > 0 && chanceOfAtLeast(images, of) < LEAST_CHANCE };
}

/** That `images` or more of so many are refused, each with the expected share. */
function chanceOfAtLeast(images: number, of: number): number {
  return betaProbability(EXPECTED_SHARE, images, of - images + 1);
}
