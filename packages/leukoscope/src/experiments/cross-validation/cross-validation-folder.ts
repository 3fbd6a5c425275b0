import { join } from 'node:path';
import type { Split } from '../../datasets/split.ts';
import { readSplit, writeSplit } from '../../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { decodeStartWeights, encodeStartWeights, type StartWeights } from '../../models/start-weights.ts';
import { RunsFolder } from '../runs-folder.ts';
import { type CrossValidationRecord, crossValidationRecordSchema } from './cross-validation-record.ts';

const RECORD = 'cross-validation.json';

/** The files of a cross-validation: what was asked for, its folds, start weights, each run, report and figures. */
export class CrossValidationFolder {
  readonly path: string;
  readonly runs: RunsFolder;

  constructor(path: string) {
    this.path = path;
    this.runs = new RunsFolder(path);
  }

  get reportFile(): string {
    return join(this.path, 'report.html');
  }

  /** Each cell with what each candidate said of it, out of fold. */
  get predictionsFile(): string {
    return join(this.path, 'predictions.csv');
  }

  get figuresFolder(): string {
    return join(this.path, 'figures');
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
    if (starts.length > 0) await makeFolder(join(this.path, 'weights'));
    for (const start of starts) await writeFileAtomic(this.#startFile(start.sha256), encodeStartWeights(start));
    await writeFileAtomic(join(this.path, RECORD), `${JSON.stringify(record, null, 2)}\n`);
  }

  async hasBegun(): Promise<boolean> {
    return (await readIfThere(join(this.path, RECORD))) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing or damaged. */
  async record(): Promise<CrossValidationRecord> {
    const bytes = await readIfThere(join(this.path, RECORD));
    try {
      return crossValidationRecordSchema.parse(JSON.parse(bytes?.toString() ?? ''));
    } catch (cause) {
      throw this.#damaged(RECORD, cause);
    }
  }

  /** @param repeat counted from 1, as is `fold`. */
  split(repeat: number, fold: number): Promise<Split> {
    return readSplit(this.#splitFile(repeat, fold));
  }

  /** @throws LeukoscopeError `run.not-a-run` if they are missing or damaged. */
  async start(sha256: string): Promise<StartWeights> {
    const file = this.#startFile(sha256);
    const bytes = await readIfThere(file);
    try {
      return decodeStartWeights(bytes ?? new Uint8Array());
    } catch (cause) {
      throw this.#damaged(file, cause);
    }
  }

  #splitFile(repeat: number, fold: number): string {
    return join(this.path, 'folds', `repeat-${repeat}-fold-${fold}.json`);
  }

  #startFile(sha256: string): string {
    return join(this.path, 'weights', `${sha256.slice(0, 16)}.safetensors`);
  }

  #damaged(file: string, cause: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file }, { cause });
  }
}
