import { join } from 'node:path';
import type { z } from 'zod';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { RunFolder } from '../training/run-folder.ts';
import { type Divergence, divergenceSchema } from './divergence.ts';
import { type StoredTest, storedTestSchema } from './stored-test.ts';

const TEST = 'test.json';
const DIVERGED = 'diverged.json';

/** The runs of an experiment, each with its test in a folder of its own: `<folder>/runs/<name>`. */
export class RunsFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  run(name: string): RunFolder {
    return new RunFolder(this.#folderOf(name));
  }

  /** A run's folder, made if it is not there. */
  async openRun(name: string): Promise<RunFolder> {
    const path = this.#folderOf(name);
    await makeFolder(path);
    return new RunFolder(path);
  }

  async writeTest(name: string, test: StoredTest): Promise<void> {
    await writeFileAtomic(join(this.#folderOf(name), TEST), `${JSON.stringify(test)}\n`);
  }

  /**
   * @returns `null` if the run is not done.
   * @throws LeukoscopeError `run.not-a-run` if it is damaged.
   */
  async test(name: string): Promise<StoredTest | null> {
    return this.#stored(name, TEST, storedTestSchema);
  }

  async writeDivergence(name: string, divergence: Divergence): Promise<void> {
    await writeFileAtomic(join(this.#folderOf(name), DIVERGED), `${JSON.stringify(divergence)}\n`);
  }

  /**
   * @returns `null` if the run has not diverged.
   * @throws LeukoscopeError `run.not-a-run` if it is damaged.
   */
  async divergence(name: string): Promise<Divergence | null> {
    return this.#stored(name, DIVERGED, divergenceSchema);
  }

  async #stored<Schema extends z.ZodType>(name: string, file: string, schema: Schema): Promise<z.infer<Schema> | null> {
    const path = this.#folderOf(name);
    const bytes = await readIfThere(join(path, file));
    if (bytes === null) return null;
    try {
      return schema.parse(JSON.parse(bytes.toString()));
    } catch (cause) {
      throw damaged(path, file, cause);
    }
  }

  #folderOf(name: string): string {
    return join(this.#path, 'runs', name);
  }
}

function damaged(path: string, file: string, cause: unknown): LeukoscopeError {
  return new LeukoscopeError('run.not-a-run', { path, file }, { cause });
}
