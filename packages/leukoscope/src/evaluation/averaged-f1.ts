import { normalDeviate } from './normal-distribution.ts';
import { assertLevel, type Estimate } from './rate.ts';

/** `macro`: every type counts the same. `weighted`: every type counts by its cells. */
export type F1Average = 'macro' | 'weighted';

/**
 * The mean F1 of those types that have cells, each 2 · right / (cells of the type + cells called so); `null` without any
 * cell. As scikit-learn's `f1_score(average=…)` over the labels that occur in the truth.
 *
 * @param counts `counts[truth][called]`.
 */
export function averagedF1Of(counts: Counts, average: F1Average): number | null {
  const weights = weightsOf(counts, average);
  if (weights.every((weight) => weight === 0)) return null;
  return f1Of(counts).reduce<number>((sum, score, type) => sum + weights[type]! * (score ?? 0), 0);
}

/**
 * The averaged F1 with an interval over cells by the delta method on the multinomial counts (Takahashi et al., Applied
 * Intelligence 52, 2022), cut to [0, 1]. Where all cells or none are right the method has nothing to say, and the interval
 * is `null`.
 */
export function averagedF1Estimate(
  counts: Counts,
  { average, level }: { readonly average: F1Average; readonly level: number },
): Estimate {
  assertLevel(level);
  const value = averagedF1Of(counts, average);
  const n = counts.flat().reduce((sum, count) => sum + count, 0);
  const nothing = { value, low: null, high: null, level, method: 'delta-multinomial', n } as const;
  if (value === null) return nothing;
  const variance = deltaVariance(counts, n, average);
  if (variance < 1e-15) return nothing;
  const half = normalDeviate(level) * Math.sqrt(variance);
  return { ...nothing, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

type Counts = readonly (readonly number[])[];

/** Of each type's F1 in the mean; they sum to 1, or are all 0 without any cell. */
function weightsOf(counts: Counts, average: F1Average): number[] {
  const { truths } = totals(counts);
  const shares = average === 'macro' ? truths.map((count) => Number(count > 0)) : truths;
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (all === 0 ? 0 : share / all));
}

/** Of each type; `null` for one without cells. */
function f1Of(counts: Counts): (number | null)[] {
  const { truths, calls } = totals(counts);
  return counts.map((row, type) => (truths[type] === 0 ? null : (2 * row[type]!) / (truths[type]! + calls[type]!)));
}

function totals(counts: Counts) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { truths: counts.map(sum), calls: counts.map((_, type) => sum(counts.map((row) => row[type]!))) };
}

/** (Σ p g² − (Σ p g)²) / n, with g the derivative of the mean by each share p of the cells. */
function deltaVariance(counts: Counts, n: number, average: F1Average): number {
  const { truths, calls } = totals(counts);
  const weights = weightsOf(counts, average);
  const scores = f1Of(counts);
  // By a share in a type's row or column its F1 falls by F1 / (row + column); on the diagonal it gains 2 / (row + column).
  const falls = scores.map((f1, type) =>
    f1 === null ? 0 : (weights[type]! * f1 * n) / (truths[type]! + calls[type]!),
  );
  let squares = 0;
  let mean = 0;
  for (const [truth, row] of counts.entries()) {
    for (const [called, count] of row.entries()) {
      const gain = truth === called && count > 0 ? (weights[truth]! * 2 * n) / (truths[truth]! + calls[truth]!) : 0;
      // A share in a type's row also adds to its weight.
      const heavier = average === 'weighted' ? (scores[truth] ?? 0) : 0;
      const slope = heavier + gain - falls[truth]! - falls[called]!;
      squares += (count / n) * slope * slope;
      mean += (count / n) * slope;
    }
  }
  return (squares - mean * mean) / n;
}
