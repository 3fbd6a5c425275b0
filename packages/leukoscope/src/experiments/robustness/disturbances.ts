import { throughJpeg } from '../../images/codec.node.ts';
import { blurred, brightened, type DisturbanceName, magnified, stained } from '../../images/disturb.ts';
import type { Raster } from '../../images/raster.ts';

/** One disturbance at one strength. */
export interface Disturbed {
  readonly name: DisturbanceName;
  /** In the disturbance's own unit, see `DISTURBANCES`. */
  readonly strength: number;
}

interface Disturbance {
  /** Rising; the neutral one is not among them. */
  readonly strengths: readonly number[];
  /** That leaves a picture as it is. */
  readonly neutral: number;
  readonly apply: (raster: Raster, strength: number) => Raster | Promise<Raster>;
}

/**
 * What pictures are put through. Strengths: of blur the Gaussian's deviation in percent of the picture's shorter side; of
 * brightness and stain a factor of the light and of the dyes; of scale a magnification; of JPEG its quality, where 100 stands
 * for the picture as it is.
 */
export const DISTURBANCES: Readonly<Record<DisturbanceName, Disturbance>> = {
  blur: { strengths: [0.25, 0.5, 1, 2, 4], neutral: 0, apply: (raster, percent) => blurred(raster, percent / 100) },
  brightness: { strengths: [0.6, 0.8, 0.9, 1.1, 1.2, 1.4], neutral: 1, apply: brightened },
  stain: { strengths: [0.6, 0.8, 0.9, 1.1, 1.25, 1.6], neutral: 1, apply: stained },
  scale: { strengths: [0.7, 0.85, 0.95, 1.05, 1.15, 1.3], neutral: 1, apply: magnified },
  jpeg: { strengths: [10, 20, 40, 60, 80], neutral: 100, apply: throughJpeg },
};
export const DISTURBANCE_NAMES = Object.keys(DISTURBANCES) as readonly DisturbanceName[];

/** Every strength of every disturbance asked for. */
export function disturbedBy(names: readonly DisturbanceName[]): Disturbed[] {
  return names.flatMap((name) => DISTURBANCES[name].strengths.map((strength) => ({ name, strength })));
}

export async function disturbed(raster: Raster, { name, strength }: Disturbed): Promise<Raster> {
  return DISTURBANCES[name].apply(raster, strength);
}
