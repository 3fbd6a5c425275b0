import type { FeatureMatrix } from './feature-matrix.ts';

/** How features are brought to mean 0 and deviation 1, as the rows they were measured on have them. */
export interface Scaling {
  readonly mean: Float64Array;
  /** 1 for a feature that does not vary. */
  readonly deviation: Float64Array;
}

/** Below this share of its mean a feature varies by rounding only. */
const ROUNDING = 1e-9;

/** Measured on these rows. Checked against scikit-learn's `StandardScaler`, through the learners. */
export function scalingOf({ columns, values }: FeatureMatrix, rows: Uint32Array): Scaling {
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  for (const row of rows) for (let at = 0; at < columns; at++) mean[at] = mean[at]! + values[row * columns + at]!;
  for (let at = 0; at < columns; at++) mean[at] = mean[at]! / rows.length;
  for (const row of rows) {
    for (let at = 0; at < columns; at++) {
      deviation[at] = deviation[at]! + (values[row * columns + at]! - mean[at]!) ** 2;
    }
  }
  for (let at = 0; at < columns; at++) {
    const measured = Math.sqrt(deviation[at]! / rows.length);
    deviation[at] = measured > ROUNDING * Math.abs(mean[at]!) ? measured : 1;
  }
  return { mean, deviation };
}

/** These rows alone, standardised. */
export function standardised(
  { columns, values }: FeatureMatrix,
  rows: Uint32Array,
  { mean, deviation }: Scaling,
): FeatureMatrix {
  const result = new Float64Array(rows.length * columns);
  rows.forEach((row, to) => {
    for (let at = 0; at < columns; at++) {
      result[to * columns + at] = (values[row * columns + at]! - mean[at]!) / deviation[at]!;
    }
  });
  return { rows: rows.length, columns, values: result };
}
