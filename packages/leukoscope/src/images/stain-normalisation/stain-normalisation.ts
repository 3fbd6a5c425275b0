import type { Raster } from '../raster.ts';
import { planMacenko } from './macenko.ts';
import { planReinhard } from './reinhard.ts';

/** How the colours of a picture are brought to those of one fixed laboratory. */
export const STAIN_METHODS = ['reinhard', 'macenko'] as const;
export type StainMethod = (typeof STAIN_METHODS)[number];

/** Counts up whenever a method would give other pixels than before. */
export const STAIN_VERSION = 1;

/**
 * Works out how a picture's colours are to change.
 *
 * @returns changes pixels of this picture in place, `[pixels, 3]`; `null` where it has too little colour to go by (glass
 * alone, greys, one dye) and is best left as it is
 */
export function planStain(method: StainMethod, picture: Raster): ((pixels: Uint8Array) => void) | null {
  return method === 'reinhard' ? planReinhard(picture.data) : planMacenko(picture);
}
