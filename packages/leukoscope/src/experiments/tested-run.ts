import { openPredictor } from '../classify/predictor.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { finishRun, type PlacedRun } from '../training/finish-run.ts';
import type { RunRequest, RunWorld } from '../training/run-world.ts';
import { scoreByModel } from '../training/scoring.ts';
import { inNewRun, inSameRun } from '../training/start-run.ts';
import type { RunsFolder } from './runs-folder.ts';
import type { StoredTest } from './stored-test.ts';

/** A run of an experiment: what it is called, and how it is begun. */
export interface NamedRun {
  /** Names its folder. */
  readonly name: string;
  readonly request: () => Promise<RunRequest>;
}

/**
 * Trains a run, or goes on with it, and scores its test part by the finished model; what is done is not done again.
 *
 * @throws the signal's reason if it is aborted, all saved; LeukoscopeError for data, weights and settings.
 */
export async function testedRun(
  { name, request }: NamedRun,
  { runs, world }: { readonly runs: RunsFolder; readonly world: RunWorld },
): Promise<StoredTest> {
  const done = await runs.test(name);
  if (done !== null) return done;
  const folder = await runs.openRun(name);
  const place = { folder, world };
  const goesOn = await folder.hasBegun();
  if (!goesOn) await folder.removeUnbegun();
  const fromMs = world.nowMs();
  const test = goesOn ? await inSameRun(place, tested) : await inNewRun(await request(), place, tested);
  const seconds = goesOn ? null : Math.round(world.nowMs() - fromMs) / 1000;
  await runs.writeTest(name, { ...test, seconds });
  // The model stays; what it takes to train on is several times as large.
  await folder.removeParameters();
  return { ...test, seconds };
}

/** Trains to the end and scores the test part by the finished model. */
async function tested(run: PlacedRun): Promise<Omit<StoredTest, 'seconds'>> {
  const { record, start, data, folder, world } = run;
  const { card, counts, outcome } = await finishRun(run);
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
      threshold: card.threshold.threshold,
      scored: scored.map(storedCell),
    };
  } finally {
    await predictor.close();
  }
}

function storedCell({ id, patient, cellCode, label, group, probability }: ScoredCell): StoredTest['scored'][number] {
  return { id, patient, cellCode, label, group, probability };
}
