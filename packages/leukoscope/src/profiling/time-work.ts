import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProfiledRun, profiledRuntime, type Runtime, readProfile } from '@leukoscope/engine';
import { writeFailure } from '../files/system-error.ts';

/** Something that is done again and again, and timed. */
export interface Work {
  step(): Promise<unknown>;
  close(): Promise<void>;
}

export interface TimedWork {
  /** Milliseconds of each step, nothing watching. */
  readonly stepsMs: readonly number[];
  /** Other steps, each with what ONNX Runtime says of it. */
  readonly profiled: readonly { readonly stepMs: number; readonly run: ProfiledRun }[];
}

export interface Timing {
  readonly runtime: Runtime;
  /** Of the steps that nothing watches; at least `LEAST_STEPS` are done. */
  readonly forMs: number;
  readonly signal: AbortSignal;
  readonly onStep: () => void;
}

/** Until memory is there and caches are filled; they do not count. */
const WARM_UP_STEPS = 2;
const LEAST_STEPS = 3;
/** A profile of more steps says no more, and is a large file. */
const MOST_PROFILED = 30;

/**
 * Times steps as they are, and then as many (up to 30) with ONNX Runtime's profiler. Its files are gone afterwards.
 *
 * @param open on a runtime, of which it loads one graph.
 * @throws the signal's reason if it is aborted.
 */
export async function timeWork(open: (runtime: Runtime) => Promise<Work>, timing: Timing): Promise<TimedWork> {
  const { runtime } = timing;
  const stepsMs = await timeSteps(open(runtime), timing, Number.POSITIVE_INFINITY);
  const folder = await mkdtemp(join(tmpdir(), 'leukoscope-profile-')).catch((error: unknown) => {
    throw writeFailure(error, tmpdir());
  });
  try {
    const most = Math.min(MOST_PROFILED, stepsMs.length);
    const profiledMs = await timeSteps(open(profiledRuntime(runtime, join(folder, 'profile'))), timing, most);
    const [file] = await readdir(folder);
    const runs = readProfile(await readFile(join(folder, file!), 'utf8'));
    // A step of many images may run its graph several times, always as often.
    const perStep = runs.length / (WARM_UP_STEPS + profiledMs.length);
    const runOf = (step: number) => joined(runs.slice(step * perStep, (step + 1) * perStep));
    return { stepsMs, profiled: profiledMs.map((stepMs, step) => ({ stepMs, run: runOf(WARM_UP_STEPS + step) })) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function joined(runs: readonly ProfiledRun[]): ProfiledRun {
  return runs.reduce((all, run) => ({
    runMs: all.runMs + run.runMs,
    nodesAndBetweenMs: all.nodesAndBetweenMs + run.nodesAndBetweenMs,
    nodes: [...all.nodes, ...run.nodes],
  }));
}

async function timeSteps(opening: Promise<Work>, timing: Timing, mostSteps: number): Promise<number[]> {
  const { forMs, signal, onStep } = timing;
  const work = await opening;
  try {
    for (let step = 0; step < WARM_UP_STEPS; step++) await work.step();
    const stepsMs: number[] = [];
    const start = performance.now();
    while (stepsMs.length < mostSteps && (stepsMs.length < LEAST_STEPS || performance.now() - start < forMs)) {
      signal.throwIfAborted();
      const before = performance.now();
      await work.step();
      stepsMs.push(performance.now() - before);
      onStep();
    }
    return stepsMs;
  } finally {
    await work.close();
  }
}
