import { logit } from '../../evaluation/logit.ts';
import { calibrate } from '../../heads/calibrate.ts';
import { lossesOf } from '../../heads/fit-correction.ts';
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
 * Which levers are pulled, by labelled cells of the site: the set with the lowest cross-entropy after a sigmoid of two parameters for
 * each, since the threshold is chosen anew anyway; of equal ones the smallest.
 *
 * @param models smaller sets first.
 */
export async function chooseLevers(
  models: readonly Tried[],
  labelled: readonly LabelledCell[],
  world: AdaptWorld,
): Promise<LeverChoice> {
  const tried: { levers: readonly PictureLever[]; loss: number }[] = [];
  for (const { levers, model } of models) {
    const { scored } = await scoreSite(labelled, model, world);
    const scores = Float64Array.from(scored, ({ probability }) =>
      logit(Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, probability))),
    );
    const labels = Uint8Array.from(scored, ({ group }) => Number(group === 'atypical'));
    const weights = new Float64Array(labels.length).fill(1);
    const { slope, offset } = calibrate({ scores, labels, classes: 2, weights });
    const losses = lossesOf(
      scores.map((value) => slope * value + offset),
      labels,
    );
    tried.push({ levers, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length });
  }
  const chosen = [...tried.keys()].reduce((best, at) => (tried[at]!.loss < tried[best]!.loss ? at : best), 0);
  return { chosen, tried };
}
