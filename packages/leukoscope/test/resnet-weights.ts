import { type SafeTensor, writeSafetensors } from '@leukoscope/engine';
import { buildNetwork, NETWORKS } from '../src/models/networks.ts';
import { fitToNetwork, type StartWeights } from '../src/models/start-weights.ts';
import { drawnState } from './drawn-state.ts';

const { normalisation } = NETWORKS.resnet18;

/** ResNet18 on pictures of 16 px, the smallest it takes. */
export const RESNET_SETTINGS = {
  network: NETWORKS.resnet18.spec,
  preprocessing: { sizePx: 16, crop: { kind: 'whole' }, kernel: 'area', ...normalisation },
} as const;

/** The smallest that is built alike: for where it does not matter which ResNet it is. */
export const SMALL_RESNET_SETTINGS = { ...RESNET_SETTINGS, network: NETWORKS['cell-resnet8'].spec } as const;

type Drawn = (typeof RESNET_SETTINGS | typeof SMALL_RESNET_SETTINGS)['network'];

/** Weights of a ResNet that learnt nothing, drawn by a seed: as good as any where only what is done with them counts. */
export function drawnResnet(seed = 1, spec: Drawn = RESNET_SETTINGS.network): StartWeights {
  const network = buildNetwork(spec, RESNET_SETTINGS.preprocessing, { classes: 2 });
  const tensors = drawnState(network, { dtype: 'uint8', shape: [16, 16, 3] }, seed);
  return { tensors: fitToNetwork(tensors, spec, 'drawn'), sha256: 'ab'.repeat(32), id: null, licence: 'CC0-1.0' };
}

/** As a file of torchvision's: the classes of ImageNet and counts of batches are there too. */
export function asWeightsFile({ tensors }: StartWeights): Uint8Array {
  const entries = [...tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data }] as const);
  const others: readonly (readonly [string, SafeTensor])[] = [
    ['fc.weight', { dtype: 'F16', shape: [2, 2], data: Uint16Array.of(0, 1, 2, 3) }],
    ['bn1.num_batches_tracked', { dtype: 'I64', shape: [], data: BigInt64Array.of(5n) }],
  ];
  return writeSafetensors(new Map([...entries, ...others]));
}
