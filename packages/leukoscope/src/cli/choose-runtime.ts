import type { Runtime } from '@leukoscope/engine';
import type { NodeDevice } from '@leukoscope/engine/choices';
import { deviceProblem, nodeRuntime } from '@leukoscope/engine/node';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { DeviceOption } from './dataset-options.ts';

/** What a command will do most, made ready on one runtime to be timed there. */
export interface Trial {
  run(): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface RuntimeRequest {
  readonly device: DeviceOption;
  /** Default: all. */
  readonly threads: number | undefined;
  readonly trial: (runtime: Runtime) => Promise<Trial>;
}

/** What the choice depends on of the machine. */
export interface Machine {
  runtime(device: NodeDevice, threads: number | undefined): Runtime;
  /** Why a device cannot be used; `null` if it can. */
  problem(device: NodeDevice): Promise<string | null>;
  nowMs(): number;
}

const THIS_MACHINE: Machine = {
  runtime: (device, threads) => nodeRuntime({ device, ...(threads !== undefined && { threads }) }),
  problem: deviceProblem,
  nowMs: () => performance.now(),
};

/** Timed runs of a trial, after one that is not; the quickest counts. */
const RUNS = 3;

/**
 * The runtime that `--device` asks for. `auto` is the processor, unless NVIDIA's CUDA is installed, works and did the trial
 * faster. It never is WebGPU, of which ONNX Runtime does not tell whether a graphics card or a driver in software is
 * behind it.
 *
 * @throws LeukoscopeError `machine.no-device` if the machine cannot compute on the device asked for.
 */
export async function chooseRuntime(
  { device, threads, trial }: RuntimeRequest,
  machine: Machine = THIS_MACHINE,
): Promise<Runtime> {
  const processor = machine.runtime('cpu', threads);
  if (device === 'cpu') return processor;
  if (device !== 'auto') {
    const reason = await machine.problem(device);
    if (reason === null) return machine.runtime(device, threads);
    throw new LeukoscopeError('machine.no-device', { device, reason: firstLine(reason) });
  }
  if ((await machine.problem('cuda')) !== null) return processor;
  const card = machine.runtime('cuda', threads);
  const [onProcessor, onCard] = [await timed(processor), await timed(card)];
  return onCard < onProcessor ? card : processor;

  async function timed(runtime: Runtime): Promise<number> {
    const prepared = await trial(runtime);
    try {
      await prepared.run();
      let quickest = Number.POSITIVE_INFINITY;
      for (let run = 0; run < RUNS; run++) {
        const start = machine.nowMs();
        await prepared.run();
        quickest = Math.min(quickest, machine.nowMs() - start);
      }
      return quickest;
    } finally {
      await prepared.close();
    }
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}
