import { resolve } from 'node:path';
import { readBackbone } from '../../models/backbone.node.ts';
import type { Normalisation } from '../../models/network-choices.ts';
import { NETWORKS, type NetworkSpec } from '../../models/networks.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { startWeightsOf, tellUnstatedLicence } from '../weights-option.ts';
import type { TrainOptions } from './train-options.ts';

/** The network a run is about, and what it starts from. */
export interface TrainBasis {
  readonly network: NetworkSpec;
  readonly sizePx: number;
  readonly normalisation: Normalisation;
  /** `null` where everything is drawn. */
  readonly start: StartWeights | null;
}

/** Reads what the options name. @throws LeukoscopeError `backbone.*`, `weights.*`, `machine.cannot-read`. */
export async function trainBasisOf(given: TrainOptions, context: CommandContext): Promise<TrainBasis> {
  if (given.backbone !== undefined) return backboneBasis(given.backbone, given, context);
  const { spec, normalisation } = NETWORKS[given.model];
  const norm = given.norm === 'group' && { norm: given.norm };
  const network = spec.name === 'cnn' ? spec : { ...spec, frozenNorm: given.freezeNorm, ...norm };
  return { network, sizePx: given.size, normalisation, start: await startWeightsOf(given, network, context) };
}

async function backboneBasis(file: string, given: TrainOptions, context: CommandContext): Promise<TrainBasis> {
  const { backboneOutput, licence, size, mean, deviation, threads } = given;
  const asked = { output: backboneOutput ?? null, licence: licence ?? null };
  const sizePx = context.givenOptions.has('size') ? size : null;
  const runtime = await chooseRuntime({ device: 'cpu', threads, trial: () => Promise.reject(new Error('no trial')) });
  const { spec, start, ...found } = await readBackbone(resolve(context.cwd, file), { ...asked, sizePx, runtime });
  tellUnstatedLicence(start, context);
  return { network: spec, sizePx: found.sizePx, normalisation: { mean, deviation }, start };
}
