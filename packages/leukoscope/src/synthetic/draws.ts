/** From, to. */
export type Range = readonly [number, number];
/** A number in [0, 1), each call the next one of its stream. */
export type Random = () => number;

/** Evenly within the range. */
export function between(random: Random, [from, to]: Range): number {
  return from + (to - from) * random();
}

/** A whole number, each of the range as likely as the next. */
export function wholeBetween(random: Random, [from, to]: Range): number {
  return from + Math.floor((to - from + 1) * random());
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

/**
 * Within the range and mostly near its middle: the mean of three even draws, a bell whose deviation is a sixth of the
 * range's width and which never leaves it.
 */
export function aroundMiddle(random: Random, [from, to]: Range): number {
  return from + ((to - from) * (random() + random() + random())) / 3;
}

/** One of the keys, as often as its weight says. */
export function pickWeighted<Key extends string>(random: Random, weights: Readonly<Partial<Record<Key, number>>>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries.at(-1)![0];
}
