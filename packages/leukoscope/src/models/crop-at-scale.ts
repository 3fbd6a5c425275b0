import type { Preprocessing } from '../images/preprocessing.ts';
import type { TrainingPictures } from './training-pictures.ts';

/** How large the pictures of a site are. */
export type Frame = NonNullable<TrainingPictures['frame']>;

/**
 * A crop that is a share of the frame, for frames that show more or less: as many micrometres as in training, at most the
 * whole frame.
 */
export function cropAtScale(
  crop: Extract<Preprocessing['crop'], { kind: 'whole' | 'centre' }>,
  { training, site }: { readonly training: Frame; readonly site: Frame },
): { readonly crop: Preprocessing['crop']; readonly isCut: boolean } {
  const share = ((crop.kind === 'whole' ? 1 : crop.fraction) * frameWidthUm(training)) / frameWidthUm(site);
  if (share >= 1) return { crop: { kind: 'whole' }, isCut: share > 1 };
  return { crop: { kind: 'centre', fraction: Number(share.toFixed(4)) }, isCut: false };
}

export function frameWidthUm({ shorterSidePx, micronsPerPixel }: Frame): number {
  return shorterSidePx * micronsPerPixel;
}
