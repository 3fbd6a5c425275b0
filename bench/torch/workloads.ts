import { classLoss, type Network, sgd, type TrainerOptions } from '@leukoscope/engine';
import { cnn } from '../../packages/leukoscope/src/models/cnn.ts';

/** A network in training, by the names of the peer's script. */
export interface Workload {
  readonly name: string;
  readonly batch: number;
  readonly sizePx: number;
  readonly network: Network;
  readonly optimizer: TrainerOptions['optimizer'];
  readonly learningRate: number;
  /** Multiply–adds of one image, forward, counted by the network's definition whatever form computes them. */
  readonly forwardMacs: number;
  /** Of these, those of layers whose input needs no gradient. */
  readonly firstLayerMacs: number;
}

const CLASSES = 2;
const LOSS = classLoss;

function cnnWorkload(sizePx: number, batch: number): Workload {
  const first = sizePx - 4;
  const second = first / 2 - 4;
  const firstLayerMacs = 6 * 3 * 25 * first ** 2;
  return {
    name: `cnn-${sizePx}-b${batch}`,
    batch,
    sizePx,
    network: cnn({ classes: CLASSES, mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] }),
    optimizer: sgd({ momentum: 0.9 }),
    learningRate: 1e-3,
    forwardMacs: firstLayerMacs + 16 * 6 * 25 * second ** 2 + 16 * (second / 2) ** 2 * 120 + 120 * 84 + 84 * CLASSES,
    firstLayerMacs,
  };
}

export const WORKLOADS: readonly Workload[] = [cnnWorkload(32, 8), cnnWorkload(32, 32), cnnWorkload(400, 8)];

export { CLASSES, LOSS };
