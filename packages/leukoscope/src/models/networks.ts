import { layers, type Network, normalizeImage, relu } from '@leukoscope/engine';
import { z } from 'zod';
import type { Preprocessing } from '../images/preprocessing.ts';
import { CNN_MIN_SIZE_PX, cnn } from './cnn.ts';
import { RESNET_MIN_SIZE_PX, resnetFeatures } from './resnet.ts';

const resnetOptions = {
  /** Features of the layer between the network's own and the classes. */
  hidden: z.int().min(1).max(4096),
  /** Whether batch normalisation keeps the statistics it starts with. */
  frozenNorm: z.boolean(),
};

/** Which network a model has; the registry of all that can be trained. To add one: its file, and a line here and below. */
export const networkSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('cnn') }),
  z.strictObject({ name: z.literal('resnet18'), ...resnetOptions }),
  z.strictObject({ name: z.literal('resnet34'), ...resnetOptions }),
]);
export type NetworkSpec = z.infer<typeof networkSchema>;
export type NetworkName = NetworkSpec['name'];

type Normalisation = Pick<Preprocessing, 'mean' | 'deviation'>;

/** Inputs between −1 and 1, as assumed of the paper's CNN (PAPER.md). */
const AROUND_ZERO: Normalisation = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };
/** Of ImageNet's pictures, by which every ResNet with weights from there was trained. */
const IMAGENET: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

interface NetworkEntry<Name extends NetworkName> {
  /** The smallest side of an image it can take. */
  readonly minSizePx: number;
  readonly normalisation: Normalisation;
  /** As the paper has it. */
  readonly spec: Extract<NetworkSpec, { name: Name }>;
}

/** The paper's head: 512 features, 100 hidden, the classes. */
const PAPER_HEAD = { hidden: 100, frozenNorm: false } as const;

export const NETWORKS: { readonly [Name in NetworkName]: NetworkEntry<Name> } = {
  cnn: { minSizePx: CNN_MIN_SIZE_PX, normalisation: AROUND_ZERO, spec: { name: 'cnn' } },
  resnet18: { minSizePx: RESNET_MIN_SIZE_PX, normalisation: IMAGENET, spec: { name: 'resnet18', ...PAPER_HEAD } },
  resnet34: { minSizePx: RESNET_MIN_SIZE_PX, normalisation: IMAGENET, spec: { name: 'resnet34', ...PAPER_HEAD } },
};
export const NETWORK_NAMES = Object.keys(NETWORKS) as readonly NetworkName[];

/** Builds the network: input uint8 `[N, size, size, 3]`, output logits `[N, classes]`. */
export function buildNetwork(spec: NetworkSpec, { mean, deviation }: Preprocessing, classes: number): Network {
  if (spec.name === 'cnn') return cnn({ classes, mean, deviation });
  return (scope, pixels) => {
    const features = resnetFeatures(scope, normalizeImage(pixels, { mean, deviation }), spec.name, spec); // [N, 512]
    const hidden = relu(layers.linear(scope.child('head.0'), features, spec.hidden));
    return layers.linear(scope.child('head.2'), hidden, classes);
  };
}
