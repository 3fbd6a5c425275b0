import { join } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { decodeStartWeights, encodeStartWeights, type StartWeights } from '../models/start-weights.ts';
import { type PretrainedNetwork, type ReproductionRecord, reproductionRecordSchema } from './reproduction-record.ts';
import { RunsFolder } from './runs-folder.ts';

const RECORD = 'reproduction.json';

/** The files of a reproduction: what was asked for, start weights, each run in a folder of its own, report and tables. */
export class ReproductionFolder {
  readonly path: string;
  readonly runs: RunsFolder;

  constructor(path: string) {
    this.path = path;
    this.runs = new RunsFolder(path);
  }

  get reportFile(): string {
    return join(this.path, 'report.html');
  }

  /** Each table as CSV, and all of them in one Markdown file of numbers alone. */
  get tablesFolder(): string {
    return join(this.path, 'tables');
  }

  /** Each figure as SVG, its numbers as CSV. */
  get figuresFolder(): string {
    return join(this.path, 'figures');
  }

  async writeStart(network: PretrainedNetwork, start: StartWeights): Promise<void> {
    await makeFolder(join(this.path, 'weights'));
    await writeFileAtomic(this.#startFile(network), encodeStartWeights(start));
  }

  /** @throws LeukoscopeError `run.not-a-run` if they are missing or damaged. */
  async start(network: PretrainedNetwork): Promise<StartWeights> {
    const bytes = await readIfThere(this.#startFile(network));
    try {
      return decodeStartWeights(bytes ?? new Uint8Array());
    } catch (cause) {
      throw this.#damaged(join('weights', `${network}.safetensors`), cause);
    }
  }

  async writeRecord(record: ReproductionRecord): Promise<void> {
    await writeFileAtomic(join(this.path, RECORD), `${JSON.stringify(record, null, 2)}\n`);
  }

  async hasBegun(): Promise<boolean> {
    return (await readIfThere(join(this.path, RECORD))) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing or damaged. */
  async record(): Promise<ReproductionRecord> {
    const bytes = await readIfThere(join(this.path, RECORD));
    try {
      return reproductionRecordSchema.parse(JSON.parse(bytes?.toString() ?? ''));
    } catch (cause) {
      throw this.#damaged(RECORD, cause);
    }
  }

  #startFile(network: PretrainedNetwork): string {
    return join(this.path, 'weights', `${network}.safetensors`);
  }

  #damaged(file: string, cause: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file }, { cause });
  }
}
