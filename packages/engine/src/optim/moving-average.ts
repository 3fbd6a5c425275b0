import { add, multiply } from '../ops/binary.ts';
import type { Optimizer } from './optimizer.ts';

const SLOT = 'average';

/**
 * Steps as `optimizer` does, and keeps an exponential moving average of each parameter beside it: the finished network,
 * and what is validated on the way, has the averages. They are corrected for their start from zero as Adam's are (Kingma
 * and Ba 2015), so that after the first step the average is the parameter itself. Buffers, averages already, stay as they
 * are.
 *
 * @param decay share of the average that a step keeps, in (0, 1): 0.999 looks back over some thousand steps.
 * @throws RangeError
 */
export function withMovingAverage(optimizer: Optimizer, decay: number): Optimizer {
  if (!(decay > 0 && decay < 1)) throw new RangeError(`withMovingAverage() decay=${decay}: expected between 0 and 1`);
  return {
    ...optimizer,
    settings: { ...optimizer.settings, averageDecay: decay },
    slots: [...optimizer.slots, SLOT],
    update(context) {
      const updated = optimizer.update(context);
      const { slots, number } = context;
      const average = add(multiply(slots[SLOT]!, number(decay)), multiply(updated.parameter, number(1 - decay)));
      return { parameter: updated.parameter, slots: { ...updated.slots, [SLOT]: average } };
    },
    finished: { slot: SLOT, factorAt: (steps) => 1 / (1 - decay ** steps) },
  };
}
