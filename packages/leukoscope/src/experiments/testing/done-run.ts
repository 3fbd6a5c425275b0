import type { DoneRun } from '../cross-validation/cross-validated.ts';
import type { FoldRun } from '../cross-validation/fold-runs.ts';
import type { StoredTest } from '../stored-test.ts';

/** A run that is done, with what matters of it. */
export function doneRun(
  run: Partial<FoldRun>,
  { scored, threshold = 0.5, seconds = 1 }: Pick<StoredTest, 'scored'> & Partial<StoredTest>,
): DoneRun {
  const none = { typical: 0, atypical: 0, patients: 0 };
  const test: StoredTest = {
    format: 'leukoscope-reproduced-run',
    version: 1,
    epochs: 1,
    batch: 1,
    start: null,
    cells: { train: { typical: 30, atypical: 10, patients: 3 }, validation: none, test: none },
    training: { loss: 1, accuracy: 0.5 },
    ...{ threshold, seconds, scored },
  };
  return { run: { candidate: 0, size: null, repeat: 1, fold: 1, ...run }, test };
}
