import { decimalText } from './number-text.ts';

interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const UNDEFINED = '—';

/** A share or an area in [0, 1] as in the tables, `0.953`; undefined: `—`. */
export function shareText(value: number | null): string {
  return value === null ? UNDEFINED : decimalText(value, 3);
}

/** A share of one, in percent: `95.3%`; undefined: `—`. */
export function percentText(value: number | null): string {
  return value === null ? UNDEFINED : `${decimalText(100 * value, 1)}%`;
}

/** A difference of two shares with its sign: `+0.031`; undefined: `—`. */
export function differenceText(value: number | null): string {
  return value === null ? UNDEFINED : `${value < 0 ? '−' : '+'}${decimalText(Math.abs(value), 3)}`;
}

/** The p of a test: `0.031`, `< 0.001`; undefined: `—`. */
export function probabilityText(p: number | null): string {
  return p !== null && p < 0.001 ? `< ${decimalText(0.001, 3)}` : shareText(p);
}

/** `0.912–0.981`, in whichever form `text` gives, `≥ 0.912` where it has no upper end; undefined: `—`. */
export function intervalText(
  { low, high }: Figure,
  text: (value: number) => string = shareText,
  between = '–',
): string {
  if (low !== null && high === null) return `≥ ${text(low)}`;
  return low === null || high === null ? UNDEFINED : `${text(low)}${between}${text(high)}`;
}

/** `0.953 (0.912–0.981)`; without the brackets where there is no interval. */
export function figureText(
  figure: Figure,
  text: (value: number | null) => string = shareText,
  between?: string,
): string {
  const { value, low, high } = figure;
  if (value === null || low === null || high === null) return text(value);
  return `${text(value)} (${intervalText(figure, text, between)})`;
}

/** A threshold, with as many decimals as on the command line. */
export function thresholdText(threshold: number): string {
  return decimalText(threshold, 4);
}

/** A count as it stands in a text: `12 400`. */
export function countText(count: number): string {
  return decimalText(count, 0);
}

/** The share that a share leaves, its interval turned round: misses from sensitivity. */
export function complement<Share extends Figure>(share: Share): Share {
  const rest = (value: number | null) => (value === null ? null : 1 - value);
  return { ...share, value: rest(share.value), low: rest(share.high), high: rest(share.low) };
}
