import { rankCells } from '../ranked-cells.ts';
import { clopperPearson, DEFAULT_LEVEL, type Rate } from '../rate.ts';
import type { ScoredCell } from '../scored-cell.ts';

/**
 * Cells below `low` are called typical, from `high` on atypical; those from `low` to below `high` are referred to a
 * person. Without a band the two are equal.
 */
export interface ReferralBand {
  readonly low: number;
  readonly high: number;
}

/** What becomes of cells under a band, counted over cells. */
export interface Referral extends ReferralBand {
  /** Of all cells, those referred to a person. */
  readonly referred: Rate;
  /** Of those that are not, called wrongly. */
  readonly wrong: Rate;
  /** Of the atypical cells, called typical. */
  readonly missed: Rate;
  /** Of the typical cells, called atypical. */
  readonly falseAlarms: Rate;
}

export function isReferred(probability: number, { low, high }: ReferralBand): boolean {
  return probability >= low && probability < high;
}

export function referralUnder(
  scored: readonly ScoredCell[],
  { low, high }: ReferralBand,
  level: number = DEFAULT_LEVEL,
): Referral {
  const count = (is: (cell: ScoredCell) => boolean) => scored.filter(is).length;
  const atypical = count(({ group }) => group === 'atypical');
  const referred = count(({ probability }) => isReferred(probability, { low, high }));
  const missed = count(({ group, probability }) => group === 'atypical' && probability < low);
  const alarms = count(({ group, probability }) => group === 'typical' && probability >= Math.max(low, high));
  const rate = (numerator: number, denominator: number) => clopperPearson(numerator, denominator, level);
  return {
    ...{ low, high },
    referred: rate(referred, scored.length),
    wrong: rate(missed + alarms, scored.length - referred),
    missed: rate(missed, atypical),
    falseAlarms: rate(alarms, scored.length - atypical),
  };
}

/** One width of the band. Shares in [0, 1]; `null` where no cell is left. */
export interface RiskCoveragePoint {
  readonly high: number;
  readonly referred: number;
  readonly wrong: number | null;
  /** Of those still called atypical, the share that is typical. */
  readonly wrongAlarms: number | null;
}

/**
 * What a wider band buys: its lower end stays, so that the share missed stays, and its upper end rises from it over
 * every cell above. From nothing referred to every cell from `low` on; at most `most` points.
 *
 * @throws RangeError for a probability outside [0, 1].
 */
export function riskCoverage(scored: readonly ScoredCell[], low: number, most: number): RiskCoveragePoint[] {
  const ranked = rankCells(scored);
  const { probability, positive, endsTie } = ranked;
  const n = probability.length;
  let above = probability.findIndex((value) => value < low);
  if (above < 0) above = n;
  let alarms = 0;
  let missed = 0;
  for (let rank = 0; rank < n; rank++) {
    if (rank < above) alarms += 1 - positive[rank]!;
    else missed += positive[rank]!;
  }
  const share = (count: number, of: number) => (of === 0 ? null : count / of);
  const point = (called: number, wrongAlarms: number, high: number): RiskCoveragePoint => ({
    high,
    referred: (above - called) / n,
    wrong: share(missed + wrongAlarms, n - above + called),
    wrongAlarms: share(wrongAlarms, called),
  });
  if (n === 0) return [];
  const points = [point(above, alarms, low)];
  // Upwards, a whole tie at a time: what ends a tie from above begins the next from below.
  for (let rank = above - 1; rank >= 0; rank--) {
    alarms -= 1 - positive[rank]!;
    if (rank === 0 || endsTie[rank - 1] === 1) {
      points.push(point(rank, alarms, rank === 0 ? 1 : probability[rank - 1]!));
    }
  }
  return thinned(points, most);
}

function thinned<Point>(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, at) => points[Math.round((at * (points.length - 1)) / (most - 1))]!);
}
