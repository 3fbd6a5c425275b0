import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readSafetensors, SafetensorsError, type StoredTensor, toFloat32 } from '@leukoscope/engine';
import type { ByDownload } from '../datasets/sources/data-source.ts';
import { IMAGENET_WEIGHTS } from '../datasets/sources/imagenet-weights.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readFailure } from '../files/system-error.ts';
import type { BackboneSpec, NetworkSpec } from './networks.ts';
import { modelFileOf, readStartModel } from './start-model.node.ts';
import { fitToNetwork, type StartWeights } from './start-weights.ts';

/**
 * Reads the weights that a network starts from, and says whose they are: a published file is known by its sha256.
 *
 * @param path a safetensors file, a model of ours (`.onnx`) or the folder of its run.
 * @param licence of a file that is not known, in the user's words.
 * @throws LeukoscopeError `machine.cannot-read`, `weights.unreadable`, `weights.unfit`, `weights.of-a-run`, and as
 * `readStartModel`.
 */
export async function readStartWeights(
  path: string,
  network: Exclude<NetworkSpec, BackboneSpec>,
  licence: string | null,
): Promise<StartWeights> {
  const model = await modelFileOf(path);
  if (model !== null) return readStartModel(model, network, licence);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw readFailure(error, path);
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = IMAGENET_WEIGHTS.find((source) => sha256Of(source) === sha256);
  return {
    tensors: fitToNetwork(floatTensors(bytes, path), network, path),
    sha256,
    id: known?.id ?? null,
    licence: known?.licence.spdx ?? licence,
  };
}

/** @throws LeukoscopeError `weights.other-file` unless the file is the one published under this id. */
export function requirePublished({ sha256: got, id: found }: StartWeights, id: string, path: string): void {
  if (found === id) return;
  const expected = sha256Of(IMAGENET_WEIGHTS.find((source) => source.id === id)!);
  throw new LeukoscopeError('weights.other-file', { path, id, got, expected });
}

function sha256Of({ obtain }: { readonly obtain: ByDownload }): string {
  return obtain.files[0]!.checksums.sha256!;
}

/** Tensors of numbers with fractions; counts and such are no parameters. */
function floatTensors(bytes: Uint8Array, path: string): ReadonlyMap<string, StoredTensor> {
  try {
    const { tensors, metadata } = readSafetensors(bytes);
    // Checkpoints and the start of a run: they do not say which images they have learnt from.
    if ('run' in metadata || 'source' in metadata) throw new LeukoscopeError('weights.of-a-run', { path });
    const floats = [...tensors].filter(([, { dtype }]) => ['F16', 'BF16', 'F32', 'F64'].includes(dtype));
    return new Map(floats.map(([name, tensor]) => [name, { shape: tensor.shape, data: toFloat32(tensor) }]));
  } catch (error) {
    throw error instanceof SafetensorsError
      ? new LeukoscopeError('weights.unreadable', { path, reason: error.message }, { cause: error })
      : error;
  }
}
