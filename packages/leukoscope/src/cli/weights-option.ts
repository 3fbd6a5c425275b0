import { join, resolve } from 'node:path';
import type { ByDownload, DataSource } from '../datasets/sources/data-source.ts';
import { getFiles } from '../datasets/sources/get-files.ts';
import { IMAGENET_WEIGHTS, weightsFileName } from '../datasets/sources/imagenet-weights.ts';
import { nodeHttpClient } from '../downloads/node-http-client.ts';
import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError } from '../files/system-error.ts';
import { NETWORK_NAMES } from '../models/network-choices.ts';
import { type BackboneSpec, NETWORKS, type NetworkSpec } from '../models/networks.ts';
import { readStartWeights, requirePublished } from '../models/start-weights.node.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { cacheFolderOf } from './cache-folder.ts';
import type { CommandContext } from './command-context.ts';

type BuiltSpec = Exclude<NetworkSpec, BackboneSpec>;

export interface WeightsOptions {
  /** As typed: `none`, `imagenet` or a file. */
  readonly weights: string;
  readonly licence: string | undefined;
  /** Whether published weights that are not there yet may be fetched. */
  readonly download: boolean;
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
  { weights, licence, download }: WeightsOptions,
  network: BuiltSpec,
  context: CommandContext,
): Promise<StartWeights | null> {
  if (weights === 'none') return null;
  if (weights === 'imagenet') return imagenetWeights(network, { download, context });
  const start = await readStartWeights(resolve(context.cwd, weights), network, licence ?? null);
  tellUnstatedLicence(start, context);
  return start;
}

/** Asks for the licence of weights where nobody stated it. */
export function tellUnstatedLicence({ licence }: StartWeights, context: CommandContext): void {
  if (licence === null) context.warn(LICENCE_UNSTATED[context.language]);
}

async function imagenetWeights(
  network: BuiltSpec,
  { download, context }: { download: boolean; context: CommandContext },
): Promise<StartWeights> {
  const source = publishedFor(network);
  const { id } = source;
  const folder = weightsFolderOf(context);
  const path = join(folder, weightsFileName(id));
  if (download) await bringWeights(source, folder, context);
  try {
    const start = await readStartWeights(path, network, null);
    requirePublished(start, id, path);
    return start;
  } catch (error) {
    const isMissing = error instanceof LeukoscopeError && isSystemError(error.cause) && error.cause.code === 'ENOENT';
    throw isMissing ? new LeukoscopeError('weights.none', { id, folder }, { cause: error }) : error;
  }
}

function publishedFor({ name: network }: BuiltSpec): DataSource & { readonly obtain: ByDownload } {
  const { weightsId } = NETWORKS[network];
  const source = IMAGENET_WEIGHTS.find(({ id }) => id === weightsId);
  if (source !== undefined) return source;
  const networks = NETWORK_NAMES.filter((name) => NETWORKS[name].weightsId !== null);
  throw new LeukoscopeError('weights.not-for', { network, networks });
}

/** Fetches them unless they are there, as `data get` does. */
async function bringWeights(
  source: DataSource & { readonly obtain: ByDownload },
  folder: string,
  { env, version, progress, signal }: CommandContext,
): Promise<void> {
  const http = nodeHttpClient({ env, userAgent: `leukoscope/${version}` });
  await getFiles(source, folder, { http, progress, signal, command: 'leukoscope train', now: () => new Date() });
}

const LICENCE_UNSTATED: Readonly<Record<Language, string>> = {
  en: "nobody stated the licence of these weights; a model made from them is bound by it. State it for the model's card: --licence TEXT.",
  es: 'nadie indicó la licencia de estos pesos, y un modelo hecho a partir de ellos queda sujeto a ella. Indíquela para la ficha del modelo: --licence TEXTO.',
};
