import type { FeatureMatrix } from '../../heads/feature-matrix.ts';

/** Bins of a feature at most; a bin's number fits into a byte. */
const MOST_BINS = 64;
const LEAST_BINS = 8;
/** With fewer rows a bin says nothing, and costs as much time as any other. */
const ROWS_EACH = 10;

/** Training rows with each value replaced by the number of its bin, so that a split is sought among few places. */
export interface BinnedFeatures {
  readonly rows: number;
  readonly columns: number;
  /** Of any feature at most. */
  readonly mostBins: number;
  /** `[columns, rows]`, feature by feature. */
  readonly bins: Uint8Array;
  /** For each feature the upper ends of its bins but the last, rising: bin `b` holds values up to `ends[b]`. */
  readonly ends: readonly Float64Array[];
}

/**
 * Bins with about as many rows each, cut between the values that occur; a bin for each value where there are few.
 *
 * @param chosen which rows of the features
 */
export function binFeatures(features: FeatureMatrix, chosen: Uint32Array): BinnedFeatures {
  const { columns, values } = features;
  const rows = chosen.length;
  const bins = new Uint8Array(columns * rows);
  const column = new Float64Array(rows);
  const mostBins = Math.max(LEAST_BINS, Math.min(MOST_BINS, Math.floor(rows / ROWS_EACH)));
  const ends = Array.from({ length: columns }, (_, feature) => {
    for (let at = 0; at < rows; at++) column[at] = values[chosen[at]! * columns + feature]!;
    const own = binEnds(column, mostBins);
    for (let at = 0; at < rows; at++) bins[feature * rows + at] = binOf(own, column[at]!);
    return own;
  });
  return { rows, columns, mostBins, bins, ends };
}

function binEnds(column: Float64Array, mostBins: number): Float64Array {
  const sorted = column.slice().sort();
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const middle = (low: number, high: number) => low + (high - low) / 2;
  if (distinct.length <= mostBins) {
    return Float64Array.from({ length: distinct.length - 1 }, (_, at) => middle(distinct[at]!, distinct[at + 1]!));
  }
  const cuts = Array.from({ length: mostBins - 1 }, (_, at) => {
    const place = ((at + 1) * (sorted.length - 1)) / mostBins;
    return middle(sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!);
  });
  return Float64Array.from(new Set(cuts));
}

/** The first bin whose end is not below the value. */
function binOf(ends: Float64Array, value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= ends[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
