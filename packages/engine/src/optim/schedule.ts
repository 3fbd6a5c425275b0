/** The learning rate of a step, as a pure function of the step's number. */
export type Schedule = (step: number) => number;

function checkRate(name: string, rate: number): void {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`${name}() rate=${rate}: expected a positive number`);
}

function checkCount(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) {
    throw new RangeError(`${name}=${value}: expected a whole number, at least ${least}`);
  }
}

/** The same rate at every step. */
export function constantRate(rate: number): Schedule {
  checkRate('constantRate', rate);
  return () => rate;
}

/** Multiplies the rate by `factor` after every `every` steps. PyTorch: `StepLR`. */
export function stepRate(rate: number, options: { readonly every: number; readonly factor?: number }): Schedule {
  checkRate('stepRate', rate);
  const { every, factor = 0.1 } = options;
  checkCount('stepRate() every', every, 1);
  return (step) => rate * factor ** Math.floor(step / every);
}

/**
 * Rises evenly over `warmUp` steps, then falls along half a cosine to `final` at step `steps`. PyTorch: `LinearLR`
 * followed by `CosineAnnealingLR`.
 */
export function cosineRate(
  rate: number,
  options: { readonly steps: number; readonly warmUp?: number; readonly final?: number },
): Schedule {
  checkRate('cosineRate', rate);
  const { steps, warmUp = 0, final = 0 } = options;
  checkCount('cosineRate() steps', steps, 1);
  checkCount('cosineRate() warmUp', warmUp, 0);
  if (warmUp >= steps) throw new RangeError(`cosineRate() warmUp=${warmUp}: expected fewer than the ${steps} steps`);
  return (step) => {
    if (step < warmUp) return (rate * (step + 1)) / warmUp;
    const progress = Math.min(1, (step - warmUp) / (steps - warmUp));
    return final + ((rate - final) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}

/**
 * Smith's one-cycle rule in PyTorch's form (`OneCycleLR`, two cosine phases): from rate / 25 up to `rate` over the first
 * 30% of the steps, then down to that start / 10⁴ at the last step.
 */
export function oneCycleRate(
  rate: number,
  options: { readonly steps: number; readonly rising?: number; readonly start?: number; readonly end?: number },
): Schedule {
  checkRate('oneCycleRate', rate);
  const { steps, rising = 0.3, start = rate / 25, end = start / 1e4 } = options;
  checkCount('oneCycleRate() steps', steps, 1);
  if (!(rising > 0 && rising < 1)) throw new RangeError(`oneCycleRate() rising=${rising}: expected between 0 and 1`);
  const peak = rising * steps - 1;
  const between = (from: number, to: number, progress: number) =>
    to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
  return (step) => {
    const at = Math.min(step, steps - 1);
    // The rise may end at step 0; then there is no rise.
    return at < peak ? between(start, rate, at / peak) : between(rate, end, (at - peak) / (steps - 1 - peak));
  };
}
