import { clopperPearson, DEFAULT_LEVEL, type Rate } from './rate.ts';

/** Below this many cells a share says too little to act on (issue 6: "too few"). */
export const FEWEST_CELLS_FOR_SHARE = 100;

export interface GroupCounts {
  readonly typical: number;
  readonly atypical: number;
}

export interface PatientShare {
  /**
   * Atypical cells among the typical and atypical ones, the paper's "atypical incidence". Its interval knows the number
   * of cells only, not that the classifier itself errs: with a specificity of 0.93 a healthy smear shows 7%.
   */
  readonly share: Rate;
  readonly tooFew: boolean;
}

/**
 * A patient's share of atypical cells from counts of cells called typical and atypical; excluded cells belong in
 * neither count.
 *
 * @throws RangeError unless both counts are whole numbers, none negative.
 */
export function patientShare({ typical, atypical }: GroupCounts, level: number = DEFAULT_LEVEL): PatientShare {
  const cells = typical + atypical;
  return { share: clopperPearson(atypical, cells, level), tooFew: cells < FEWEST_CELLS_FOR_SHARE };
}
