import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { SearchPlan } from '../../models/search-origin.ts';
import type { EpochMetrics } from '../epoch-metrics.ts';
import { finishRun, jobOf, type RunResult } from '../finish-run.ts';
import type { RunParts } from '../run-data.ts';
import type { RunRecord } from '../run-record.ts';
import { trainToEpoch } from '../run-training.ts';
import type { RunWorld } from '../run-world.ts';
import { ranked, standingAt } from './halving.ts';
import type { SearchFolder } from './search-folder.ts';
import { keptOf, settingsOfTrial } from './search-plan.ts';
import { SearchProgress } from './search-progress.ts';
import type { RungFigures, SearchRecord, Trial } from './search-record.ts';

export interface SearchJob extends Omit<RunParts, 'record'> {
  readonly record: SearchRecord;
  readonly folder: SearchFolder;
  readonly world: RunWorld;
}

export interface SearchResult {
  readonly record: SearchRecord;
  /** Counted from 1. */
  readonly winner: number;
  /** Of the winner, whose training is a run like any other. */
  readonly run: RunResult;
}

/**
 * Searches to the end, or from where its record stands to the end. A trial trains under the schedule of the whole
 * training and pauses at each rung, so that one which reaches the end is, to the bit, the run that `train` makes of its
 * settings. What a search comes to depends on its record alone, wherever it was interrupted.
 *
 * @throws the signal's reason if it is aborted, all saved; LeukoscopeError `search.all-diverged`.
 */
export async function runSearch(job: SearchJob): Promise<SearchResult> {
  const { folder } = job;
  const { plan } = job.record;
  const imagesPerEpoch = job.data.cells.train.length;
  const progress = new SearchProgress(job.world.progress, { imagesPerEpoch, trials: plan.trials });
  let { record } = job;
  for (const rung of plan.rungs.keys()) {
    const standing = standingAt(plan, record.trials, rung);
    progress.expect(epochsLeft(record, rung, standing.length));
    for (const trial of standing) {
      if (record.trials[trial - 1]!.results.length > rung) continue;
      const result = await trainTrial({ ...job, record }, { trial, rung, progress });
      record = { ...record, trials: withResult(record.trials, trial, result) };
      await folder.writeRecord(record);
    }
    const goOn = ranked(record.trials, standing, rung);
    if (goOn.length === 0) throw allDiverged(plan);
    // Those of the last rung are whole trainings, which somebody may want.
    const next = rung + 1 < plan.rungs.length ? standingAt(plan, record.trials, rung + 1) : standing;
    for (const trial of standing) if (!next.includes(trial)) await folder.trial(trial).removeParameters();
  }
  const last = plan.rungs.length - 1;
  const winner = ranked(record.trials, standingAt(plan, record.trials, last), last)[0]!;
  const own = { record: recordOfTrial(record, winner), folder: folder.trial(winner), teacher: null };
  const run = await finishRun({ ...job, ...own });
  await folder.own.writeModel(await folder.trial(winner).model());
  return { record, winner, run };
}

interface Step {
  readonly trial: number;
  readonly rung: number;
  readonly progress: SearchProgress;
}

async function trainTrial(job: SearchJob, { trial, rung, progress }: Step): Promise<Trial['results'][number]> {
  const { rungs } = job.record.plan;
  const work = { trial, fromEpoch: rungs[rung - 1] ?? 0, toEpoch: rungs[rung]! };
  const folder = await job.folder.openTrial(trial);
  const record = recordOfTrial(job.record, trial);
  if (await folder.hasBegun()) await folder.writeRecord(record);
  else await folder.begin({ record, split: job.data.split, start: job.start });
  await folder.removeLeftovers();
  const world = { ...job.world, progress: progress.of(work) };
  try {
    const metrics = await trainToEpoch(jobOf({ ...job, record, folder, world, teacher: null }), work.toEpoch);
    progress.end(work, metrics.length);
    return figuresOf(metrics);
  } catch (error) {
    if (!(error instanceof LeukoscopeError && error.code === 'training.diverged')) throw error;
    progress.end(work, work.fromEpoch);
    return 'diverged';
  }
}

function recordOfTrial({ run, plan, trials }: SearchRecord, trial: number): RunRecord {
  return { ...run, settings: settingsOfTrial(run.settings, trials[trial - 1]!), search: { ...plan, trial } };
}

function withResult(trials: readonly Trial[], trial: number, result: Trial['results'][number]): Trial[] {
  return trials.map((each, index) => (index === trial - 1 ? { ...each, results: [...each.results, result] } : each));
}

/** Of the epoch that would become the model. */
function figuresOf(metrics: readonly EpochMetrics[]): RungFigures {
  const chosen = metrics.findLast(({ best }) => best);
  if (!chosen?.validation) throw new Error('figuresOf() metrics without validation');
  const { rocAuc, loss } = chosen.validation;
  return { epoch: chosen.epoch, rocAuc, loss };
}

/** Epochs that all trials together have to train from a rung on, if none diverges; what is recorded is done. */
function epochsLeft({ plan, trials }: Pick<SearchRecord, 'plan' | 'trials'>, rung: number, standing: number): number {
  const toEpoch = plan.rungs[rung];
  if (toEpoch === undefined) return 0;
  const done = trials.filter(({ results }) => results.length > rung).length;
  const each = toEpoch - (plan.rungs[rung - 1] ?? 0);
  return Math.max(0, standing - done) * each + epochsLeft({ plan, trials }, rung + 1, keptOf(standing, plan.keep));
}

function allDiverged({ trials, learningRate: [low, high] }: SearchPlan): LeukoscopeError {
  return new LeukoscopeError('search.all-diverged', { trials, low, high });
}
