/**
 * The standard normal deviate below which `probability` of the distribution lies, to about 16 digits: Wichura's
 * algorithm AS 241 (PPND16), Applied Statistics 37 (1988). Checked against R's `qnorm`.
 *
 * @throws RangeError unless 0 < probability < 1.
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`normalQuantile() probability=${probability} must lie in (0, 1)`);
  }
  const fromMiddle = probability - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const r = 0.180625 - fromMiddle * fromMiddle;
    return (fromMiddle * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const root = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  const size =
    root <= 5
      ? polynomial(TAIL_TOP, root - 1.6) / polynomial(TAIL_BOTTOM, root - 1.6)
      : polynomial(FAR_TOP, root - 5) / polynomial(FAR_BOTTOM, root - 5);
  return fromMiddle < 0 ? -size : size;
}

/** The deviate `z` with `level` of the distribution between -z and z. */
export function normalDeviate(level: number): number {
  return -normalQuantile((1 - level) / 2);
}

/**
 * Share of the standard normal distribution below `deviate`, within about 1e-15: Marsaglia's series, Journal of
 * Statistical Software 11 (2004). The relative precision of a far lower tail is lost. Checked against R's `pnorm`.
 */
export function normalProbability(deviate: number): number {
  if (deviate < -MOST_DEVIATE) return 0;
  if (deviate > MOST_DEVIATE) return 1;
  let term = deviate;
  let sum = deviate;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (deviate * deviate) / odd;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp((-deviate * deviate) / 2)) / Math.sqrt(2 * Math.PI)));
}

/** Beyond it a double does not tell the probability from 0 or 1. */
const MOST_DEVIATE = 9;

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

const CENTRE_TOP = [
  2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.387132872796366608,
];
const CENTRE_BOTTOM = [
  5.226495278852545925e3, 2.8729085735721942674e4, 3.930789580009271061e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.871870074920579083e2, 4.2313330701600911252e1, 1,
];
const TAIL_TOP = [
  7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
];
const TAIL_BOTTOM = [
  1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
  6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
];
const FAR_TOP = [
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
  2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
];
const FAR_BOTTOM = [
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  1.48753612908506148525e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1,
];
