import type { SplitUnit } from '../datasets/split-units.ts';
import { BY_IMPORTANCE, experimentOf, type PaperExperiment } from './paper/paper-experiments.ts';
import type { PlannedRun } from './reproduced-run.ts';

export interface PlanOptions {
  /** Of the experiments to do. */
  readonly ids: readonly number[];
  readonly splits: readonly SplitUnit[];
  /** Networks whose ImageNet weights are at hand. */
  readonly pretrained: ReadonlySet<PaperExperiment['network']>;
}

/**
 * The runs of a reproduction, the most important first. A network that starts from weights is trained with all of its
 * layers, as assumed of the paper, and beside it with its head alone, as the paper does not say which it did.
 */
export function planRuns({ ids, splits, pretrained }: PlanOptions): PlannedRun[] {
  return BY_IMPORTANCE.filter((id) => ids.includes(id))
    .map(experimentOf)
    .flatMap((experiment) => {
      const ways = pretrained.has(experiment.network) ? (['all', 'head'] as const) : (['all'] as const);
      return ways.flatMap((learns) => splits.map((splitBy) => ({ experiment, splitBy, learns })));
    });
}

/** Names a run's folder: `03-by-image`, `10-head-by-patient`. */
export function runName({ experiment, splitBy, learns }: PlannedRun): string {
  return [String(experiment.id).padStart(2, '0'), ...(learns === 'head' ? ['head'] : []), `by-${splitBy}`].join('-');
}
