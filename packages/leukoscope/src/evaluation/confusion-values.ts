/** Counts of cells; positive is atypical. */
export interface Confusion {
  /** Atypical, called atypical. */
  readonly tp: number;
  /** Atypical, called typical: the errors that matter most. */
  readonly fn: number;
  /** Typical, called atypical. */
  readonly fp: number;
  /** Typical, called typical. */
  readonly tn: number;
}

/** The plain figures of a confusion matrix, without intervals; `null` where undefined. */
export interface ConfusionValues {
  readonly accuracy: number | null;
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly ppv: number | null;
  readonly npv: number | null;
  readonly balancedAccuracy: number | null;
  readonly f1: number | null;
  readonly mcc: number | null;
  /** sensitivity / (1 - specificity): how much a call of atypical raises the odds; `null` too where it is infinite. */
  readonly positiveLikelihoodRatio: number | null;
  /** (1 - sensitivity) / specificity: how much a call of typical lowers the odds of atypical. */
  readonly negativeLikelihoodRatio: number | null;
  readonly errorRate: number | null;
  /** FN / all cells, the paper's %FN (as a share, not in percent). */
  readonly fnShare: number | null;
  /** FP / all cells, the paper's %FP (as a share, not in percent). */
  readonly fpShare: number | null;
}

/** The figures alone, fast enough for thousands of bootstrap draws. */
export function confusionValues({ tp, fn, fp, tn }: Confusion): ConfusionValues {
  const all = tp + fn + fp + tn;
  const sensitivity = quotient(tp, tp + fn);
  const specificity = quotient(tn, tn + fp);
  return {
    accuracy: quotient(tp + tn, all),
    sensitivity,
    specificity,
    ppv: quotient(tp, tp + fp),
    npv: quotient(tn, tn + fn),
    balancedAccuracy: sensitivity === null || specificity === null ? null : (sensitivity + specificity) / 2,
    f1: quotient(2 * tp, 2 * tp + fp + fn),
    mcc: quotient(tp * tn - fp * fn, Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn)),
    positiveLikelihoodRatio: quotientOfRates(tp, tp + fn, fp, tn + fp),
    negativeLikelihoodRatio: quotientOfRates(fn, tp + fn, tn, tn + fp),
    errorRate: quotient(fn + fp, all),
    fnShare: quotient(fn, all),
    fpShare: quotient(fp, all),
  };
}

function quotient(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/** (a / ofA) / (b / ofB) */
function quotientOfRates(a: number, ofA: number, b: number, ofB: number): number | null {
  return ofA === 0 || b === 0 ? null : a / ofA / (b / ofB);
}
