/** What is known of each cell as numbers: one row a cell, one column a feature. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]`, row by row. */
  readonly values: Float64Array | Float32Array;
}

/** The class of each row, counted from 0. */
export type Labels = Uint8Array | Uint16Array;

/** @throws RangeError unless there are as many values as rows by columns. */
export function assertMatrix({ rows, columns, values }: FeatureMatrix): void {
  if (values.length === rows * columns) return;
  throw new RangeError(`features: got ${values.length} values for ${rows} x ${columns}`);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
