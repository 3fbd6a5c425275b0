import { randomStream, shuffled } from '@leukoscope/engine';

/**
 * Which cells an epoch takes, in which order; a function of seed and epoch alone, so that a resumed run goes on with the
 * same.
 *
 * @param labels class of each training cell.
 * @param sampling `each`: every cell once, shuffled. `balanced`: as many draws with replacement, each class equally often.
 */
export function epochOrder(
  labels: readonly number[],
  { seed, epoch, sampling }: { readonly seed: number; readonly epoch: number; readonly sampling: 'each' | 'balanced' },
): Uint32Array {
  const random = randomStream(seed, 'order', epoch);
  if (sampling === 'each') return shuffled(labels.length, random);
  const byClass = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const known = byClass.get(label);
    if (known) known.push(index);
    else byClass.set(label, [index]);
  });
  const classes = [...byClass.keys()].sort((a, b) => a - b).map((label) => byClass.get(label)!);
  return Uint32Array.from({ length: labels.length }, () => {
    const members = classes[Math.floor(random() * classes.length)]!;
    return members[Math.floor(random() * members.length)]!;
  });
}
