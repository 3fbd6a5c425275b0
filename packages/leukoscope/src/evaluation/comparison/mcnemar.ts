import { betaDensity, betaProbability } from '../beta-distribution.ts';
import { normalDeviate } from '../normal-distribution.ts';
import { assertLevel, type Estimate } from '../rate.ts';

/** Two decisions on each of the same cells, counted by which of them were right. */
export interface PairedDecisions {
  readonly bothRight: number;
  readonly onlyFirstRight: number;
  readonly onlyOtherRight: number;
  readonly neitherRight: number;
}

/** Two-sided probabilities of a difference at least as large if both were right equally often; `null` without one. */
export interface McNemarTest {
  /** By the binomial distribution: never too small, mostly too large. */
  readonly exact: number | null;
  /** Counting half of what is just as extreme: what to quote. */
  readonly midP: number | null;
}

/**
 * McNemar's test on the decisions in which exactly one is right: exact, and as mid-p, which Fagerland, Lydersen and Laake
 * (BMC Medical Research Methodology 13:91, 2013) recommend. Both take cells as independent. Checked against R's
 * `binom.test` and their worked example.
 *
 * @throws RangeError unless the counts are whole numbers, none negative.
 */
export function mcNemar({ onlyFirstRight, onlyOtherRight }: PairedDecisions): McNemarTest {
  assertCount('onlyFirstRight', onlyFirstRight);
  assertCount('onlyOtherRight', onlyOtherRight);
  const n = onlyFirstRight + onlyOtherRight;
  if (n === 0) return { exact: null, midP: null };
  const fewer = Math.min(onlyFirstRight, onlyOtherRight);
  const atFewer = betaDensity(0.5, fewer + 1, n - fewer + 1) / (n + 1);
  if (2 * fewer === n) return { exact: 1, midP: 1 - atFewer / 2 };
  const upToFewer = betaProbability(0.5, n - fewer, fewer + 1);
  return { exact: Math.min(1, 2 * upToFewer), midP: 2 * upToFewer - atFewer };
}

/**
 * How much more often the first decision is right, as a share of all cells; `null` of none. Interval: Bonett and Price's
 * (Journal of Educational and Behavioral Statistics 37, 2012), Wald's with one more cell on each side, which keeps its
 * coverage with few cells and where no decision differs. It takes cells as independent.
 *
 * @throws RangeError unless the counts are whole numbers, none negative, and the level lies in (0, 1).
 */
export function pairedDifference(decisions: PairedDecisions, level: number): Estimate {
  assertLevel(level);
  for (const [name, count] of Object.entries(decisions)) assertCount(name, count);
  const { bothRight, onlyFirstRight, onlyOtherRight, neitherRight } = decisions;
  const n = bothRight + onlyFirstRight + onlyOtherRight + neitherRight;
  const rest = { level, method: 'bonett-price', n } as const;
  if (n === 0) return { value: null, low: null, high: null, ...rest };
  const [first, other] = [(onlyFirstRight + 1) / (n + 2), (onlyOtherRight + 1) / (n + 2)];
  const centre = first - other;
  const half = normalDeviate(level) * Math.sqrt((first + other - centre * centre) / (n + 2));
  const value = (onlyFirstRight - onlyOtherRight) / n;
  return { value, low: Math.max(-1, centre - half), high: Math.min(1, centre + half), ...rest };
}

function assertCount(name: string, count: number): void {
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`${name}=${count} must be a whole number, not negative`);
  }
}
