import { join } from 'node:path';
import type { Split } from '../../datasets/split.ts';
import { readSplit, writeSplit } from '../../datasets/splits/split-file.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { StartWeights } from '../../models/start-weights.ts';
import { ExperimentFolder } from '../experiment-folder.ts';
import { type CrossValidationRecord, crossValidationRecordSchema } from './cross-validation-record.ts';

/** The files of a cross-validation: what was asked for, its folds, start weights, each run, report and figures. */
export class CrossValidationFolder extends ExperimentFolder<typeof crossValidationRecordSchema> {
  constructor(path: string) {
    super(path, { recordName: 'cross-validation.json', schema: crossValidationRecordSchema });
  }

  /** Each cell with what each candidate said of it, out of fold. */
  get predictionsFile(): string {
    return join(this.path, 'predictions.csv');
  }

  /** Labels that the networks doubt, the least credible first. */
  get suspectsFile(): string {
    return join(this.path, 'suspects.csv');
  }

  /** Begins: from the record on it can be gone on with. @param starts by sha256. */
  async begin(
    record: CrossValidationRecord,
    { splits, starts }: { readonly splits: readonly (readonly Split[])[]; readonly starts: readonly StartWeights[] },
  ): Promise<void> {
    await makeFolder(join(this.path, 'folds'));
    for (const [repeat, folds] of splits.entries()) {
      for (const [fold, split] of folds.entries()) await writeSplit(this.#splitFile(repeat + 1, fold + 1), split);
    }
    for (const start of starts) await this.writeWeights(shortened(start.sha256), start);
    await this.writeRecord(record);
  }

  /** @param repeat counted from 1, as is `fold`. */
  split(repeat: number, fold: number): Promise<Split> {
    return readSplit(this.#splitFile(repeat, fold));
  }

  /** @throws LeukoscopeError `run.not-a-run` if they are missing or damaged. */
  start(sha256: string): Promise<StartWeights> {
    return this.weights(shortened(sha256));
  }

  #splitFile(repeat: number, fold: number): string {
    return join(this.path, 'folds', `repeat-${repeat}-fold-${fold}.json`);
  }
}

function shortened(sha256: string): string {
  return sha256.slice(0, 16);
}
