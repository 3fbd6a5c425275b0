import { normalDeviate } from './normal-distribution.ts';
import { assertLevel, clopperPearson, DEFAULT_LEVEL, type Estimate, type Rate } from './rate.ts';

/** What two readings of the same images have in common. */
export interface Agreement {
  /** In the order asked for, then by first occurrence; only those that occur. */
  readonly categories: readonly string[];
  /** `counts[r][c]`: images of which the first reading said `categories[r]` and the second `categories[c]`. */
  readonly counts: readonly (readonly number[])[];
  /** The share of images on which the two say the same. */
  readonly observed: Rate;
  /** The share on which two such readers would agree by chance; `null` without images. */
  readonly expected: number | null;
  /** Cohen's kappa: what lies above chance, 1 where all agree, 0 at chance. */
  readonly kappa: Estimate;
  /** For each category: of the images that the first reading put there, the share that the second put there too. */
  readonly kept: readonly Rate[];
}

/**
 * Compares two readings of the same images, as pairs [first, second].
 *
 * Kappa: Cohen, Educational and Psychological Measurement 20 (1960). Its interval: the large-sample standard error of
 * Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969), cut to [-1, 1]; `null` where all agree, of which it has
 * nothing to say. Kappa is `null` where both readings know one category only. Checked against R's vcd and psych, and
 * scikit-learn. The intervals take images as independent.
 *
 * @param order categories to put first, in this order; those that do not occur are left out.
 * @throws RangeError unless 0 < level < 1.
 */
export function agreementOf(
  pairs: readonly (readonly [string, string])[],
  { order = [], level = DEFAULT_LEVEL }: { order?: readonly string[]; level?: number } = {},
): Agreement {
  assertLevel(level);
  const occurring = new Set(pairs.flat());
  const categories = [...new Set([...order, ...occurring])].filter((category) => occurring.has(category));
  const counts = tabulate(pairs, categories);
  const agreeing = sum(counts.map((row, at) => row[at]!));
  return {
    categories,
    counts,
    observed: clopperPearson(agreeing, pairs.length, level),
    expected: pairs.length === 0 ? null : expectedShare(counts, pairs.length),
    kappa: kappaOf(counts, level),
    kept: counts.map((row, at) => clopperPearson(row[at]!, sum(row), level)),
  };
}

function tabulate(pairs: readonly (readonly [string, string])[], categories: readonly string[]): number[][] {
  const position = new Map(categories.map((category, at) => [category, at]));
  const counts = categories.map(() => categories.map(() => 0));
  for (const [first, second] of pairs) counts[position.get(first)!]![position.get(second)!]! += 1;
  return counts;
}

type Table = readonly (readonly number[])[];

function expectedShare(counts: Table, n: number): number {
  const columns = columnSums(counts);
  return sum(counts.map((row, at) => sum(row) * columns[at]!)) / (n * n);
}

function kappaOf(counts: Table, level: number): Estimate {
  const n = sum(counts.map(sum));
  const undefinedKappa: Estimate = { value: null, low: null, high: null, level, method: 'delta-kappa', n };
  if (n === 0) return undefinedKappa;
  const agreeing = sum(counts.map((row, at) => row[at]!));
  const expected = expectedShare(counts, n);
  if (expected === 1) return undefinedKappa;
  const value = (agreeing / n - expected) / (1 - expected);
  if (agreeing === n) return { ...undefinedKappa, value: 1 };
  const half = normalDeviate(level) * standardError(counts, { n, value, expected });
  return { ...undefinedKappa, value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

function standardError(counts: Table, known: { n: number; value: number; expected: number }): number {
  const { n, value, expected } = known;
  const rows = counts.map(sum);
  const columns = columnSums(counts);
  const rest = 1 - value;
  let spread = 0;
  for (const [r, row] of counts.entries()) {
    for (const [c, count] of row.entries()) {
      // What a reader's habit adds: the second reader's use of the first's category, and the other way round.
      const habit = ((columns[r]! + rows[c]!) / n) * rest;
      spread += (count / n) * (r === c ? (1 - habit) ** 2 : habit ** 2);
    }
  }
  const variance = (spread - (value - expected * rest) ** 2) / (n * (1 - expected) ** 2);
  return Math.sqrt(Math.max(0, variance));
}

function columnSums(counts: Table): number[] {
  return counts.map((_, at) => sum(counts.map((row) => row[at]!)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
