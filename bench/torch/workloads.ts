import { adam, classLoss, type Network, sgd, type TrainerOptions } from '@leukoscope/engine';
import type { NetworkName } from '../../packages/leukoscope/src/models/network-choices.ts';
import { buildNetwork, NETWORKS } from '../../packages/leukoscope/src/models/networks.ts';
import { RESNETS } from '../../packages/leukoscope/src/models/resnet.ts';

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

function networkOf(name: NetworkName, sizePx: number): Network {
  const { spec, normalisation } = NETWORKS[name];
  return buildNetwork(
    spec,
    { sizePx, crop: { kind: 'whole' }, kernel: 'area', ...normalisation },
    { classes: CLASSES },
  );
}

function cnnWorkload(sizePx: number, batch: number): Workload {
  const first = sizePx - 4;
  const second = first / 2 - 4;
  const firstLayerMacs = 6 * 3 * 25 * first ** 2;
  return {
    name: `cnn-${sizePx}-b${batch}`,
    batch,
    sizePx,
    network: networkOf('cnn', sizePx),
    optimizer: sgd({ momentum: 0.9 }),
    learningRate: 1e-3,
    forwardMacs: firstLayerMacs + 16 * 6 * 25 * second ** 2 + 16 * (second / 2) ** 2 * 120 + 120 * 84 + 84 * CLASSES,
    firstLayerMacs,
  };
}

function resnetWorkload(name: 'resnet18' | 'resnet34', sizePx: number, batch: number): Workload {
  const stemPx = Math.ceil(sizePx / 2);
  const firstLayerMacs = 64 * 3 * 49 * stemPx ** 2;
  let macs = firstLayerMacs;
  let planePx = Math.ceil(stemPx / 2);
  RESNETS[name].blocks.forEach((blocks, stage) => {
    const filters = 64 << stage;
    for (let block = 0; block < blocks; block++) {
      const isHalved = stage > 0 && block === 0;
      if (isHalved) planePx = Math.ceil(planePx / 2);
      const channels = isHalved ? filters / 2 : filters;
      macs += planePx ** 2 * filters * (9 * channels + 9 * filters + (isHalved ? channels : 0));
    }
  });
  return {
    name: `${name}-${sizePx}-b${batch}`,
    batch,
    sizePx,
    network: networkOf(name, sizePx),
    optimizer: adam({ weightDecay: 3e-3 }),
    learningRate: 5e-4,
    forwardMacs: macs + 512 * 100 + 100 * CLASSES,
    firstLayerMacs,
  };
}

export const WORKLOADS: readonly Workload[] = [
  cnnWorkload(32, 8),
  cnnWorkload(32, 32),
  cnnWorkload(400, 8),
  resnetWorkload('resnet18', 32, 32),
  resnetWorkload('resnet34', 32, 32),
  resnetWorkload('resnet18', 128, 32),
  resnetWorkload('resnet18', 224, 16),
  resnetWorkload('resnet18', 400, 8),
];

export { CLASSES, LOSS };
