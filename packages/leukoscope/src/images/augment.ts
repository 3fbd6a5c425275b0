import type { Augmentation } from './augmentation.ts';
import { changeColour } from './colour.ts';
import { createPlacing } from './placement.ts';
import { changeStain } from './stain.ts';

/** A number in [0, 1), each call the next one. */
export type Random = () => number;

/**
 * Varies one picture, `[sizePx, sizePx, 3]`, 0..255, from `source` into `target`, which must not overlap. It takes
 * exactly {@link DRAWS} numbers from `random`, whatever the picture and the augmentation, so that switching one
 * variation on leaves the others as they were.
 */
export type Augment = (source: Uint8Array, target: Uint8Array, random: Random) => void;

/** How many random numbers a picture takes. */
export const DRAWS = 13;

/** Largest addition to a dye's amount, as a share of the largest change of its factor. */
const STAIN_ADDITION = 0.2;

/** Geometry first, then the dyes of the smear, then the colours of the camera. */
export function createAugment(augmentation: Augmentation, sizePx: number): Augment {
  const { flips, rightAngles, rotateDegrees, shiftFraction, colour, stain } = augmentation;
  const place = createPlacing(sizePx);
  const bytes = sizePx * sizePx * 3;
  return (source, target, random) => {
    if (source.length !== bytes || target.length !== bytes) {
      throw new RangeError(`source, target: got ${source.length} and ${target.length} bytes, expected ${bytes}`);
    }
    const around = (centre: number, amount: number) => centre + amount * (2 * random() - 1);
    const factor = (amount: number) => around(1, amount);
    place(source, target, {
      mirrorX: random() < 0.5 && flips,
      mirrorY: random() < 0.5 && flips,
      quarterTurns: Math.floor(random() * 4) * Number(rightAngles),
      turnRadians: around(0, (rotateDegrees * Math.PI) / 180),
      shiftX: Math.round(around(0, shiftFraction * sizePx)),
      shiftY: Math.round(around(0, shiftFraction * sizePx)),
    });
    const dyes = {
      factors: [factor(stain), factor(stain)] as const,
      additions: [around(0, stain * STAIN_ADDITION), around(0, stain * STAIN_ADDITION)] as const,
    };
    const colours = { brightness: factor(colour), contrast: factor(colour), saturation: factor(colour) };
    if (stain > 0) changeStain(target, dyes);
    if (colour > 0) changeColour(target, colours);
  };
}
