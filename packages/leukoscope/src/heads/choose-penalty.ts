import { type Calibration, calibrate, meanLoss, type ScoredRows } from './calibrate.ts';
import type { Round } from './cross-validation.ts';
import { foldsOf } from './folds.ts';
import { type LinearLearner, type LinearModel, type LinearTask, scoresOf } from './linear-model.ts';

export interface PenaltySearch {
  readonly task: LinearTask;
  /** For each row of the features the number of its unit, a patient's for example; see `foldsOf`. */
  readonly units: Uint32Array;
  readonly learner: LinearLearner;
  /** Whether scores are calibrated before they are judged; without it they are taken for logits. */
  readonly calibrated: boolean;
  readonly seed: number;
  /** Awaited after each model that was fitted: the place to show progress, and to throw where work is to end. */
  readonly onModel: () => Promise<void>;
}

export interface ChosenPenalty {
  readonly penalty: number;
  readonly calibration: Calibration;
  /** Mean cross-entropy of rows by models that have not seen their units, for each penalty tried, in their order. */
  readonly tried: readonly { readonly penalty: number; readonly loss: number }[];
}

/** From `C` = 0.00001 to 10 in steps of √10; which of them is best depends on data by orders of magnitude. */
const PENALTIES = Array.from({ length: 13 }, (_, step) => 10 ** (5 - step / 2));
/** Weaker penalties are not tried once so many in turn were worse. */
const PATIENCE = 2;
/** Enough to tell penalties apart: docs/decisions/0014-classical-heads.md. */
const TOLERANCE = 1e-2;

const AS_IT_IS: Calibration = { slope: 1, offset: 0 };

/**
 * The penalty by which models say best what rows of other units are, by their cross-entropy in five folds (ten for few
 * rows), from the strongest on; and the calibration of what they say there. Where all rows are of one unit, each row is a
 * unit of its own.
 */
export async function choosePenalty(search: PenaltySearch): Promise<ChosenPenalty> {
  const { task, learner, calibrated, onModel } = search;
  const folds = foldsOf({ ...task, units: search.units, seed: search.seed });
  let models: readonly LinearModel[] = [];
  let best = { penalty: PENALTIES[0]!, calibration: AS_IT_IS, loss: Number.POSITIVE_INFINITY };
  let worse = 0;
  const tried: { penalty: number; loss: number }[] = [];
  for (const penalty of PENALTIES) {
    const fitted: LinearModel[] = [];
    for (const [at, { train }] of folds.entries()) {
      const start = models[at];
      fitted.push(learner({ ...task, rows: train }, { penalty, tolerance: TOLERANCE, ...(start && { start }) }));
      await onModel();
    }
    models = fitted;
    const scored = heldOut(task, folds, models);
    const calibration = calibrated ? calibrate(scored) : AS_IT_IS;
    const loss = meanLoss(scored, calibration);
    tried.push({ penalty, loss });
    worse = loss < best.loss ? 0 : worse + 1;
    if (loss < best.loss) best = { penalty, calibration, loss };
    if (worse === PATIENCE) break;
  }
  return { penalty: best.penalty, calibration: best.calibration, tried };
}

/** What each fold's model says of the rows that it has not seen. */
function heldOut(task: LinearTask, folds: Round, models: readonly LinearModel[]): ScoredRows {
  const rows = folds.flatMap(({ test }) => [...test]);
  const scores = folds.flatMap(({ test }, at) => [...scoresOf(models[at]!, task.features, test)]);
  return {
    scores: Float64Array.from(scores),
    labels: Uint16Array.from(rows, (row) => task.labels[row]!),
    classes: task.classes,
    weights: Float64Array.from(rows, (row) => task.weights[row]!),
  };
}
