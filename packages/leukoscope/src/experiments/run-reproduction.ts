import type { Cell } from '../cells/cell.ts';
import { parseColumnFilter } from '../datasets/column-filter.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { RunRequest, RunWorld } from '../training/run-world.ts';
import type { SplitPlan } from '../training/training-data.ts';
import { type Divergence, divergenceOf } from './divergence.ts';
import { settingsOf } from './experiment-settings.ts';
import type { PaperExperiment } from './paper/paper-experiments.ts';
import type { PlannedRun } from './reproduced-run.ts';
import type { ReproductionFolder } from './reproduction-folder.ts';
import { runName } from './reproduction-plan.ts';
import type { ReproductionRecord } from './reproduction-record.ts';
import type { StoredTest } from './stored-test.ts';
import { type NamedRun, testedRun } from './tested-run.ts';

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
  /** The same of each run that diverged, which leaves the others as they are. */
  readonly onDiverged: (run: PlannedRun, divergence: Divergence, isNew: boolean) => Promise<void>;
}

/**
 * Does each run that is not done, one after the other; a run that was interrupted goes on where it was.
 *
 * @throws the signal's reason if it is aborted, all saved; LeukoscopeError for data, weights and settings.
 */
export async function runReproduction(job: ReproductionJob): Promise<void> {
  const { folder, record, runs, world } = job;
  for (const [index, run] of runs.entries()) {
    world.signal.throwIfAborted();
    const name = runName(run);
    const place = { experiment: run.experiment.id, run: index + 1, runs: runs.length };
    const request = () => requestOf(run, { folder, record });
    await doneOrDiverged(run, { name, request }, { ...job, world: withPlace(world, place) });
  }
}

async function doneOrDiverged(
  run: PlannedRun,
  named: NamedRun,
  { folder: { runs }, world, onDone, onDiverged }: ReproductionJob,
): Promise<void> {
  const before = await runs.divergence(named.name);
  if (before !== null) return onDiverged(run, before, false);
  const isNew = (await runs.test(named.name)) === null;
  const outcome = await testedRun(named, { runs, world }).catch(divergenceOf);
  if (outcome.format === 'leukoscope-reproduced-run') return onDone(run, outcome, isNew);
  await runs.writeDivergence(named.name, outcome);
  await onDiverged(run, outcome, true);
}

/** The world, with every progress saying which of the runs is under way. */
function withPlace(world: RunWorld, place: { experiment: number; run: number; runs: number }): RunWorld {
  const { progress } = world;
  return {
    ...world,
    progress: { report: (update) => progress.report({ ...update, note: { ...place, ...update.note } }) },
  };
}

async function requestOf(
  run: PlannedRun,
  { folder, record }: Pick<ReproductionJob, 'folder' | 'record'>,
): Promise<RunRequest> {
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
