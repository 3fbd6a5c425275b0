import {
  type ForeignModel,
  readSafetensors,
  type StoredTensor,
  toFloat32,
  variablesOf,
  writeSafetensors,
} from '@leukoscope/engine';
import { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type BackboneSpec, buildNetwork, HEAD, NETWORKS, type NetworkSpec } from './networks.ts';
import { type SeenStartModel, seenStartModelSchema } from './start-model.ts';

type BuiltSpec = Exclude<NetworkSpec, BackboneSpec>;
type Tensors = ReadonlyMap<string, StoredTensor>;

/** What a training starts from, where it is not drawn. */
export interface StartWeights {
  /** Parameters and buffers by name. */
  readonly tensors: Tensors;
  /** The network of a `backbone`, as the file that it came in and as it was read; then there are no tensors. */
  readonly foreign?: { readonly bytes: Uint8Array; readonly model: ForeignModel } | undefined;
  /** Of the file they come from, in hexadecimal. */
  readonly sha256: string;
  /** By which the file is known (`resnet18.tv_in1k`); `null` for any other. */
  readonly id: string | null;
  /** Its SPDX name or in the user's words; `null` where nobody said. */
  readonly licence: string | null;
  /** The model of ours that they are the body of. */
  readonly model?: SeenStartModel | undefined;
}

/**
 * What of a file a network starts from: all of it but its head, which is drawn. What else the file holds (the classes of
 * ImageNet, counts of batches) is left out.
 *
 * @param path names the file in errors.
 * @throws LeukoscopeError `weights.unfit` if a tensor of the network is missing or has another shape, `weights.other-norm`.
 */
export function fitToNetwork(tensors: Tensors, network: BuiltSpec, path: string): Tensors {
  requireNorm(tensors, network, path);
  const expected = tensorsBelowHead(network);
  const unfit = expected.filter(({ name, shape }) => tensors.get(name)?.shape.join() !== shape.join());
  const [first] = unfit;
  if (first) {
    throw new LeukoscopeError('weights.unfit', {
      path,
      network: network.name,
      tensor: first.name,
      got: tensors.get(first.name)?.shape ?? null,
      expected: first.shape,
      tensors: unfit.length,
      of: expected.length,
    });
  }
  return new Map(expected.map(({ name }) => [name, tensors.get(name)!]));
}

/** That group normalisation does not start from what learnt with batch normalisation, whose parameters are called alike. */
function requireNorm(tensors: Tensors, network: BuiltSpec, path: string): void {
  if (network.name === 'cnn' || network.norm !== 'group') return;
  const hasStatistics = [...tensors.keys()].some((name) => name.endsWith('running_mean'));
  if (hasStatistics) throw new LeukoscopeError('weights.other-norm', { of: path });
}

/** Their shapes do not depend on the size of the images. */
function tensorsBelowHead(spec: BuiltSpec): readonly { readonly name: string; readonly shape: readonly number[] }[] {
  const { minSizePx: sizePx, normalisation } = NETWORKS[spec.name];
  const network = buildNetwork(
    spec,
    { sizePx, crop: { kind: 'whole' }, kernel: 'area', ...normalisation },
    { classes: 2 },
  );
  const variables = variablesOf(network, { dtype: 'uint8', shape: [1, sizePx, sizePx, 3] });
  return variables.filter(({ name }) => !name.startsWith(`${HEAD}.`));
}

/** As one safetensors file, for a run to go on with. */
export function encodeStartWeights({ tensors, sha256, id, licence, model }: StartWeights): Uint8Array {
  const entries = [...tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data }] as const);
  return writeSafetensors(new Map(entries), { source: JSON.stringify({ sha256, id, licence, model }) });
}

const sourceSchema = z.strictObject({
  sha256: z.string(),
  id: z.string().nullable(),
  licence: z.string().nullable(),
  model: z.exactOptional(seenStartModelSchema),
});

/** @throws Error if the bytes are not what `encodeStartWeights` wrote. */
export function decodeStartWeights(bytes: Uint8Array): StartWeights {
  const { tensors, metadata } = readSafetensors(bytes);
  const entries = [...tensors].map(
    ([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor) }] as const,
  );
  return { tensors: new Map(entries), ...sourceSchema.parse(JSON.parse(metadata.source ?? 'null')) };
}
