/**
 * Numbers in pictures, the same in English and Spanish: a decimal point and, from five digits on, thin spaces. Both are
 * right in Spanish (Ortografía de la lengua española, 2010), the paper prints the point, and so a figure reads as it
 * does in the tables, the CSV files and on the command line, and no comma or point can be taken for thousands.
 */
const THOUSANDS = '\u202F';
const MINUS = '−';
const UNDEFINED = '—';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** From here on, and below `LEAST_PLAIN`, a number is written with a power of ten. */
const LEAST_POWER = 1e6;
const LEAST_PLAIN = 1e-4;
const MOST_DECIMALS = 10;
/** Of ticks: enough for any step an axis takes, and too few for the rounding errors of doubles. */
const TICK_DIGITS = 12;

/** `0.95`, `12 400`, `−1.0`. */
export function decimalText(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THOUSANDS) : whole;
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Rounded to `digits` significant digits, without closing zeros: `0.0012`, `12 400`, `3.4 × 10⁻⁵`. */
export function significantText(value: number, digits: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < LEAST_PLAIN || size >= LEAST_POWER) return powerText(value, digits);
  const rounded = Number(value.toPrecision(digits));
  return decimalText(rounded, decimalsOf([rounded], size * 1e-9));
}

/** A loss, which has no scale of its own. Not there, or not finite: `—`. */
export function lossText(loss: number | null | undefined): string {
  if (!isNumber(loss)) return UNDEFINED;
  return Math.abs(loss) >= 0.1 && Math.abs(loss) < 1000 ? decimalText(loss, 3) : significantText(loss, 3);
}

/** An area under a curve, as in the tables. Undefined: `—`. */
export function aucText(auc: number | null | undefined): string {
  return isNumber(auc) ? decimalText(auc, 3) : UNDEFINED;
}

/** The labels of evenly spaced ticks, all with the same decimals. */
export function linearTickTexts(values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const steps = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  const step = Math.min(largest, ...steps);
  if (largest >= LEAST_POWER || (largest > 0 && step < LEAST_PLAIN)) {
    return values.map((value) => (value === 0 ? '0' : powerText(value, TICK_DIGITS)));
  }
  const decimals = decimalsOf(values, steps.length === 0 ? 0 : step * 1e-3);
  return values.map((value) => decimalText(value, decimals));
}

/** The labels of the ticks of a logarithmic axis: all plain, or all powers of ten. */
export function logTickTexts(values: readonly number[]): string[] {
  const plain = values.every((value) => value >= 1e-3 && value <= 1e4);
  return values.map((value) => (plain ? significantText(value, 2) : powerText(value, 2)));
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && Number.isFinite(value);
}

function powerText(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e');
  const factor = String(Number(mantissa));
  const power = `10${Number(exponent) < 0 ? '⁻' : ''}${exponent.replace(/\D/g, '').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '')}`;
  const sign = value < 0 ? MINUS : '';
  return factor === '1' ? `${sign}${power}` : `${sign}${factor} × ${power}`;
}

/** The fewest decimals that write every value within the tolerance. */
function decimalsOf(values: readonly number[], tolerance: number): number {
  let decimals = 0;
  while (
    decimals < MOST_DECIMALS &&
    values.some((value) => Math.abs(Number(value.toFixed(decimals)) - value) > tolerance)
  ) {
    decimals++;
  }
  return decimals;
}
