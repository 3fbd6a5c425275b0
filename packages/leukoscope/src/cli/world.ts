import type { Runtime } from '@leukoscope/engine';
import { DECODER_ID } from '../images/codec.node.ts';
import type { RunWorld } from '../training/run-world.ts';
import { cacheFolderOf } from './cache-folder.ts';
import type { CommandContext } from './command-context.ts';
import { openDatasetArgument } from './dataset-argument.ts';

/** What commands that compute need of the machine. */
export function runWorld(context: CommandContext, options: { runtime: Runtime; cache: boolean }): RunWorld {
  const { runtime } = options;
  return {
    runtime,
    openDataset: (path, how) => openDatasetArgument(path, { ...how, noCache: !options.cache }, context),
    cacheFolder: options.cache ? cacheFolderOf(context.env) : null,
    progress: context.progress,
    signal: context.signal,
    nowMs: () => performance.now(),
    now: () => new Date(),
    versions: {
      leukoscope: context.version,
      onnxruntime: runtime.version,
      decoder: DECODER_ID,
      node: process.versions.node,
    },
  };
}
