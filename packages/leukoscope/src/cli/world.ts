import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { DECODER_ID } from '../images/codec.node.ts';
import type { RunWorld } from '../training/start-run.ts';
import type { CommandContext } from './command-context.ts';

/** Where decoded images are kept between runs: `LEUKOSCOPE_CACHE`, else `leukoscope` in the user's cache folder. */
function cacheFolderOf(env: NodeJS.ProcessEnv): string {
  return env.LEUKOSCOPE_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'leukoscope');
}

/** What commands that compute need of the machine. */
export function runWorld(context: CommandContext, options: { threads?: number | undefined; cache: boolean }): RunWorld {
  const runtime = runtimeWith(options.threads);
  return {
    runtime,
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

function runtimeWith(threads: number | undefined): Runtime {
  return nodeRuntime(threads === undefined ? {} : { threads });
}
