import { resolve } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { PRETRAINED_NETWORKS, type PretrainedNetwork } from '../../experiments/reproduction-record.ts';
import { NETWORKS } from '../../models/networks.ts';
import { readStartWeights } from '../../models/start-weights.node.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import type { CommandContext } from '../command-context.ts';
import type { OptionsOf } from '../define-command.ts';
import { programTyped } from '../program-typed.ts';
import { startWeightsOf, tellUnstatedLicence } from '../weights-option.ts';
import { refuseTogether } from './refuse-together.ts';
import type { reproduceCommand } from './reproduce-command.ts';
import { reproduceTexts } from './reproduce-texts.ts';

type Given = OptionsOf<typeof reproduceCommand>;

export type Starts = ReadonlyMap<PretrainedNetwork, StartWeights>;

/**
 * Start weights of both ResNets, as far as they are there; what is missing is told.
 *
 * @throws LeukoscopeError `weights.*`, `usage.conflicting-options`.
 */
export async function startsOf(given: Given, context: CommandContext): Promise<Starts> {
  const { weights, licence } = given;
  const [first = 'imagenet'] = weights;
  if (first === 'imagenet' || first === 'none') {
    const [, other] = weights;
    if (other !== undefined) throw conflict(`--weights ${first}`, `--weights ${other}`);
    refuseTogether(`--weights ${first}`, ['licence', ...(first === 'none' ? ['download'] : [])], context);
  } else refuseTogether(`--weights ${first}`, ['download'], context);
  if (first === 'none') return new Map();
  return first === 'imagenet' ? imagenetStarts(given, context) : startsOfFiles(weights, licence ?? null, context);
}

async function imagenetStarts({ download }: Given, context: CommandContext): Promise<Starts> {
  const starts = new Map<PretrainedNetwork, StartWeights>();
  for (const network of PRETRAINED_NETWORKS) {
    const { spec } = NETWORKS[network];
    try {
      const start = await startWeightsOf({ weights: 'imagenet', licence: undefined, download }, spec, context);
      if (start !== null) starts.set(network, start);
    } catch (error) {
      if (!(error instanceof LeukoscopeError && error.code === 'weights.none')) throw error;
      const { notPretrained } = reproduceTexts[context.language];
      context.warn(notPretrained(network, NETWORKS[network].weightsId!, programTyped(context.env)));
    }
  }
  return starts;
}

/** Each file is of the network whose tensors it has. @throws LeukoscopeError `weights.unfit` for one that fits neither. */
async function startsOfFiles(
  files: readonly string[],
  licence: string | null,
  context: CommandContext,
): Promise<Starts> {
  const starts = new Map<PretrainedNetwork, StartWeights>();
  for (const file of files) {
    const path = resolve(context.cwd, file);
    const network = await networkOf(path, licence);
    if (starts.has(network.name)) throw conflict(`--weights ${file}`, `--weights (${network.name})`);
    starts.set(network.name, network.start);
    tellUnstatedLicence(network.start, context);
  }
  return starts;
}

async function networkOf(path: string, licence: string | null) {
  const unfit: unknown[] = [];
  for (const name of PRETRAINED_NETWORKS) {
    try {
      return { name, start: await readStartWeights(path, NETWORKS[name].spec, licence) };
    } catch (error) {
      if (!(error instanceof LeukoscopeError && error.code === 'weights.unfit')) throw error;
      unfit.push(error);
    }
  }
  throw unfit[0];
}

function conflict(first: string, second: string): LeukoscopeError {
  return new LeukoscopeError('usage.conflicting-options', { first, second });
}
