import { z } from 'zod';

/** How training pictures are varied; every amount 0 and every switch false means not at all. */
export const augmentationSchema = z.strictObject({
  /** Mirrors left to right and top to bottom, each with probability one half. */
  flips: z.boolean(),
  /** Turns by 0, 90, 180 or 270 degrees, each as likely. */
  rightAngles: z.boolean(),
  /** Turns by up to this many degrees either way. */
  rotateDegrees: z.number().min(0).max(180),
  /** Moves by up to this share of the side along each axis, in whole pixels. */
  shiftFraction: z.number().min(0).max(0.5),
  /** Multiplies brightness, contrast and saturation by factors in 1 ± this. */
  colour: z.number().min(0).lt(1),
  /** Multiplies the amount of each of the two dyes by a factor in 1 ± this, and adds up to a fifth of this either way. */
  stain: z.number().min(0).lt(1),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/** Changes nothing. */
export const NO_AUGMENTATION: Augmentation = {
  flips: false,
  rightAngles: false,
  rotateDegrees: 0,
  shiftFraction: 0,
  colour: 0,
  stain: 0,
};

/** Whether every picture comes out as it went in. */
export function changesNothing(augmentation: Augmentation): boolean {
  const names = Object.keys(NO_AUGMENTATION) as (keyof Augmentation)[];
  return names.every((name) => augmentation[name] === NO_AUGMENTATION[name]);
}
