import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { SearchPlan } from '../../models/search-origin.ts';
import { withNewData, withSameData } from '../run-data.ts';
import type { RunRequest, RunWorld } from '../run-world.ts';
import { recordHere, requireThreads } from '../start-run.ts';
import { runSearch, type SearchResult } from './run-search.ts';
import type { SearchFolder } from './search-folder.ts';
import { drawTrials } from './search-plan.ts';
import type { SearchRecord } from './search-record.ts';

/** A request whose learning rate and weight decay are looked for. */
export interface SearchRequest extends RunRequest {
  readonly plan: SearchPlan;
}

/**
 * Starts a search in an empty folder; the winner's model lies at `<folder>/model.onnx`.
 *
 * @throws LeukoscopeError for data, split and settings, `training.no-validation`, `search.all-diverged`; the signal's
 * reason, after saving, if it is aborted.
 */
export function startSearch(
  { plan, ...request }: SearchRequest,
  folder: SearchFolder,
  world: RunWorld,
): Promise<SearchResult> {
  return withNewData(request, world, async ({ record: run, ...parts }) => {
    if (parts.data.cells.validation.length === 0) {
      throw new LeukoscopeError('training.no-validation', { option: '--search' });
    }
    const trials = drawTrials(plan, request.seed).map((trial) => ({ ...trial, results: [] }));
    const record: SearchRecord = { format: 'leukoscope-search', version: 1, plan, run, trials };
    await folder.begin({ record, split: parts.data.split, start: parts.start });
    return runSearch({ ...parts, record, folder, world });
  });
}

/**
 * Goes on where a search stands, to the same result as if it had not been interrupted; see `resumeRun`.
 *
 * @throws LeukoscopeError `run.not-a-run`, `run.data-changed`.
 */
export async function resumeSearch(folder: SearchFolder, world: RunWorld): Promise<SearchResult> {
  const started = await folder.record();
  requireThreads(started.run, world);
  await folder.own.removeLeftovers();
  return withSameData(started.run, folder.own, world, async (parts) => {
    const record = { ...started, run: recordHere(started.run, world) };
    return runSearch({ ...parts, record, folder, world });
  });
}
