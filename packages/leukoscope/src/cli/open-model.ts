import { openPredictor, type Predictor } from '../classify/predictor.ts';
import { chooseRuntime, type RuntimeRequest } from './choose-runtime.ts';
import type { CommandContext } from './command-context.ts';
import { modelTrial } from './trials.ts';
import { runWorld } from './world.ts';

interface ModelOnMachine {
  /** The model's file as typed, for errors. */
  readonly path: string;
  readonly given: Pick<RuntimeRequest, 'device' | 'threads'> & { readonly noCache: boolean };
  readonly context: CommandContext;
  /** Whether pictures are to be told apart that look like no cell the model knows. */
  readonly strangeness?: boolean;
  /** Whether to give what the network makes of each picture before it calls it, too. */
  readonly features?: boolean;
}

/**
 * A model on the device that the options ask for, and the rest of what a command that uses it needs of the machine.
 *
 * @throws LeukoscopeError as `chooseRuntime` and `openPredictor`.
 */
export async function openModel(
  bytes: Uint8Array,
  { path, given, context, strangeness = false, features = false }: ModelOnMachine,
) {
  const { device, threads, noCache } = given;
  const runtime = await chooseRuntime({ device, threads, trial: (on) => modelTrial(bytes, path, on) });
  const predictor: Predictor = await openPredictor(bytes, { path, runtime, strangeness, features });
  return { predictor, world: runWorld(context, { runtime, cache: !noCache }) };
}
