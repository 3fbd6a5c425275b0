import type { Cell } from '../cells/cell.ts';
import { openPredictor } from '../classify/predictor.ts';
import { parseColumnFilter } from '../datasets/column-filter.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { finishRun, type PlacedRun } from '../training/finish-run.ts';
import type { RunFolder } from '../training/run-folder.ts';
import type { RunRequest, RunWorld } from '../training/run-world.ts';
import { scoreByModel } from '../training/scoring.ts';
import { inNewRun, inSameRun } from '../training/start-run.ts';
import type { SplitPlan } from '../training/training-data.ts';
import { settingsOf } from './experiment-settings.ts';
import type { PaperExperiment } from './paper/paper-experiments.ts';
import type { PlannedRun } from './reproduced-run.ts';
import type { ReproductionFolder } from './reproduction-folder.ts';
import type { ReproductionRecord } from './reproduction-record.ts';
import type { StoredTest } from './stored-test.ts';

/** Of the cells, as in the paper; the rest is trained on. */
const TEST_FRACTION = 0.2;

export interface ReproductionJob {
  readonly folder: ReproductionFolder;
  readonly record: ReproductionRecord;
  /** In the order in which they are done. */
  readonly runs: readonly PlannedRun[];
  readonly world: RunWorld;
  /** Told of each run that is done, and of those that were done before (then it is not new). */
  readonly onDone: (run: PlannedRun, test: StoredTest, isNew: boolean) => Promise<void>;
}

/**
 * Does each run that is not done, one after the other; a run that was interrupted goes on where it was.
 *
 * @throws the signal's reason if it is aborted, all saved; LeukoscopeError for data, weights and settings.
 */
export async function runReproduction({ folder, record, runs, world, onDone }: ReproductionJob): Promise<void> {
  for (const [index, run] of runs.entries()) {
    world.signal.throwIfAborted();
    const done = await folder.test(run);
    const place = { experiment: run.experiment.id, run: index + 1, runs: runs.length };
    const test = done ?? (await reproduce(run, { folder, record, world: withPlace(world, place) }));
    await onDone(run, test, done === null);
  }
}

/** The world, with every progress saying which of the runs is under way. */
function withPlace(world: RunWorld, place: { experiment: number; run: number; runs: number }): RunWorld {
  const { progress } = world;
  return {
    ...world,
    progress: { report: (update) => progress.report({ ...update, note: { ...place, ...update.note } }) },
  };
}

async function reproduce(
  run: PlannedRun,
  { folder, record, world }: Pick<ReproductionJob, 'folder' | 'record' | 'world'>,
): Promise<StoredTest> {
  const own = await folder.openRun(run);
  const place = { folder: own, world };
  const goesOn = await own.hasBegun();
  const fromMs = world.nowMs();
  const test = goesOn
    ? await inSameRun(place, tested)
    : await newRun(run, { folder, record, own }).then((request) => inNewRun(request, place, tested));
  const seconds = goesOn ? null : Math.round(world.nowMs() - fromMs) / 1000;
  await folder.writeTest(run, { ...test, seconds });
  // The model stays; what it takes to train on is several times as large.
  await own.removeParameters();
  return { ...test, seconds };
}

async function newRun(
  run: PlannedRun,
  { folder, record, own }: Pick<ReproductionJob, 'folder' | 'record'> & { readonly own: RunFolder },
): Promise<RunRequest> {
  await own.removeUnbegun();
  const start = await startOf(run.experiment, { folder, record });
  const seed = seedOf(record.seed, run.experiment);
  return {
    datasetPath: record.dataset.path,
    scheme: record.scheme,
    exclude: record.dataset.exclude.map(parseColumnFilter),
    settings: settingsOf(run, { start, epochsFactor: record.epochsFactor }),
    start,
    seed,
    planSplit: splitPlan(run, seed),
    // By image one patient's cells are on both sides: that is the paper's protocol.
    allowLeaks: run.splitBy === 'image',
    allowRejected: record.allowRejected,
  };
}

/** Each experiment has a split and a start of its own, as in the paper; the same ones for all layers and the head alone. */
function seedOf(seed: number, { id }: PaperExperiment): number {
  return seed * 100 + id;
}

function splitPlan({ splitBy }: PlannedRun, seed: number): (cells: readonly Cell[]) => SplitPlan {
  // By image at random, as the paper did; few patients, by chance alone, make parts that are unlike each other.
  const stratify = splitBy === 'patient';
  return () => ({ draw: { by: splitBy, validationFraction: 0, testFraction: TEST_FRACTION, seed, stratify } });
}

async function startOf(
  { network }: PaperExperiment,
  { folder, record }: Pick<ReproductionJob, 'folder' | 'record'>,
): Promise<StartWeights | null> {
  return network !== 'cnn' && record.pretrained.includes(network) ? folder.start(network) : null;
}

/** Trains to the end and scores the test part by the finished model. */
async function tested(run: PlacedRun): Promise<Omit<StoredTest, 'seconds'>> {
  const { record, start, data, folder, world } = run;
  const { counts, outcome } = await finishRun(run);
  const predictor = await openPredictor(await folder.model(), { path: folder.modelFile, runtime: world.runtime });
  try {
    const scored = await scoreByModel(data.cells.test, { predictor, images: data.images, signal: world.signal });
    return {
      format: 'leukoscope-reproduced-run',
      version: 1,
      epochs: outcome.epoch,
      batch: record.settings.batch,
      start: start && { id: start.id, sha256: start.sha256, licence: start.licence },
      cells: counts,
      training: outcome.metrics.at(-1)!.train,
      scored: scored.map(storedCell),
    };
  } finally {
    await predictor.close();
  }
}

function storedCell({ id, patient, cellCode, label, group, probability }: ScoredCell): StoredTest['scored'][number] {
  return { id, patient, cellCode, label, group, probability };
}
