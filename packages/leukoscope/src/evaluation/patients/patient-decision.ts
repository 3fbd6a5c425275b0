import { type FeatureMatrix, sigmoid } from '../../heads/feature-matrix.ts';
import { balancedWeights, fitLogistic, scoresOf } from '../../heads/linear-model.ts';
import { scalingOf, standardised } from '../../heads/scaling.ts';
import { type BinaryRates, binaryRates, confusionAt } from '../confusion.ts';
import { DEFAULT_LEVEL, type Estimate } from '../rate.ts';
import { rocAuc } from '../roc.ts';
import type { ScoredCell } from '../scored-cell.ts';

/** A patient with a known answer and so many cells called each type. */
export interface MixedPatient {
  readonly patient: string;
  /** Whether the patient has what is asked for. */
  readonly positive: boolean;
  /** Of each type, in one order for all; at least one cell in all. */
  readonly counts: readonly number[];
}

/** How well the mix of cells tells patients apart; every figure is over patients, each judged by the others. */
export interface PatientDecision {
  readonly patients: number;
  readonly positive: number;
  readonly rocAuc: Estimate;
  /** At a probability of 0.5, with both answers of equal weight. */
  readonly rates: Pick<BinaryRates, 'sensitivity' | 'specificity' | 'accuracy' | 'balancedAccuracy'>;
  /** Probability of the positive answer, of each patient in their order. */
  readonly probability: readonly number[];
}

const PENALTY = 1;
const TOLERANCE = 1e-9;

/**
 * Decides on patients by the mix of their cells, each by a logistic regression on all others (leave one patient out):
 * square roots of the shares, standardised, both answers of equal weight. Checked against scikit-learn.
 *
 * @throws RangeError with fewer than two patients of either answer, since one is always left out; or one without cells.
 */
export function decideByMix(patients: readonly MixedPatient[], level: number = DEFAULT_LEVEL): PatientDecision {
  const positives = patients.filter(({ positive }) => positive).length;
  if (Math.min(positives, patients.length - positives) < 2) {
    throw new RangeError(
      `decideByMix() patients: got ${positives} of ${patients.length} positive, expected two of each`,
    );
  }
  const features = sharesOf(patients);
  const probability = patients.map((_, left) => probabilityOf(left, patients, features));
  const scored = patients.map(
    ({ patient, positive }, at): ScoredCell => ({
      ...{ id: patient, patient, cellCode: null, label: null },
      group: positive ? 'atypical' : 'typical',
      probability: probability[at]!,
    }),
  );
  const { sensitivity, specificity, accuracy, balancedAccuracy } = binaryRates(confusionAt(scored, 0.5), level);
  return {
    patients: patients.length,
    positive: positives,
    rocAuc: rocAuc(scored, level),
    rates: { sensitivity, specificity, accuracy, balancedAccuracy },
    probability,
  };
}

function sharesOf(patients: readonly MixedPatient[]): FeatureMatrix {
  const columns = patients[0]!.counts.length;
  const values = patients.flatMap(({ patient, counts }) => {
    const cells = counts.reduce((sum, count) => sum + count, 0);
    if (counts.length !== columns || cells === 0)
      throw new RangeError(`decideByMix() '${patient}' has no cells to count`);
    return counts.map((count) => Math.sqrt(count / cells));
  });
  return { rows: patients.length, columns, values: Float64Array.from(values) };
}

function probabilityOf(left: number, patients: readonly MixedPatient[], features: FeatureMatrix): number {
  const others = Uint32Array.from(patients.keys()).filter((at) => at !== left);
  const scaling = scalingOf(features, others);
  const labels = Uint8Array.from(others, (at) => Number(patients[at]!.positive));
  const task = {
    features: standardised(features, others, scaling),
    rows: Uint32Array.from(others.keys()),
    ...{ labels, classes: 2, weights: balancedWeights(labels, 2) },
  };
  const model = fitLogistic(task, { penalty: PENALTY, tolerance: TOLERANCE });
  const [score] = scoresOf(model, standardised(features, Uint32Array.of(left), scaling), Uint32Array.of(0));
  return sigmoid(score!);
}
