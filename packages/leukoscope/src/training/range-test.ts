import { createTrainer } from './create-trainer.ts';
import type { LearningInputs } from './learning-inputs.ts';
import { type InputsRequest, openInputs } from './open-inputs.ts';
import { TrainingBatches } from './training-batches.ts';

/** Weight of the past in the smoothed loss. */
const SMOOTHING = 0.95;
/** The test ends when the smoothed loss is this many times its least. */
const DIVERGED_FACTOR = 4;
/** The rate at which the loss is least is about to diverge; a training keeps well below it. */
const WELL_BEFORE = 10;
/** The smoothed loss must fall below this share of its start for a rate to be suggested. */
const LEAST_FALL = 0.99;
/** The first steps are still settling and suggest nothing. */
const SETTLING_SHARE = 0.1;

export interface RangeTestJob extends Omit<InputsRequest, 'validation'> {
  readonly seed: number;
  /** Lowest and highest learning rate. */
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

export interface RangeTestPoint {
  readonly learningRate: number;
  /** Of this step's batch. */
  readonly loss: number;
  /** Exponential average, corrected for its start. */
  readonly smoothed: number;
}

export interface RangeTest {
  readonly points: readonly RangeTestPoint[];
  /** A tenth of the rate at which the smoothed loss is least; `null` if it does not fall. */
  readonly suggested: number | null;
  /** Whether the loss grew so far that the test ended before its highest rate. */
  readonly diverged: boolean;
}

/**
 * Smith's learning-rate range test (arXiv:1506.01186), the paper's way to its learning rate: one training in which the
 * rate rises evenly by its logarithm from step to step.
 *
 * @throws the signal's reason if it is aborted.
 */
export async function rangeTest(job: RangeTestJob): Promise<RangeTest> {
  const inputs = await openInputs(job);
  try {
    return await testRates(job, inputs);
  } finally {
    inputs.close();
  }
}

async function testRates(job: RangeTestJob, inputs: LearningInputs): Promise<RangeTest> {
  const { settings, seed, train, classes, progress, signal, from, to, steps } = job;
  const trainer = createTrainer(settings, job);
  const batches = new TrainingBatches(train, { inputs, settings, seed, classes });
  const points: RangeTestPoint[] = [];
  let average = 0;
  let least = Number.POSITIVE_INFINITY;
  let diverged = false;
  try {
    for (let step = 0; step < steps && !diverged; step++) {
      signal.throwIfAborted();
      progress.report({ stage: 'learning-rate-test', unit: 'steps', done: step, total: steps });
      const learningRate = from * (to / from) ** (step / (steps - 1));
      const { batch } = batches.batch(Math.floor(step / batches.stepsPerEpoch), step % batches.stepsPerEpoch);
      const { loss } = await trainer.step(batch, learningRate);
      average = SMOOTHING * average + (1 - SMOOTHING) * loss;
      const smoothed = average / (1 - SMOOTHING ** (step + 1));
      least = Math.min(least, smoothed);
      diverged = !(smoothed <= DIVERGED_FACTOR * least);
      if (Number.isFinite(loss)) points.push({ learningRate, loss, smoothed });
    }
    progress.report({ stage: 'learning-rate-test', unit: 'steps', done: points.length, total: steps, ended: true });
  } finally {
    await trainer.dispose();
  }
  return { points, suggested: wellBeforeLeast(points), diverged };
}

/** One step's slope is mostly noise of its batch; where the smoothed loss is least is not. */
function wellBeforeLeast(points: readonly RangeTestPoint[]): number | null {
  const settled = points.slice(Math.round(SETTLING_SHARE * points.length));
  const [start] = settled;
  if (!start) return null;
  const least = settled.reduce((best, point) => (point.smoothed < best.smoothed ? point : best));
  return least.smoothed < LEAST_FALL * start.smoothed ? least.learningRate / WELL_BEFORE : null;
}
