import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { linearTickTexts, logTickTexts } from './number-text.ts';

export interface AxisSpec {
  readonly kind: 'linear' | 'log';
  /** With the unit, if there is one. Shown, and broken into lines where it is long. */
  readonly title: string;
  /** Ticks at whole numbers only, for things counted. */
  readonly wholeNumbers?: boolean;
  /** Values that the axis reaches whatever the data, for example 0 and 1 for a share. */
  readonly include?: readonly number[];
  /** Lowest and highest value shown, whatever the data; a line is cut there, a dot beyond becomes a triangle. */
  readonly limits?: readonly [number, number];
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Where values lie along an axis, and its ticks. */
export interface AxisScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** Values of the small marks between the ticks of a logarithmic axis. */
  readonly minorTicks: readonly number[];
  /** From the start of the axis, in pixels. */
  at(value: number): number;
}

/** How an axis lies in the picture. */
export interface AxisRoom {
  /** Pixels at which its lowest and its highest value stand. */
  readonly rangePx: readonly [number, number];
  /** Whether ticks with these labels, at these pixels, can all be read. */
  readonly fits: (labels: readonly string[], positionsPx: readonly number[]) => boolean;
  /** More ticks than this are never tried. */
  readonly mostTicks: number;
  /** Whether the axis may be drawn out to the next round values. */
  readonly rounded: boolean;
}

/** A span smaller than this part of its values cannot be told from none by ticks of double precision. */
const LEAST_SPAN = 1e-9;
/** Smaller values count as 0 on a linear axis: steps between them are lost in the smallest doubles. */
const LEAST_SIZE = 1e-100;
/** With so many ticks or fewer at whole decades, those between may be labelled too. */
const FEW_DECADES = 3;
/** Relative error of a computed power of ten, with a wide margin. */
const ROUNDING = 1e-9;

/**
 * @param values of the data, finite, and positive on a logarithmic axis.
 * @returns `null` if there is nothing to measure: no value, and none that the axis includes.
 * @throws RangeError if a value is not finite, or not positive on a logarithmic axis.
 */
export function axisScale(spec: AxisSpec, values: readonly number[], room: AxisRoom): AxisScale | null {
  const domain = spec.limits ?? domainOf(spec, values);
  if (domain === null) return null;
  const scales = spec.kind === 'log' ? logScales(domain, spec, room) : linearScales(domain, spec, room);
  const labels = spec.kind === 'log' ? logTickTexts : linearTickTexts;
  let coarsest: AxisScale | null = null;
  for (const { scale, values: tickValues } of scales) {
    const texts = labels(tickValues);
    const ticks = tickValues.map((value, index) => ({ value, label: texts[index] ?? '' }));
    const [low = 0, high = 1] = scale.domain();
    const minorTicks = spec.kind === 'log' ? minorTicksOf(tickValues, [low, high]) : [];
    coarsest = { domain: [low, high], ticks, minorTicks, at: scale };
    if (ticks.length > 0 && room.fits(texts, tickValues.map(scale))) return coarsest;
  }
  return coarsest && { ...coarsest, ticks: [], minorTicks: [] };
}

function domainOf(spec: AxisSpec, values: readonly number[]): [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of [...values, ...(spec.include ?? [])]) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`values of the axis '${spec.title}' must be finite, got ${value}`);
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return null;
  if (spec.kind === 'log' && !(low > 0)) {
    throw new RangeError(`values of the logarithmic axis '${spec.title}' must be positive, got ${low}`);
  }
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > LEAST_SPAN * largest && (largest > LEAST_SIZE || spec.kind === 'log')) return [low, high];
  if (spec.kind === 'log') return [low / 10, high * 10];
  const margin = spec.wholeNumbers || largest <= LEAST_SIZE ? 0.5 : largest / 10;
  return [low - margin, high + margin];
}

interface Candidate {
  readonly scale: ScaleContinuousNumeric<number, number>;
  readonly values: readonly number[];
}

/** From the finest ticks to the coarsest, each with the ends that are round for them. */
function linearScales(domain: readonly [number, number], spec: AxisSpec, room: AxisRoom): Candidate[] {
  const rounded = room.rounded && spec.limits === undefined && spec.wholeNumbers !== true;
  return Array.from({ length: room.mostTicks }, (_, index) => {
    const count = room.mostTicks - index;
    const scale = scaleLinear(domain, room.rangePx);
    if (rounded) scale.nice(count);
    const values = scale.ticks(count).filter((value) => spec.wholeNumbers !== true || Number.isInteger(value));
    return { scale, values };
  });
}

/** Whole decades, then every second, third … of them; where there are few, round steps within them first. */
function logScales(domain: readonly [number, number], spec: AxisSpec, room: AxisRoom): Candidate[] {
  const scale = scaleLog(domain, room.rangePx);
  const few = powersOfTen(scale, 1, [1, 2, 5]).length < 2;
  if (spec.limits === undefined && (room.rounded || few)) scale.nice();
  const [low = 1, high = 10] = scale.domain();
  const decades = Array.from({ length: Math.max(1, Math.ceil(Math.log10(high / low))) }, (_, index) =>
    powersOfTen(scale, index + 1, [1]),
  );
  const within =
    decades[0]!.length <= FEW_DECADES ? [powersOfTen(scale, 1, [1, 2, 5]), powersOfTen(scale, 1, [1, 3])] : [];
  return [...within, ...decades].map((values) => ({ scale, values }));
}

/** Every `step`th power of ten within the domain, times each factor. */
function powersOfTen(scale: Candidate['scale'], step: number, factors: readonly number[]): number[] {
  const [low = 1, high = 10] = scale.domain();
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(low)) - 1; power <= Math.ceil(Math.log10(high)); power++) {
    // Written and read as a decimal number: a computed power may miss the end of the domain by a rounding error.
    if (power % step === 0) found.push(...factors.map((factor) => Number(`${factor}e${power}`)));
  }
  return found.filter((value) => value >= low * (1 - ROUNDING) && value <= high * (1 + ROUNDING));
}

/** Twofold to ninefold of each decade, where every decade has its tick. */
function minorTicksOf(ticks: readonly number[], [low, high]: readonly [number, number]): number[] {
  const decades = [...new Set(ticks.map((value) => Math.floor(Math.log10(value) + ROUNDING)))].sort((a, b) => a - b);
  if (decades.length === 0 || decades.some((power, index) => index > 0 && power - decades[index - 1]! > 1)) return [];
  return [decades[0]! - 1, ...decades]
    .flatMap((power) => [2, 3, 4, 5, 6, 7, 8, 9].map((factor) => factor * 10 ** power))
    .filter((value) => value >= low && value <= high && !ticks.some((tick) => Math.abs(tick / value - 1) < ROUNDING));
}
