import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failingFileSystem } from '../../test/failing-file-system.ts';
import { fastFolder } from '../../test/fast-folder.ts';
import { tinySettings } from '../../test/tiny-model.ts';
import { memoryImages, mixedCells, tinyJob, trainingCells } from '../../test/training-job.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { RunFolder } from './run-folder.ts';
import { runTraining } from './run-training.ts';
import type { TrainingJob } from './training-job.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
/** Fast, so that a checkpoint is due after every step. */
const hurriedClock = () => {
  let nowMs = 0;
  return () => {
    nowMs += 30_000;
    return nowMs;
  };
};

/** What a training leaves, to be compared to the bit. */
async function result(job: TrainingJob) {
  const { state, epoch, metrics, validation } = await runTraining(job);
  return { state, epoch, metrics, validation, lines: linesOf(job) };
}

function linesOf({ folder }: TrainingJob): string {
  return readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8');
}

/** Aborts, or dies, at the `at`-th thing that happens: a step reported or a picture read. */
function breakingJob(at: number, how: 'abort' | 'die', changes: Partial<TrainingJob> = {}): TrainingJob {
  const controller = new AbortController();
  let events = 0;
  const event = (): void => {
    if (++events !== at) return;
    if (how === 'die') throw new Error('killed');
    controller.abort();
  };
  return tinyJob({
    images: memoryImages(30, { onRead: event }),
    progress: { report: event },
    signal: controller.signal,
    ...changes,
  });
}

const failureOf = (job: TrainingJob): Promise<unknown> =>
  runTraining(job).then(
    () => null,
    (error: unknown) => error,
  );

describe('training', () => {
  test('learns', async () => {
    const { validation, metrics } = await runTraining(
      tinyJob({ settings: tinySettings({ learningRate: 0.02, epochs: 20 }) }),
    );
    expect(validation?.rocAuc).toBeGreaterThan(0.95);
    expect(metrics.at(-1)!.train.loss).toBeLessThan(metrics[0]!.train.loss / 2);
  });

  test('gives the same from the same seed, to the bit, and another from another', async () => {
    const first = await result(tinyJob());
    expect(await result(tinyJob())).toEqual(first);
    expect((await result(tinyJob({ seed: 2 }))).state).not.toEqual(first.state);
  });

  test('sees every cell once an epoch, the last batch being smaller', async () => {
    const reads: number[] = [];
    const images = memoryImages(30);
    const watched: typeof images = {
      ...images,
      read(index, ...place) {
        reads.push(index);
        images.read(index, ...place);
      },
    };
    const { metrics } = await runTraining(tinyJob({ images: watched, settings: tinySettings({ epochs: 2 }) }));
    const ofEpoch = (epoch: number) => reads.slice(epoch * 30, (epoch + 1) * 30);
    const everyCell = Array.from({ length: 30 }, (_, index) => index);
    for (const epoch of [0, 1]) expect(ofEpoch(epoch).toSorted((a, b) => a - b)).toEqual(everyCell);
    expect(ofEpoch(0).slice(20)).toEqual(everyCell.slice(20)); // validation, in its order
    expect(ofEpoch(0)).not.toEqual(ofEpoch(1));
    expect(metrics.map(({ steps }) => steps)).toEqual([3, 6]);
  });
});

test('the loss of an epoch is the mean over its cells, a smaller last batch counting less', async () => {
  // Parameters that stand still: the loss met on the way is the loss of the cells at the end.
  const settings = tinySettings({ learningRate: 1e-30, epochs: 1 });
  const train = trainingCells([...Array<'typical'>(15).fill('typical'), ...Array<'atypical'>(6).fill('atypical')]);
  const { metrics } = await runTraining(tinyJob({ settings, train, validation: train }));
  expect(metrics[0]!.train.loss).toBeCloseTo(metrics[0]!.validation!.loss, 6);
});

test('the schedule goes on from epoch to epoch', async () => {
  const still = { name: 'step', everyEpochs: 1, factor: 1e-30 } as const;
  const optimizer = { name: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 } as const;
  const trained = async (epochs: number) => {
    const settings = tinySettings({ schedule: still, optimizer, epochs, best: 'last', learningRate: 0.01 });
    const { state, metrics } = await runTraining(tinyJob({ settings }));
    return { tensors: state.tensors, rates: metrics.map(({ learningRate }) => learningRate) };
  };
  const [one, three] = [await trained(1), await trained(3)];
  expect(three.tensors).toEqual(one.tensors);
  expect(three.rates.map((rate) => Math.round(Math.log10(rate)))).toEqual([-2, -32, -62]);
});

describe('interrupted and resumed: the same result to the bit, and the same metrics.jsonl', () => {
  // 3 epochs of 3 steps, 20 pictures and 10 to validate, with what is reported: 102 things happen.
  const moments = FULL ? Array.from({ length: 102 }, (_, at) => at + 1) : [1, 2, 10, 24, 26, 33, 37, 40, 70, 85, 101];

  test('at any moment', async () => {
    const whole = await result(tinyJob());
    for (const moment of moments) {
      const { folder, signal, ...job } = breakingJob(moment, 'abort');
      expect(await failureOf({ ...job, folder, signal }), `moment ${moment}`).toBe(signal.reason);
      expect(await result(tinyJob({ folder })), `moment ${moment}`).toEqual(whole);
    }
  });

  test('killed at any moment, with checkpoints in between', async () => {
    const whole = await result(tinyJob());
    for (const moment of moments) {
      const job = breakingJob(moment, 'die', { nowMs: hurriedClock() });
      expect(await failureOf(job), `moment ${moment}`).toEqual(new Error('killed'));
      expect(await result(tinyJob({ folder: job.folder })), `moment ${moment}`).toEqual(whole);
    }
  });

  test('after every few pictures, with Adam, a schedule, balanced sampling and patience', async () => {
    const settings = tinySettings({
      learningRate: 0.003,
      optimizer: { name: 'adamw', weightDecay: 0.01 },
      schedule: { name: 'cosine', warmUpEpochs: 1 },
      balance: 'sampling',
      best: 'loss',
      patience: 2,
      clipNorm: 1,
    });
    const train = trainingCells([...Array<'typical'>(16).fill('typical'), ...Array<'atypical'>(4).fill('atypical')]);
    const whole = await result(tinyJob({ settings, train }));
    const folder = new RunFolder(fastFolder());
    let interruptions = 0;
    for (; (await failureOf(breakingJob(14, 'abort', { settings, train, folder }))) !== null; interruptions++) {
      expect(interruptions).toBeLessThan(20);
    }
    expect(interruptions).toBeGreaterThan(5);
    expect(await result(tinyJob({ settings, train, folder }))).toEqual(whole);
  });

  test('once it is finished, nothing is trained again', async () => {
    const job = tinyJob();
    const whole = await result(job);
    let reads = 0;
    const images = memoryImages(30, { onRead: () => reads++ });
    expect(await result({ ...job, images })).toEqual(whole);
    expect(reads).toBe(10); // the validation cells, by the best parameters
  });
});

describe('a disk that fails at any write', () => {
  test('ends with exit 5 and the file’s name, and the run goes on to the same result', async () => {
    const settings = tinySettings({ epochs: 2, batch: 20 });
    const whole = await result(tinyJob({ settings }));
    const named = new Set<string>();
    for (let call = 0; ; call++) {
      const path = fastFolder();
      const folder = new RunFolder(path, failingFileSystem(call, 'ENOSPC'));
      const error = await failureOf(tinyJob({ settings, folder, nowMs: hurriedClock() }));
      if (error === null) break;
      expect(error, `call ${call}`).toMatchObject({ code: 'machine.cannot-write', exitCode: 5 });
      named.add((error as LeukoscopeError<'machine.cannot-write'>).details.path.slice(path.length + 1));
      expect(readdirSync(path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(await result(tinyJob({ settings, folder: new RunFolder(path) })), `call ${call}`).toEqual(whole);
    }
    expect(named).toEqual(new Set(['metrics.jsonl', 'best.safetensors', 'checkpoint.safetensors']));
  });
});

describe('the best epoch', () => {
  /** So small a rate that no parameter changes: every epoch is as good as the first. */
  const still = { learningRate: 1e-30, epochs: 5 } as const;

  test('is the first of equals, and patience counts from it', async () => {
    const { epoch, metrics } = await runTraining(tinyJob({ settings: tinySettings({ ...still, patience: 2 }) }));
    expect([epoch, metrics.map(({ best }) => best)]).toEqual([1, [true, false, false]]);
  });

  test('without patience all epochs run', async () => {
    const { epoch, metrics } = await runTraining(tinyJob({ settings: tinySettings(still) }));
    expect([epoch, metrics.length]).toEqual([1, 5]);
  });

  test('is the last where the last is asked for, or where nothing is validated', async () => {
    const last = tinySettings({ ...still, best: 'last' });
    expect((await runTraining(tinyJob({ settings: last }))).epoch).toBe(5);
    const blind = await runTraining(tinyJob({ settings: tinySettings(still), validation: [] }));
    expect([blind.epoch, blind.validation, blind.metrics[4]!.validation]).toEqual([5, null, null]);
  });

  test.each(['roc-auc', 'loss'] as const)('by %s is the one that metrics.jsonl shows as best', async (best) => {
    // Labels without relation to the pictures, so that validation goes up and down.
    const validation = trainingCells(['typical', 'typical', 'atypical', 'typical', 'atypical', 'atypical'], 20);
    const settings = tinySettings({ best, learningRate: 0.02, epochs: 12 });
    const { epoch, state, metrics, validation: scores } = await runTraining(tinyJob({ settings, validation }));
    const byFigures = metrics
      .map(({ epoch: number, validation: figures }) => ({ number, auc: figures!.rocAuc!, loss: figures!.loss }))
      .toSorted((a, b) => (best === 'roc-auc' ? b.auc - a.auc : 0) || a.loss - b.loss || a.number - b.number);
    expect(epoch).toBe(byFigures[0]!.number);
    expect(epoch).not.toBe(12);
    expect([scores!.rocAuc, scores!.loss]).toEqual([byFigures[0]!.auc, byFigures[0]!.loss]);
    const sameEpochs = tinySettings({ ...settings, epochs: epoch, best: 'last' });
    expect((await runTraining(tinyJob({ settings: sameEpochs, validation }))).state.tensors).toEqual(state.tensors);
  });

  test('of equal ROC AUCs is the one with the lower loss', async () => {
    const { epoch, metrics } = await runTraining(
      tinyJob({ settings: tinySettings({ learningRate: 0.01, epochs: 8 }) }),
    );
    const perfect = metrics.filter(({ validation }) => validation!.rocAuc === 1);
    expect(perfect.length).toBeGreaterThan(1);
    expect(metrics[epoch - 1]!.validation!.loss).toBe(Math.min(...perfect.map(({ validation }) => validation!.loss)));
  });

  test('with validation cells of one group is by loss, as there is no ROC AUC', async () => {
    const validation = trainingCells(['typical', 'typical', 'typical'], 20);
    const { metrics, epoch } = await runTraining(tinyJob({ validation }));
    const figures = metrics.map((line) => line.validation!);
    expect(figures.map(({ rocAuc, sensitivity, n, positive }) => [rocAuc, sensitivity, n, positive])).toEqual(
      metrics.map(() => [null, null, 3, 0]),
    );
    expect(figures[epoch - 1]!.loss).toBe(Math.min(...figures.map(({ loss }) => loss)));
  });
});

describe('a training that diverges', () => {
  test.each<[string, Partial<TrainingJob>, number]>([
    ['in a step', { settings: tinySettings({ learningRate: 1e30 }) }, 2],
    ['in the last step of all', oneStep(1e39), 1],
    ['in the last step of all, with nothing to validate', { ...oneStep(1e39), validation: [] }, 1],
    ['only in validation', oneStep(1e20), 1],
  ])('%s is refused by name and leaves no best parameters', async (_, changes, step) => {
    const job = tinyJob(changes);
    const error = await failureOf(job);
    expect(error).toBeInstanceOf(LeukoscopeError);
    expect(error).toMatchObject({ code: 'training.diverged', exitCode: 3, details: { epoch: 1, step } });
    expect(readdirSync(job.folder.path)).toEqual([]);
  });

  test('while it is interrupted is still told as diverged, and nothing of it is saved', async () => {
    const controller = new AbortController();
    // The first step of 8 cells is whole; the second, interrupted while its pictures are read, is the one that diverges.
    let reads = 0;
    const onRead = () => ++reads === 12 && controller.abort();
    const settings = tinySettings({ learningRate: 1e30 });
    const job = tinyJob({ settings, images: memoryImages(30, { onRead }), signal: controller.signal });
    expect(await failureOf(job)).toMatchObject({ code: 'training.diverged', details: { step: 2 } });
    expect(readdirSync(job.folder.path)).toEqual([]);
  });
});

/** One step of all 20 cells at this rate. */
function oneStep(learningRate: number): Partial<TrainingJob> {
  return { settings: tinySettings({ learningRate, batch: 20, epochs: 1 }) };
}

test('class weights change what is learnt from unequal groups', async () => {
  const train = trainingCells([...Array<'typical'>(18).fill('typical'), ...Array<'atypical'>(2).fill('atypical')]);
  const atypicalShare = async (balance: 'none' | 'weights' | 'sampling'): Promise<number> => {
    const settings = tinySettings({ balance, learningRate: 0.01, epochs: 6, batch: 4 });
    const { validation } = await runTraining(tinyJob({ settings, train, validation: mixedCells(10, 20) }));
    return validation!.cells.reduce((sum, { probability }) => sum + probability, 0) / 10;
  };
  const plain = await atypicalShare('none');
  expect(await atypicalShare('weights')).toBeGreaterThan(plain + 0.1);
  expect(await atypicalShare('sampling')).toBeGreaterThan(plain + 0.1);
});

describe('what is reported', () => {
  async function reports(changes: Partial<TrainingJob>): Promise<Parameters<TrainingJob['progress']['report']>[0][]> {
    const updates: Parameters<TrainingJob['progress']['report']>[0][] = [];
    await runTraining(tinyJob({ ...changes, progress: { report: (update) => updates.push(update) } }));
    return updates;
  }

  test('never goes back, and ends at the total', async () => {
    const updates = await reports({});
    const done = updates.map((update) => update.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(updates.at(-1)).toMatchObject({ stage: 'train', unit: 'images', done: 60, total: 60 });
    const { epoch, epochs, loss, rocAuc } = updates.at(-1)!.note!;
    expect({ epoch, epochs }).toEqual({ epoch: 3, epochs: 3 });
    expect(loss).toBeGreaterThan(0);
    expect(rocAuc).toBeGreaterThanOrEqual(0);
  });

  test('ends early where patience does', async () => {
    const settings = tinySettings({ learningRate: 1e-30, epochs: 9, patience: 1 });
    expect((await reports({ settings })).at(-1)).toMatchObject({ done: 40, total: 180, ended: true });
  });
});
