/** The logarithm of the odds; ±Infinity at the ends. @param probability in [0, 1] */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The probability of which `logit` is the logarithm of the odds. */
export function expit(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
