import { join, resolve } from 'node:path';
import { weightsFileName } from '../datasets/sources/imagenet-weights.ts';
import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError } from '../files/system-error.ts';
import { NETWORKS, type NetworkName, type NetworkSpec } from '../models/networks.ts';
import { readStartWeights, requirePublished } from '../models/start-weights.node.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { cacheFolderOf } from './cache-folder.ts';
import type { CommandContext } from './command-context.ts';

export interface WeightsOptions {
  /** As typed: `none`, `imagenet` or a file. */
  readonly weights: string;
  readonly licence: string | undefined;
}

/** Where `<id>.safetensors` is looked for and brought to: `LEUKOSCOPE_WEIGHTS`, else in the cache. */
export function weightsFolderOf({ env, cwd }: Pick<CommandContext, 'env' | 'cwd'>): string {
  return env.LEUKOSCOPE_WEIGHTS ? resolve(cwd, env.LEUKOSCOPE_WEIGHTS) : join(cacheFolderOf(env), 'weights');
}

/**
 * What `--weights` names; `null` for `none`. Of a file whose licence nobody stated, it is asked for.
 *
 * @throws LeukoscopeError `weights.*`, `machine.cannot-read`.
 */
export async function startWeightsOf(
  { weights, licence }: WeightsOptions,
  network: NetworkSpec,
  context: CommandContext,
): Promise<StartWeights | null> {
  if (weights === 'none') return null;
  if (weights === 'imagenet') return imagenetWeights(network, context);
  const start = await readStartWeights(resolve(context.cwd, weights), network, licence ?? null);
  if (start.licence === null) context.warn(LICENCE_UNSTATED[context.language]);
  return start;
}

async function imagenetWeights(network: NetworkSpec, context: CommandContext): Promise<StartWeights> {
  const id = NETWORKS[network.name].weightsId;
  if (id === null) {
    const networks = (Object.keys(NETWORKS) as NetworkName[]).filter((name) => NETWORKS[name].weightsId !== null);
    throw new LeukoscopeError('weights.not-for', { network: network.name, networks });
  }
  const folder = weightsFolderOf(context);
  const path = join(folder, weightsFileName(id));
  try {
    const start = await readStartWeights(path, network, null);
    requirePublished(start, id, path);
    return start;
  } catch (error) {
    const isMissing = error instanceof LeukoscopeError && isSystemError(error.cause) && error.cause.code === 'ENOENT';
    throw isMissing ? new LeukoscopeError('weights.none', { id, folder }, { cause: error }) : error;
  }
}

const LICENCE_UNSTATED: Readonly<Record<Language, string>> = {
  en: "nobody stated the licence of these weights; a model made from them is bound by it. State it for the model's card: --licence TEXT.",
  es: 'nadie indicó la licencia de estos pesos, y un modelo hecho a partir de ellos queda sujeto a ella. Indíquela para la ficha del modelo: --licence TEXTO.',
};
