import { balancedAccuracyEstimate, f1Estimate, mccEstimate } from './composite-estimates.ts';
import type { Confusion } from './confusion-values.ts';
import { negativeLikelihoodRatioEstimate, positiveLikelihoodRatioEstimate } from './likelihood-ratios.ts';
import { clopperPearson, DEFAULT_LEVEL, type Estimate, type Rate } from './rate.ts';
import { assertProbabilities, assertThreshold, isCalledAtypical, type ScoredCell } from './scored-cell.ts';

/** `ConfusionValues` with intervals that treat cells as independent, that is, ignore patients. */
export interface BinaryRates {
  readonly accuracy: Rate;
  readonly sensitivity: Rate;
  readonly specificity: Rate;
  readonly ppv: Rate;
  readonly npv: Rate;
  readonly balancedAccuracy: Estimate;
  readonly f1: Estimate;
  readonly mcc: Estimate;
  readonly positiveLikelihoodRatio: Estimate;
  readonly negativeLikelihoodRatio: Estimate;
  readonly errorRate: Rate;
  readonly fnShare: Rate;
  readonly fpShare: Rate;
  /** The paper's accuracy by class: the share of each group's cells called rightly. */
  readonly accuracyByClass: { readonly typical: Rate; readonly atypical: Rate };
}

/**
 * Counts what calling cells atypical at `threshold` gets right and wrong.
 *
 * @throws RangeError for a probability or a threshold outside [0, 1].
 */
export function confusionAt(scored: readonly ScoredCell[], threshold: number): Confusion {
  assertProbabilities(scored);
  assertThreshold(threshold);
  const counts = { tp: 0, fn: 0, fp: 0, tn: 0 };
  for (const { group, probability } of scored) {
    const called = isCalledAtypical(probability, threshold);
    if (group === 'atypical') counts[called ? 'tp' : 'fn'] += 1;
    else counts[called ? 'fp' : 'tn'] += 1;
  }
  return counts;
}

/**
 * Every figure of a confusion matrix with its interval: Clopper–Pearson for proportions; see `composite-estimates.ts`
 * and `likelihood-ratios.ts` for the rest. Checked against scikit-learn (values) and R (intervals).
 *
 * @throws RangeError unless the counts are whole numbers, none negative.
 */
export function binaryRates(confusion: Confusion, level: number = DEFAULT_LEVEL): BinaryRates {
  const { tp, fn, fp, tn } = confusion;
  const all = tp + fn + fp + tn;
  const rate = (numerator: number, denominator: number): Rate => clopperPearson(numerator, denominator, level);
  const sensitivity = rate(tp, tp + fn);
  const specificity = rate(tn, tn + fp);
  return {
    accuracy: rate(tp + tn, all),
    sensitivity,
    specificity,
    ppv: rate(tp, tp + fp),
    npv: rate(tn, tn + fn),
    balancedAccuracy: balancedAccuracyEstimate(confusion, level),
    f1: f1Estimate(confusion, level),
    mcc: mccEstimate(confusion, level),
    positiveLikelihoodRatio: positiveLikelihoodRatioEstimate(confusion, level),
    negativeLikelihoodRatio: negativeLikelihoodRatioEstimate(confusion, level),
    errorRate: rate(fn + fp, all),
    fnShare: rate(fn, all),
    fpShare: rate(fp, all),
    accuracyByClass: { typical: specificity, atypical: sensitivity },
  };
}
