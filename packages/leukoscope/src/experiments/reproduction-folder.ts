import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { writeFailure } from '../files/system-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { decodeStartWeights, encodeStartWeights, type StartWeights } from '../models/start-weights.ts';
import { RunFolder } from '../training/run-folder.ts';
import type { PlannedRun } from './reproduced-run.ts';
import { runName } from './reproduction-plan.ts';
import { type PretrainedNetwork, type ReproductionRecord, reproductionRecordSchema } from './reproduction-record.ts';
import { type StoredTest, storedTestSchema } from './stored-test.ts';

const RECORD = 'reproduction.json';
const TEST = 'test.json';

/** The files of a reproduction: what was asked for, start weights, each run in a folder of its own, report and tables. */
export class ReproductionFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get reportFile(): string {
    return join(this.path, 'report.html');
  }

  /** Each results table as CSV, and all of them in one Markdown file. */
  get tablesFolder(): string {
    return join(this.path, 'tables');
  }

  /** Each figure as SVG, its numbers as CSV. */
  get figuresFolder(): string {
    return join(this.path, 'figures');
  }

  run(run: PlannedRun): RunFolder {
    return new RunFolder(join(this.path, 'runs', runName(run)));
  }

  /** A run's folder, made if it is not there. */
  async openRun(run: PlannedRun): Promise<RunFolder> {
    const folder = this.run(run);
    await makeFolder(folder.path);
    return folder;
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
    await writeFileAtomic(join(this.path, RECORD), textOf(record));
  }

  async hasBegun(): Promise<boolean> {
    return (await readIfThere(join(this.path, RECORD))) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing or damaged. */
  async record(): Promise<ReproductionRecord> {
    return this.#parsed(RECORD, reproductionRecordSchema, await readIfThere(join(this.path, RECORD)));
  }

  async writeTest(run: PlannedRun, test: StoredTest): Promise<void> {
    await writeFileAtomic(join(this.run(run).path, TEST), textOf(test));
  }

  /**
   * @returns `null` if the run is not done.
   * @throws LeukoscopeError `run.not-a-run` if it is damaged.
   */
  async test(run: PlannedRun): Promise<StoredTest | null> {
    const file = join('runs', runName(run), TEST);
    const bytes = await readIfThere(join(this.path, file));
    return bytes === null ? null : this.#parsed(file, storedTestSchema, bytes);
  }

  #startFile(network: PretrainedNetwork): string {
    return join(this.path, 'weights', `${network}.safetensors`);
  }

  #parsed<Schema extends z.ZodType>(file: string, schema: Schema, bytes: Buffer | null): z.infer<Schema> {
    try {
      return schema.parse(JSON.parse(bytes?.toString() ?? ''));
    } catch (cause) {
      throw this.#damaged(file, cause);
    }
  }

  #damaged(file: string, cause: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file }, { cause });
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
}

function textOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
