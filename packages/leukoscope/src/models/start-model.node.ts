import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { modelTensors } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ModelCard } from './model-card.ts';
import { readModelCard } from './model-file.ts';
import type { BackboneSpec, NetworkSpec } from './networks.ts';
import { readModelFile } from './read-model-file.node.ts';
import { fitToNetwork, type StartWeights } from './start-weights.ts';

/** The model file that a path names, the run's of a folder; `null` for a file of another kind. */
export async function modelFileOf(path: string): Promise<string | null> {
  if (path.endsWith('.onnx')) return path;
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? join(path, 'model.onnx') : null;
}

/**
 * Reads the body of a model of ours, for a training of the same network to start from.
 *
 * @param licence in the user's words; `null`: that of what the model itself started from, if its card says.
 * @throws LeukoscopeError `model.*`, `machine.cannot-read`, `weights.other-network`, `weights.unfit`.
 */
export async function readStartModel(
  path: string,
  network: Exclude<NetworkSpec, BackboneSpec>,
  licence: string | null,
): Promise<StartWeights> {
  const bytes = await readModelFile(path);
  const card = await readModelCard(bytes, path);
  if (card.network.name !== network.name) {
    throw new LeukoscopeError('weights.other-network', { path, got: card.network.name, expected: network.name });
  }
  const { dataset, cells, seenImages } = card.training;
  const { name, dataHash, synthetic } = dataset;
  return {
    tensors: fitToNetwork(modelTensors(bytes), network, path),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    id: null,
    licence: licence ?? inheritedLicence(card),
    model: { dataset: { name, dataHash, synthetic }, cells: learntFrom(cells), seenImages },
  };
}

/** How many cells a model has learnt from. */
export function learntFrom({ train: { typical, atypical } }: ModelCard['training']['cells']): number {
  return typical + atypical;
}

/** The terms of the weights that the model started from. */
function inheritedLicence({ training: { settings } }: ModelCard): string | null {
  const start = settings?.start;
  const licence = typeof start === 'object' && start !== null && 'licence' in start ? start.licence : null;
  return typeof licence === 'string' ? licence : null;
}
