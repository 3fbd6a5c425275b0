import {
  type ForeignModel,
  foreignNetwork,
  layers,
  type Network,
  normalizeImage,
  relu,
  type Scope,
  type Tensor,
} from '@leukoscope/engine';
import { z } from 'zod';
import type { Preprocessing } from '../images/preprocessing.ts';
import { CNN_MIN_SIZE_PX, cnn } from './cnn.ts';
import { fittedHead, fittedHeadSchema } from './fitted-head.ts';
import { IMAGENET, type LearningPart, type NetworkName, type Normalisation } from './network-choices.ts';
import { RESNET_MIN_SIZE_PX, type ResnetName, resnetFeatures, resnetFirstStages, resnetLastStage } from './resnet.ts';

const headOptions = {
  /** Features of the layer between the network's own and the classes; `null` where the head is a fitted one. */
  hidden: z.int().min(1).max(4096).nullable(),
  fitted: fittedHeadSchema.optional(),
};

const resnetOptions = {
  ...headOptions,
  /** Whether batch normalisation keeps the statistics it starts with. */
  frozenNorm: z.boolean(),
  /** Group normalisation instead of batch normalisation, which it is unless given. */
  norm: z.exactOptional(z.literal('group')),
};

/** Which network a model has; the registry of all that can be trained. To add one: its file, and a line here and below. */
export const networkSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('cnn') }),
  z.strictObject({ name: z.literal('resnet18'), ...resnetOptions }),
  z.strictObject({ name: z.literal('resnet34'), ...resnetOptions }),
  z.strictObject({ name: z.literal('resnet50'), ...resnetOptions }),
  z.strictObject({ name: z.literal('cell-resnet8'), ...resnetOptions }),
  z.strictObject({ name: z.literal('cell-resnet14'), ...resnetOptions }),
  /** Another program's, frozen, with a head of ours. */
  z.strictObject({
    name: z.literal('backbone'),
    ...headOptions,
    /** Name of the value in it that is used, and its sides for one image: `[F]`, or `[F, H, W]`, whose mean is taken. */
    output: z.string(),
    sides: z.array(z.int().min(1)).min(1).max(3),
  }),
]);
export type NetworkSpec = z.infer<typeof networkSchema>;
export type BackboneSpec = Extract<NetworkSpec, { name: 'backbone' }>;
type ResnetSpec = Extract<NetworkSpec, { name: ResnetName }>;

/** Inputs between −1 and 1, as assumed of the paper's CNN (PAPER.md). */
const AROUND_ZERO: Normalisation = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] };

interface NetworkEntry<Name extends NetworkName> {
  /** The smallest side of an image it can take. */
  readonly minSizePx: number;
  readonly normalisation: Normalisation;
  /** Id of its ImageNet weights, `null` where there are none. */
  readonly weightsId: string | null;
  /** As the paper has it, or would. */
  readonly spec: Extract<NetworkSpec, { name: Name }>;
}

/** The paper's head: 512 features, 100 hidden, the classes. */
export const PAPER_HEAD = { hidden: 100 } as const;

const RESNET_SPEC = { ...PAPER_HEAD, frozenNorm: false } as const;

const RESNET = { minSizePx: RESNET_MIN_SIZE_PX, normalisation: IMAGENET };

export const NETWORKS: { readonly [Name in NetworkName]: NetworkEntry<Name> } = {
  cnn: { minSizePx: CNN_MIN_SIZE_PX, normalisation: AROUND_ZERO, weightsId: null, spec: { name: 'cnn' } },
  resnet18: { ...RESNET, weightsId: 'resnet18.tv_in1k', spec: { name: 'resnet18', ...RESNET_SPEC } },
  resnet34: { ...RESNET, weightsId: 'resnet34.tv_in1k', spec: { name: 'resnet34', ...RESNET_SPEC } },
  resnet50: { ...RESNET, weightsId: 'resnet50.tv_in1k', spec: { name: 'resnet50', ...RESNET_SPEC } },
  'cell-resnet8': { ...RESNET, weightsId: null, spec: { name: 'cell-resnet8', ...RESNET_SPEC } },
  'cell-resnet14': { ...RESNET, weightsId: null, spec: { name: 'cell-resnet14', ...RESNET_SPEC } },
};

/** Parameters below this name are of the layers between the features and the classes. */
export const HEAD = 'head';

export interface BuildOptions {
  readonly classes: number;
  /** The network of a `backbone`, which only building its frozen part needs. */
  readonly foreign?: ForeignModel | null | undefined;
}

/**
 * Builds the network: input uint8 `[N, size, size, 3]`, output logits `[N, classes]`.
 *
 * @throws RangeError (when it is applied) for a `backbone` without `foreign`.
 */
export function buildNetwork(spec: NetworkSpec, preprocessing: Preprocessing, options: BuildOptions): Network {
  const { mean, deviation } = preprocessing;
  const { classes } = options;
  if (spec.name === 'cnn') return cnn({ classes, mean, deviation });
  if (spec.name === 'backbone') {
    const { frozen, learning } = splitNetwork(spec, preprocessing, { ...options, learns: 'head' });
    return (scope, pixels) => learning(scope, frozen(scope, pixels));
  }
  return (scope, pixels) => {
    const features = resnetFeatures(scope, normalizeImage(pixels, { mean, deviation }), spec.name, spec);
    return head(scope, features, { ...spec, classes });
  };
}

/** A network in two: what stays, and what learns from what that makes of an image. */
export interface SplitNetwork {
  /** Input uint8 `[N, size, size, 3]`. */
  readonly frozen: Network;
  /** Input the output of `frozen`, output logits `[N, classes]`. */
  readonly learning: Network;
}

/**
 * Splits a network behind its features (`head`), or a ResNet before its last stage; both parts have the parameter names of
 * the whole. The frozen part always normalises by its running statistics.
 */
export function splitNetwork(
  spec: ResnetSpec | BackboneSpec,
  { mean, deviation }: Preprocessing,
  { learns, classes, foreign }: BuildOptions & { readonly learns: Exclude<LearningPart, 'all'> },
): SplitNetwork {
  if (spec.name === 'backbone') {
    return {
      frozen: (_, pixels) => foreignFeatures(normalizeImage(pixels, { mean, deviation }), spec, foreign),
      learning: (scope, features) => head(scope, features, { ...spec, classes }),
    };
  }
  const still = { ...spec, frozenNorm: true };
  const below = learns === 'head' ? resnetFeatures : resnetFirstStages;
  return {
    frozen: (scope, pixels) => below(scope, normalizeImage(pixels, { mean, deviation }), spec.name, still),
    learning: (scope, x) =>
      head(scope, learns === 'head' ? x : resnetLastStage(scope, x, spec.name, spec), { ...spec, classes }),
  };
}

function foreignFeatures(x: Tensor, { output, sides }: BackboneSpec, foreign: BuildOptions['foreign']): Tensor {
  if (!foreign) throw new RangeError("buildNetwork() foreign: a 'backbone' needs the network it is");
  return foreignNetwork(x, { network: { ...foreign, output }, sides });
}

type HeadSpec = Pick<ResnetSpec, 'hidden' | 'fitted'> & { readonly classes: number };

function head(scope: Scope, features: Tensor, { hidden, fitted, classes }: HeadSpec): Tensor {
  const layer = scope.child(HEAD);
  if (fitted !== undefined) return fittedHead(layer, features, { ...fitted, classes });
  if (hidden === null) return layers.linear(layer, features, classes);
  return layers.linear(layer.child('2'), relu(layers.linear(layer.child('0'), features, hidden)), classes);
}

/** The layer that makes logits of features, linear in them; `null` of a head that is none. */
export function lastLayerOf(spec: NetworkSpec): string | null {
  if (spec.name === 'cnn') return `${HEAD}.4`;
  if (spec.fitted?.kind === 'nearest') return null;
  return spec.fitted !== undefined || spec.hidden === null ? HEAD : `${HEAD}.2`;
}

/** Stages of a ResNet from the head down: the stem lies below the first. */
const STAGES = ['layer4', 'layer3', 'layer2', 'layer1'];

/** The learning rate's factor for a parameter: `decay` once for each stage between it and the head, the stage's own included. */
export function rateFactorOf(parameter: string, decay: number): number {
  const [part] = parameter.split('.');
  if (part === HEAD) return 1;
  const stage = STAGES.indexOf(part!);
  return decay ** (stage < 0 ? STAGES.length + 1 : stage + 1);
}
