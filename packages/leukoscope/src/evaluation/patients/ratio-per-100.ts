import { clopperPearson, DEFAULT_LEVEL, type Estimate } from '../rate.ts';

/**
 * So many of one kind per 100 of another, which may be more than 100. Of both together the first are a proportion, whose
 * Clopper–Pearson interval is carried over; without the other kind there is no ratio.
 *
 * @throws RangeError unless both counts are whole numbers, none negative, and 0 < level < 1.
 */
export function ratioPer100(count: number, others: number, level: number = DEFAULT_LEVEL): Estimate {
  const { low, high, denominator } = clopperPearson(count, count + others, level);
  const ratio = (share: number | null) => (share === null || share === 1 ? null : (100 * share) / (1 - share));
  const known = others > 0;
  return {
    value: known ? (100 * count) / others : null,
    low: known ? ratio(low) : null,
    high: known ? ratio(high) : null,
    level,
    method: 'clopper-pearson',
    n: denominator,
  };
}
