import { parseColumnFilter } from '../../datasets/column-filter.ts';
import { withNote } from '../../progress/progress.ts';
import type { RunRequest, RunWorld } from '../../training/run-world.ts';
import type { TrainSettings } from '../../training/train-settings.ts';
import type { StoredTest } from '../stored-test.ts';
import { testedRun } from '../tested-run.ts';
import type { CrossValidationFolder } from './cross-validation-folder.ts';
import type { CrossValidationRecord } from './cross-validation-record.ts';
import { type FoldRun, foldRunName, foldRuns } from './fold-runs.ts';

export interface CrossValidationJob {
  readonly folder: CrossValidationFolder;
  readonly record: CrossValidationRecord;
  readonly world: RunWorld;
  /** Told of each run that is done, and of those that were done before (then it is not new). */
  readonly onDone: (run: FoldRun, test: StoredTest, isNew: boolean) => Promise<void>;
}

/**
 * Trains each candidate on all folds but one and tests it on that one, for each fold; what is done is not done again, and
 * what was interrupted goes on where it was.
 *
 * @throws the signal's reason if it is aborted, all saved; LeukoscopeError for data, weights and settings.
 */
export async function runCrossValidation({ folder, record, world, onDone }: CrossValidationJob): Promise<void> {
  const runs = foldRuns(record);
  for (const [index, run] of runs.entries()) {
    world.signal.throwIfAborted();
    const name = foldRunName(run, record);
    const isNew = (await folder.runs.test(name)) === null;
    const progress = withNote(world.progress, { run: index + 1, runs: runs.length, fold: run.fold });
    const request = () => requestOf(run, { folder, record });
    const test = await testedRun({ name, request }, { runs: folder.runs, world: { ...world, progress } });
    await onDone(run, test, isNew);
  }
}

async function requestOf(
  { candidate, size, repeat, fold }: FoldRun,
  { folder, record }: Pick<CrossValidationJob, 'folder' | 'record'>,
): Promise<RunRequest> {
  const { settings } = record.candidates[candidate]!;
  const split = await folder.split(repeat, fold);
  const startOf = async ({ start }: Pick<TrainSettings, 'start'>) =>
    start.kind === 'drawn' ? null : folder.start(start.sha256);
  const by = settings.teaching?.by;
  return {
    datasetPath: record.dataset.path,
    scheme: record.scheme,
    exclude: record.dataset.exclude.map(parseColumnFilter),
    settings: size === null ? settings : { ...settings, trainingCells: size },
    start: await startOf(settings),
    teacher: by?.kind === 'recipe' ? { kind: 'recipe', start: await startOf(by.settings) } : null,
    seed: record.seed + repeat - 1,
    planSplit: () => ({ given: split }),
    // By image one patient's cells are in several folds: who asks for that wants to know what it does.
    allowLeaks: record.by === 'image',
    allowRejected: record.allowRejected,
  };
}
