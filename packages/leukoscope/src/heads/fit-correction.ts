import type { FeatureMatrix, Labels } from './feature-matrix.ts';
import { foldsOf } from './folds.ts';
import { type LinearModel, scoresOf } from './linear-model.ts';
import { linearObjective } from './linear-objective.ts';
import { minimise } from './minimise.ts';
import { logisticLoss, type RowLoss } from './row-losses.ts';

export interface CorrectionTask {
  /** Standardised; what goes into the last layer of a network. */
  readonly features: FeatureMatrix;
  /** For each row the logit of the second class, as the network gives it. */
  readonly logits: ArrayLike<number>;
  /** For each row its class, 0 or 1. */
  readonly labels: Labels;
  /** For each row the number of its unit, a patient's for example; see `foldsOf`. */
  readonly units: Uint32Array;
  readonly seed: number;
}

export interface Correction {
  /** What is added to the logits: `[columns + 1]`, weights of the features and, behind them, a constant. */
  readonly parameters: Float64Array;
  readonly penalty: number;
  /** For each row its corrected logit by a correction that has not seen the row's unit. */
  readonly heldOut: Float64Array;
  /** Mean cross-entropy of rows by corrections that have not seen their units, in nats. */
  readonly loss: number;
}

export interface CorrectionTrial {
  /** `null` where no correction is better than a constant alone by more than two standard errors over units. */
  readonly correction: Correction | null;
  /** Of the constant alone, likewise. */
  readonly constantLoss: number;
}

/** Of the squared weights, half of it; from what leaves the network's last layer nearly as it is. */
const PENALTIES = Array.from({ length: 9 }, (_, step) => 10 ** (4 - step / 2));
const TOLERANCE = 1e-6;

/**
 * A correction of a network's logits that is linear in what its last layer sees: that layer fitted anew, drawn by a ridge
 * penalty not to zero but to what it was. Few rows decide how far it goes: the penalty is chosen by cross-validation over
 * units, and nothing is corrected unless the best is better there than a constant by more than two standard errors.
 * Oracle: scipy's minimum of the same loss (golden/make_correction.py).
 */
export function fitCorrection(task: CorrectionTask): CorrectionTrial {
  const { features, labels, units, seed } = task;
  const rows = Uint32Array.from(labels.keys());
  const folds = foldsOf({ rows, labels, units, seed });
  const heldOutOf = (penalty: number) => {
    const corrected = new Float64Array(rows.length);
    for (const { train, test } of folds) {
      const model = correctionOf(task, train, penalty);
      scoresOf(model, features, test).forEach((score, at) => {
        corrected[test[at]!] = task.logits[test[at]!]! + score;
      });
    }
    return corrected;
  };
  const constant = lossesOf(heldOutOf(Number.POSITIVE_INFINITY), labels);
  const tried = PENALTIES.map((penalty) => {
    const heldOut = heldOutOf(penalty);
    return { penalty, heldOut, losses: lossesOf(heldOut, labels) };
  });
  const best = tried.reduce((least, one) => (mean(one.losses) < mean(least.losses) ? one : least));
  const constantLoss = mean(constant);
  if (!isBetter(best.losses, constant, units)) return { correction: null, constantLoss };
  const { penalty, heldOut } = best;
  const { parameters } = correctionOf(task, rows, penalty);
  return { correction: { parameters, penalty, heldOut, loss: mean(best.losses) }, constantLoss };
}

/** One would let one chance in six pass, and the best of several is compared. */
const STANDARD_ERRORS = 2;

/** Whether losses are smaller than others by more than two standard errors of the difference, over units. */
export function isBetter(losses: Float64Array, others: Float64Array, units: Uint32Array): boolean {
  const gains = new Map<number, number>();
  units.forEach((unit, row) => {
    gains.set(unit, (gains.get(unit) ?? 0) + others[row]! - losses[row]!);
  });
  // All rows of one unit tell nothing of others: then each row is one, as in the folds.
  const each = gains.size > 1 ? [...gains.values()] : Array.from(losses, (loss, row) => others[row]! - loss);
  const total = each.reduce((sum, gain) => sum + gain, 0);
  const spread = each.reduce((sum, gain) => sum + (gain - total / each.length) ** 2, 0);
  return total > STANDARD_ERRORS * Math.sqrt((each.length / (each.length - 1)) * spread);
}

/** Cross-entropy of each row, in nats. */
export function lossesOf(logits: Float64Array, labels: Labels): Float64Array {
  return logits.map((logit, row) => Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - labels[row]! * logit);
}

/** @param penalty infinite: a constant alone. */
function correctionOf({ features, logits, labels }: CorrectionTask, rows: Uint32Array, penalty: number): LinearModel {
  const { columns } = features;
  const isConstant = penalty === Number.POSITIVE_INFINITY;
  const seen = isConstant ? { rows: features.rows, columns: 0, values: new Float64Array() } : features;
  const objective = linearObjective({
    ...{ features: seen, rows, penalty: isConstant ? 0 : penalty, constantPenalty: false },
    loss: from(logits, logisticLoss(labels, new Float64Array(labels.length).fill(1))),
  });
  const found = minimise(objective, { start: new Float64Array(objective.size), tolerance: TOLERANCE });
  const parameters = new Float64Array(columns + 1);
  parameters.set(found, isConstant ? columns : 0);
  return { outputs: 1, columns, parameters };
}

/** A loss of what is added to given logits. */
function from(logits: ArrayLike<number>, loss: RowLoss): RowLoss {
  const together = new Float64Array(1);
  return {
    ...loss,
    at(row, [added], gradient) {
      together[0] = logits[row]! + added!;
      return loss.at(row, together, gradient);
    },
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
