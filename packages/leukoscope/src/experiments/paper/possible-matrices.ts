import type { PrintedFigures } from './paper-experiments.ts';
import { PRINTED_TEST_IMAGES } from './printed-tables.ts';
import { wholeImages } from './whole-images.ts';

/** From the least to the most that the printed digits leave possible; both included. */
export interface Possible {
  readonly least: number;
  readonly most: number;
}

/**
 * Typical cells in a random fifth of the data set: 14,822 of 18,365, drawn without putting back; the mean, 2,964, with
 * four standard deviations of 21.5 on each side. The two test parts that the paper prints have 2,979 and 2,983.
 */
const TYPICAL_TEST_CELLS: Possible = { least: 2878, most: 3050 };

/**
 * How many atypical test cells an experiment can have missed: over all confusion matrices of 3,672 images that give its
 * printed row (accuracy cut to whole percent; the shares of each group, and the typical cells called atypical, rounded).
 * The row itself does not print it.
 *
 * @returns `null` if no matrix gives the row.
 */
export function possiblyMissed(printed: PrintedFigures): Possible | null {
  const falseAlarms = wholeImages(printed.falseNegativePercent, PRINTED_TEST_IMAGES).images;
  const counts = new Set<number>();
  for (let typical = TYPICAL_TEST_CELLS.least; typical <= TYPICAL_TEST_CELLS.most; typical++) {
    const atypical = PRINTED_TEST_IMAGES - typical;
    if (!isRounded((typical - falseAlarms) / typical, printed.sensitivity)) continue;
    for (let missed = 0; missed <= atypical; missed++) {
      const right = PRINTED_TEST_IMAGES - falseAlarms - missed;
      const isAccuracy = Math.floor((100 * right) / PRINTED_TEST_IMAGES) === printed.accuracyPercent;
      if (isAccuracy && isRounded((atypical - missed) / atypical, printed.specificity)) counts.add(missed);
    }
  }
  return counts.size === 0 ? null : { least: Math.min(...counts), most: Math.max(...counts) };
}

/** Whether the share is printed so with two decimals. */
function isRounded(share: number, printed: number): boolean {
  return Math.round(100 * share) === Math.round(100 * printed);
}
