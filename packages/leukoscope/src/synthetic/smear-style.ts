import type { GroundStyle, LitterStyle } from './background.ts';
import { ABSORBERS, type Absorber } from './canvas.ts';
import { aroundMiddle, between, chance, type Random } from './draws.ts';
import type { RedCellStyle } from './red-cells.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** What differs between patients though their cells do not: the smear, its stain, the light and the scanner. */
export interface SmearStyle {
  /** Optical density that one unit of each absorber adds to red, green and blue. */
  readonly stain: Readonly<Record<Absorber, Rgb>>;
  readonly ground: GroundStyle;
  readonly redCells: RedCellStyle;
  readonly litter: LitterStyle;
  /** Share of pictures with a second white cell. */
  readonly crowding: number;
  readonly scanner: ScannerStyle;
}

export interface ScannerStyle {
  /** Side of a picture on the glass. */
  readonly fieldUm: number;
  /** Level of bare glass, 0..255. */
  readonly white: Rgb;
  /** How much less light reaches the corners. */
  readonly vignetting: number;
  /** Where the light is brightest, as a share of the half side. */
  readonly brightest: readonly [number, number];
  /** Deviation of the blur of a picture in focus. */
  readonly blurUm: number;
  /** Largest further blur where the focus was missed. */
  readonly defocusUm: number;
  /** Share of pictures whose focus was missed. */
  readonly defocused: number;
  readonly sharpening: number;
  readonly saturation: number;
  /** Deviation of the sensor's noise, in levels. */
  readonly noise: number;
  /** Quality of the JPEG compression it went through, as libjpeg counts; `null` for none. */
  readonly jpegQuality: number | null;
}

/**
 * Densities of red, green and blue, fitted by eye to AML-Cytomorphology_LMU and Acevedo et al. 2020: azure and eosin after
 * `METHYLENE_BLUE` and `EOSIN` in images/stain.ts, which are measured on other tissue.
 */
const USUAL_STAIN: Readonly<Record<Absorber, Rgb>> = {
  purple: [0.64, 1.3, 0.34],
  azure: [0.9, 0.78, 0.2],
  eosin: [0.28, 0.75, 0.55],
  haemoglobin: [0.21, 0.35, 0.28],
};

export function drawSmearStyle(random: Random): SmearStyle {
  const strength = between(random, [0.7, 1.35]);
  const factor = (spread: number): number => between(random, [1 - spread, 1 + spread]);
  const stain = Object.fromEntries(
    ABSORBERS.map((absorber) => {
      const own = strength * factor(0.24);
      const hue = absorber === 'haemoglobin' ? 0.22 : 0.14;
      return [absorber, USUAL_STAIN[absorber].map((density) => density * own * factor(hue)) as unknown as Rgb];
    }),
  ) as Record<Absorber, Rgb>;
  return {
    stain,
    ground: { purple: [0, between(random, [0.03, 0.11])], eosin: [0, between(random, [0.01, 0.06])] },
    redCells: drawRedCellStyle(random),
    litter: { platelets: between(random, [0.3, 2.2]), debris: between(random, [0.02, 0.15]) },
    crowding: between(random, [0.12, 0.4]),
    scanner: drawScanner(random),
  };
}

function drawRedCellStyle(random: Random): RedCellStyle {
  const diameter = between(random, [6.7, 7.8]);
  return {
    diameterUm: [diameter - 0.5, diameter + 0.5],
    pitchUm: between(random, [7.6, 9]),
    filled: [0.35, 1],
    pallor: [between(random, [0.2, 0.7]), between(random, [0.9, 1.5])],
    elongation: between(random, [0.12, 0.35]),
  };
}

function drawScanner(random: Random): ScannerStyle {
  const brightness = between(random, [230, 254]);
  const warmth = between(random, [-0.35, 1.3]);
  const tint = between(random, [-0.045, 0.05]);
  return {
    fieldUm: between(random, [29, 38]),
    // From neutral to the yellow of a halogen lamp, and from green to magenta by the camera's white balance.
    white: [
      Math.min(255, brightness * (1 + 0.03 * warmth)),
      Math.min(255, brightness * (1 - 0.03 * warmth - tint)),
      Math.min(255, brightness * (1 - 0.12 * warmth)),
    ],
    vignetting: between(random, [0, 0.1]),
    brightest: [between(random, [-0.4, 0.4]), between(random, [-0.4, 0.4])],
    blurUm: between(random, [0.09, 0.2]),
    defocusUm: between(random, [0.3, 0.9]),
    defocused: between(random, [0.03, 0.2]),
    sharpening: Math.max(0, between(random, [-0.4, 0.9])),
    saturation: between(random, [0.95, 1.3]),
    noise: between(random, [0.6, 2.6]),
    jpegQuality: chance(random, 0.6) ? Math.round(aroundMiddle(random, [68, 98])) : null,
  };
}
