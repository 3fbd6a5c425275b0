import { join } from 'node:path';
import type { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { decodeStartWeights, encodeStartWeights, type StartWeights } from '../models/start-weights.ts';
import { RunsFolder } from './runs-folder.ts';

/** What every experiment of many runs has on disk: its record, from which it can be gone on with, start weights and runs. */
export abstract class ExperimentFolder<Schema extends z.ZodType> {
  readonly path: string;
  readonly runs: RunsFolder;
  readonly #recordName: string;
  readonly #schema: Schema;

  constructor(path: string, { recordName, schema }: { readonly recordName: string; readonly schema: Schema }) {
    this.path = path;
    this.runs = new RunsFolder(path);
    this.#recordName = recordName;
    this.#schema = schema;
  }

  get reportFile(): string {
    return join(this.path, 'report.html');
  }

  /** Each figure as SVG, its numbers as CSV. */
  get figuresFolder(): string {
    return join(this.path, 'figures');
  }

  async writeRecord(record: z.infer<Schema>): Promise<void> {
    await writeFileAtomic(join(this.path, this.#recordName), `${JSON.stringify(record, null, 2)}\n`);
  }

  async hasBegun(): Promise<boolean> {
    return (await readIfThere(join(this.path, this.#recordName))) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing or damaged. */
  async record(): Promise<z.infer<Schema>> {
    const bytes = await readIfThere(join(this.path, this.#recordName));
    try {
      return this.#schema.parse(JSON.parse(bytes?.toString() ?? ''));
    } catch (cause) {
      throw this.#damaged(this.#recordName, cause);
    }
  }

  protected async writeWeights(name: string, start: StartWeights): Promise<void> {
    await makeFolder(join(this.path, 'weights'));
    await writeFileAtomic(join(this.path, weightsFile(name)), encodeStartWeights(start));
  }

  /** @throws LeukoscopeError `run.not-a-run` if they are missing or damaged. */
  protected async weights(name: string): Promise<StartWeights> {
    const bytes = await readIfThere(join(this.path, weightsFile(name)));
    try {
      return decodeStartWeights(bytes ?? new Uint8Array());
    } catch (cause) {
      throw this.#damaged(weightsFile(name), cause);
    }
  }

  #damaged(file: string, cause: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file }, { cause });
  }
}

function weightsFile(name: string): string {
  return join('weights', `${name}.safetensors`);
}
