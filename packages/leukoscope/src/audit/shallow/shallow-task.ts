import { assertMatrix, type FeatureMatrix } from '../../heads/feature-matrix.ts';

/** Cells to learn from, with what is to be learnt. */
export interface ShallowTask {
  readonly features: FeatureMatrix;
  /** For each row of the features, 1 where it is positive, else 0. */
  readonly positive: Uint8Array;
  /** The rows to learn from. */
  readonly rows: Uint32Array;
  /** For each row of the features the number of its unit: a patient, or a picture with its copies. */
  readonly units: Uint32Array;
}

export interface ShallowModel {
  /** The probability of positive, in [0, 1], of each of these rows, in their order. */
  predict(features: FeatureMatrix, rows: Uint32Array): Float64Array;
}

/** Learns; the same task always gives the same model. */
export type ShallowLearner = (task: ShallowTask) => ShallowModel;

/** @throws RangeError unless values, labels and rows fit each other. */
export function assertTask({ features, positive, rows, units }: ShallowTask): void {
  assertMatrix(features);
  if (positive.length !== features.rows) {
    throw new RangeError(`positive: got ${positive.length} labels for ${features.rows} rows`);
  }
  if (units.length !== features.rows) throw new RangeError(`units: got ${units.length} for ${features.rows} rows`);
  if (rows.length === 0) throw new RangeError('rows: got none to learn from');
}

/** What is said of every cell where only one group was there to learn from, or nothing that differs. */
export function constantModel(probability: number): ShallowModel {
  return { predict: (_, rows) => new Float64Array(rows.length).fill(probability) };
}

/** The share of positive among these rows. */
export function positiveShare({ positive, rows }: Pick<ShallowTask, 'positive' | 'rows'>): number {
  let count = 0;
  for (const row of rows) count += positive[row]!;
  return count / rows.length;
}
