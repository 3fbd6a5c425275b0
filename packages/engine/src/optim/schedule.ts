/** The learning rate of a step, as a pure function of the step's number. */
export type Schedule = (step: number) => number;

function checkRate(name: string, rate: number): void {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`${name}() rate=${rate}: expected a positive number`);
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
  return (step) => rate * factor ** Math.floor(step / every);
}

/** Rises evenly over `warmUp` steps, then falls along half a cosine to `final` at step `steps`. */
export function cosineRate(
  rate: number,
  options: { readonly steps: number; readonly warmUp?: number; readonly final?: number },
): Schedule {
  checkRate('cosineRate', rate);
  const { steps, warmUp = 0, final = 0 } = options;
  return (step) => {
    if (step < warmUp) return (rate * (step + 1)) / warmUp;
    const progress = Math.min(1, (step - warmUp) / Math.max(1, steps - warmUp));
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
  const peak = rising * steps - 1;
  const between = (from: number, to: number, progress: number) =>
    to + ((from - to) * (1 + Math.cos(Math.PI * progress))) / 2;
  return (step) => {
    const at = Math.min(step, steps - 1);
    return at <= peak ? between(start, rate, at / peak) : between(rate, end, (at - peak) / (steps - 1 - peak));
  };
}
