import { normalDeviate } from './normal-distribution.ts';
import { assertLevel, type Estimate } from './rate.ts';

/**
 * The mean F1 of those types that have cells, each 2 · right / (cells of the type + cells called so); `null` without any
 * cell. As scikit-learn's `f1_score(average='macro')` over the labels that occur in the truth.
 *
 * @param counts `counts[truth][called]`.
 */
export function macroF1Of(counts: readonly (readonly number[])[]): number | null {
  const scores = f1Of(counts).filter((score) => score !== null);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/**
 * Macro F1 with an interval over cells by the delta method on the multinomial counts (Takahashi et al., Applied
 * Intelligence 52, 2022), cut to [0, 1]. Where all cells or none are right the method has nothing to say, and the interval
 * is `null`.
 */
export function macroF1Estimate(counts: readonly (readonly number[])[], level: number): Estimate {
  assertLevel(level);
  const value = macroF1Of(counts);
  const n = counts.flat().reduce((sum, count) => sum + count, 0);
  const nothing = { value, low: null, high: null, level, method: 'delta-multinomial', n } as const;
  if (value === null) return nothing;
  const variance = deltaVariance(counts, n);
  if (variance < 1e-15) return nothing;
  const half = normalDeviate(level) * Math.sqrt(variance);
  return { ...nothing, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** Of each type; `null` for one without cells. */
function f1Of(counts: readonly (readonly number[])[]): (number | null)[] {
  const { truths, calls } = totals(counts);
  return counts.map((row, type) => (truths[type] === 0 ? null : (2 * row[type]!) / (truths[type]! + calls[type]!)));
}

function totals(counts: readonly (readonly number[])[]) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { truths: counts.map(sum), calls: counts.map((_, type) => sum(counts.map((row) => row[type]!))) };
}

/** (Σ p g² − (Σ p g)²) / n, with g the derivative of macro F1 by each share p of the cells. */
function deltaVariance(counts: readonly (readonly number[])[], n: number): number {
  const { truths, calls } = totals(counts);
  const scored = truths.filter((count) => count > 0).length;
  // By a share in a type's row or column its F1 falls by F1 / (row + column); on the diagonal it gains 2 / (row + column).
  const falls = f1Of(counts).map((f1, type) => (f1 === null ? 0 : (f1 * n) / (truths[type]! + calls[type]!)));
  let squares = 0;
  let mean = 0;
  for (const [truth, row] of counts.entries()) {
    for (const [called, count] of row.entries()) {
      const gain = truth === called && count > 0 ? (2 * n) / (truths[truth]! + calls[truth]!) : 0;
      const slope = (gain - falls[truth]! - falls[called]!) / scored;
      squares += (count / n) * slope * slope;
      mean += (count / n) * slope;
    }
  }
  return (squares - mean * mean) / n;
}
