import type { Schedule, TensorData, Trainer, TrainerState } from '@leukoscope/engine';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { confusionAt } from '../evaluation/confusion.ts';
import { indexOfLargest } from '../models/index-of-largest.ts';
import { type Position, START } from './checkpoint.ts';
import { createTrainer } from './create-trainer.ts';
import type { EpochMetrics } from './epoch-metrics.ts';
import { fitHead } from './fit-head.ts';
import type { LearningInputs } from './learning-inputs.ts';
import { openInputs } from './open-inputs.ts';
import { scheduleOf } from './optimization.ts';
import { type Scores, scoreByLogits } from './scoring.ts';
import { Teacher } from './teacher.ts';
import type { TrainSettings } from './train-settings.ts';
import { TrainingBatches } from './training-batches.ts';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';

/** A checkpoint is written when this much time has passed since the last one, and whenever training stops. */
const CHECKPOINT_EVERY_MS = 20_000;

/**
 * Trains to the end, or from the folder's checkpoint to the end. What it does depends on the job alone, so that a run
 * interrupted anywhere and resumed ends with the same parameters, to the bit.
 *
 * @throws the signal's reason if it is aborted, after writing a checkpoint; LeukoscopeError `training.diverged`,
 * `machine.cannot-write`, and for a checkpoint of another run or a damaged one `run.data-changed`, `run.not-a-run`.
 */
export async function runTraining(job: TrainingJob): Promise<TrainingOutcome> {
  if (job.settings.head === 'layers') return withRun(job, job.settings.epochs, (run) => run.outcome());
  const inputs = await openInputs(job);
  try {
    return await fitHead(job, inputs);
  } finally {
    inputs.close();
  }
}

/**
 * Trains to the end of an epoch and saves there: `runTraining` goes on from it to the same bits as without the pause, as
 * the schedule is that of the whole training all along.
 *
 * @param epoch counted from 1; a training that stopped before by its patience stays where it is.
 * @returns the figures of the epochs so far.
 * @throws as `runTraining`.
 */
export function trainToEpoch(job: TrainingJob, epoch: number): Promise<readonly EpochMetrics[]> {
  return withRun(job, epoch, async (run) => run.metrics);
}

type Use<Result> = (run: TrainingRun) => Promise<Result>;

async function withRun<Result>(job: TrainingJob, toEpoch: number, use: Use<Result>): Promise<Result> {
  const inputs = await openInputs(job);
  try {
    const teacher = await Teacher.open(job);
    try {
      return await trained(await TrainingRun.open(job, { inputs, teacher, toEpoch }), job.signal, use);
    } finally {
      await teacher?.close();
    }
  } finally {
    inputs.close();
  }
}

async function trained<Result>(run: TrainingRun, signal: AbortSignal, use: Use<Result>): Promise<Result> {
  try {
    while (!run.finished) {
      await run.trainEpoch();
      await run.endEpoch();
    }
    return await use(run);
  } catch (error) {
    // Only then: after any other failure the parameters and what is known of them may not belong together.
    if (signal.aborted && error === signal.reason) await run.save();
    throw error;
  } finally {
    await run.close();
  }
}

interface RunInputs {
  readonly inputs: LearningInputs;
  readonly teacher: Teacher | null;
  /** Counted from 1. */
  readonly toEpoch: number;
}

class TrainingRun {
  readonly #job: TrainingJob;
  readonly #inputs: LearningInputs;
  readonly #teacher: Teacher | null;
  readonly #toEpoch: number;
  readonly #trainer: Trainer;
  readonly #batches: TrainingBatches;
  readonly #schedule: Schedule;
  readonly #metrics: EpochMetrics[];
  #position: Position;
  #best: TrainerState | null;
  #bestIsSaved: boolean;
  #savedMs: number;

  static async open(job: TrainingJob, given: RunInputs): Promise<TrainingRun> {
    const { folder, fingerprint } = job;
    const checkpoint = await folder.checkpoint('checkpoint', fingerprint);
    const position = checkpoint?.position ?? START;
    const best = position.best && (await folder.bestCheckpoint(fingerprint)).state;
    const metrics = await folder.metrics(position.epoch);
    const run = new TrainingRun(job, { ...given, position, best, metrics });
    if (checkpoint) run.#trainer.restore(checkpoint.state);
    return run;
  }

  private constructor(
    job: TrainingJob,
    from: RunInputs & { position: Position; best: TrainerState | null; metrics: EpochMetrics[] },
  ) {
    const { settings, seed, train, classes } = job;
    this.#job = job;
    this.#inputs = from.inputs;
    this.#teacher = from.teacher;
    this.#toEpoch = Math.min(from.toEpoch, settings.epochs);
    this.#trainer = createTrainer(settings, job);
    this.#batches = new TrainingBatches(train, { inputs: from.inputs, settings, seed, classes });
    this.#schedule = scheduleOf(settings, this.#batches.stepsPerEpoch);
    this.#position = from.position;
    this.#best = from.best;
    this.#bestIsSaved = from.best !== null;
    this.#metrics = from.metrics;
    this.#savedMs = job.nowMs();
  }

  get finished(): boolean {
    return this.#position.stopped || this.#position.epoch >= this.#toEpoch;
  }

  get metrics(): readonly EpochMetrics[] {
    return this.#metrics;
  }

  async trainEpoch(): Promise<void> {
    const { signal, nowMs } = this.#job;
    this.#report();
    while (this.#position.step < this.#batches.stepsPerEpoch) {
      signal.throwIfAborted();
      await this.#step();
      this.#report();
      if (nowMs() - this.#savedMs > CHECKPOINT_EVERY_MS) await this.save();
    }
  }

  async #step(): Promise<void> {
    const { epoch, step, items, lossSum, right } = this.#position;
    const { batch: labelled, labels, drawn } = this.#batches.batch(epoch, step);
    const taught = this.#teacher && { taught: await this.#teacher.targets(drawn) };
    const batch = { ...labelled, targets: { ...labelled.targets, ...taught } };
    const learningRate = this.#schedule(epoch * this.#batches.stepsPerEpoch + step);
    const { loss, logits } = await this.#trainer.step(batch, learningRate);
    if (!Number.isFinite(loss)) throw this.#diverged(step + 1);
    this.#position = {
      ...this.#position,
      step: step + 1,
      items: items + labels.length,
      lossSum: lossSum + loss * labels.length,
      right: right + labels.filter((label, item) => callOf(logits, item, labels.length) === label).length,
    };
  }

  /** Validates, keeps the parameters if they are the best so far, and notes the epoch's figures. */
  async endEpoch(): Promise<void> {
    const { settings, folder } = this.#job;
    const { items, lossSum, right } = this.#position;
    const epoch = this.#position.epoch + 1;
    const scores = await this.#validate();
    const figures = figuresOf(settings.best, scores, epoch);
    const better = this.#position.best === null || isBetter(figures, this.#position.best.figures);
    const best = better ? { epoch, figures } : this.#position.best!;
    if (better) await this.#keepAsBest();
    this.#metrics.push({
      epoch,
      steps: this.#trainer.steps,
      learningRate: this.#schedule(epoch * this.#batches.stepsPerEpoch - 1),
      train: { loss: lossSum / items, accuracy: right / items },
      validation: scores && validationMetrics(scores),
      best: better,
    });
    const stopped = settings.patience !== null && epoch - best.epoch >= settings.patience;
    this.#position = { ...START, epoch, best, stopped };
    await folder.writeMetrics(this.#metrics);
    if (stopped) this.#report({ ended: true });
    if (this.finished || this.#job.nowMs() - this.#savedMs > CHECKPOINT_EVERY_MS) await this.save();
  }

  /** The best parameters first: a checkpoint that names them must find them. */
  async save(): Promise<void> {
    const { folder, fingerprint: run } = this.#job;
    const position = this.#position;
    if (this.#best && !this.#bestIsSaved) await folder.writeCheckpoint('best', { state: this.#best, position, run });
    this.#bestIsSaved = true;
    await folder.writeCheckpoint('checkpoint', { state: await this.#trainer.state(), position, run });
    this.#savedMs = this.#job.nowMs();
  }

  async outcome(): Promise<TrainingOutcome> {
    const { best } = this.#position;
    const { start } = this.#job;
    if (!best || !this.#best) throw new Error('outcome() before the first epoch ended');
    this.#trainer.restore(this.#best);
    const { tensors } = await this.#trainer.finished();
    return {
      network: this.#job.settings.network,
      state: { tensors: new Map([...(start?.tensors ?? []), ...tensors]), backbone: start?.foreign?.model },
      epoch: best.epoch,
      metrics: this.#metrics,
      validation: await this.#validate(),
    };
  }

  close(): Promise<void> {
    return this.#trainer.dispose();
  }

  async #validate(): Promise<Scores | null> {
    const { validation, classes, signal } = this.#job;
    if (validation.length === 0) return null;
    const logits = async (items: TensorData) => this.#finite(await this.#trainer.logits(items));
    return scoreByLogits(validation, { inputs: this.#inputs, signal, logits, classes });
  }

  async #keepAsBest(): Promise<void> {
    const state = await this.#trainer.state();
    // The epoch's last step may be the one that diverged: its loss is from before the update.
    for (const { data } of state.tensors.values()) this.#finite(data);
    this.#best = state;
    this.#bestIsSaved = false;
  }

  /** @throws LeukoscopeError `training.diverged` unless every number is one. */
  #finite(values: Float32Array): Float32Array {
    if (values.every(Number.isFinite)) return values;
    throw this.#diverged(this.#position.step);
  }

  /** @param step of the epoch under way, counted from 1. */
  #diverged(step: number): LeukoscopeError {
    const { epoch } = this.#position;
    const learningRate = this.#schedule(epoch * this.#batches.stepsPerEpoch + step - 1);
    return new LeukoscopeError('training.diverged', { epoch: epoch + 1, step, learningRate });
  }

  #report({ ended = false } = {}): void {
    const { settings, train, progress } = this.#job;
    const { epoch, items, lossSum } = this.#position;
    const rocAuc = this.#metrics.at(-1)?.validation?.rocAuc ?? null;
    progress.report({
      stage: 'train',
      unit: 'images',
      done: epoch * train.length + items,
      total: settings.epochs * train.length,
      note: {
        epoch: Math.min(epoch + 1, settings.epochs),
        epochs: settings.epochs,
        ...(items > 0 && { loss: lossSum / items }),
        ...(rocAuc !== null && { rocAuc }),
      },
      ...(ended && { ended }),
    });
  }
}

/** The class of an item's largest logit. */
function callOf(logits: Float32Array, item: number, items: number): number {
  const classes = logits.length / items;
  return indexOfLargest(logits.subarray(item * classes, (item + 1) * classes));
}

/**
 * What an epoch is judged by: larger is better, and a later figure counts where the earlier ones are equal. The ROC AUC
 * of a small or easy validation part soon reaches its highest value, and says nothing of how sure the network is.
 */
function figuresOf(best: TrainSettings['best'], scores: Scores | null, epoch: number): number[] {
  if (best === 'last' || scores === null) return [epoch];
  return best === 'loss' || scores.rocAuc === null ? [-scores.loss] : [scores.rocAuc, -scores.loss];
}

function isBetter(figures: readonly number[], than: readonly number[]): boolean {
  const decisive = figures.findIndex((figure, at) => figure !== than[at]);
  return decisive >= 0 && figures[decisive]! > than[decisive]!;
}

function validationMetrics(scores: Scores): NonNullable<EpochMetrics['validation']> {
  const { tp, fn, fp, tn } = confusionAt(scores.cells, 0.5);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    loss: scores.loss,
    rocAuc: scores.rocAuc,
    sensitivity: share(tp, tp + fn),
    specificity: share(tn, tn + fp),
    n: scores.cells.length,
    positive: tp + fn,
  };
}
