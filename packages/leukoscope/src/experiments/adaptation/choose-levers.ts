import { logit } from '../../evaluation/logit.ts';
import { calibrate } from '../../heads/calibrate.ts';
import { isBetter, lossesOf } from '../../heads/fit-correction.ts';
import type { LabelledCell } from './draw-cells.ts';
import type { AdaptWorld, PictureLever, Tried } from './picture-levers.ts';
import { scoreSite } from './score-site.ts';

export interface LeverChoice {
  /** Which of the models tried. */
  readonly chosen: number;
  /** For each model tried, its mean cross-entropy on the labelled cells after Platt's sigmoid, in nats. */
  readonly tried: readonly { readonly levers: readonly PictureLever[]; readonly loss: number }[];
}

/** As float32 of a probability next to 1. */
const NEAREST_TO_CERTAIN = 1e-7;

/**
 * Which levers are pulled, by labelled cells of the site: all, unless another of the models tried is better on them by more
 * than two standard errors over patients. Compared are cross-entropies after a sigmoid of two parameters for each, since the
 * threshold is chosen anew anyway.
 *
 * @param models the last has all levers.
 */
export async function chooseLevers(
  models: readonly Tried[],
  labelled: readonly LabelledCell[],
  world: AdaptWorld,
): Promise<LeverChoice> {
  const losses: Float64Array[] = [];
  let units = new Uint32Array();
  for (const { model } of models) {
    const { scored } = await scoreSite(labelled, model, world);
    const logits = Float64Array.from(scored, ({ probability }) =>
      logit(Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, probability))),
    );
    const labels = Uint8Array.from(scored, ({ group }) => Number(group === 'atypical'));
    const weights = new Float64Array(labels.length).fill(1);
    const { slope, offset } = calibrate({ scores: logits, labels, classes: 2, weights });
    losses.push(
      lossesOf(
        logits.map((value) => slope * value + offset),
        labels,
      ),
    );
    const numbers = new Map<string, number>();
    units = Uint32Array.from(scored, ({ id, patient }) => {
      const unit = patient ?? id;
      numbers.set(unit, numbers.get(unit) ?? numbers.size);
      return numbers.get(unit)!;
    });
  }
  const mean = (own: Float64Array) => own.reduce((sum, loss) => sum + loss, 0) / own.length;
  const all = models.length - 1;
  const better = [...models.keys()].filter((at) => at !== all && isBetter(losses[at]!, losses[all]!, units));
  const chosen = better.reduce((best, at) => (mean(losses[at]!) < mean(losses[best]!) ? at : best), all);
  return { chosen, tried: models.map(({ levers }, at) => ({ levers, loss: mean(losses[at]!) })) };
}
