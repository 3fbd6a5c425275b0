import { join } from 'node:path';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { RunFolder, type RunStart } from '../run-folder.ts';
import { type SearchRecord, searchRecordSchema } from './search-record.ts';

const RECORD = 'search.json';

/** What a search begins with. */
export interface SearchStart extends Omit<RunStart, 'record'> {
  readonly record: SearchRecord;
}

/** The files of a search: what it has come to, each trial's run in a folder of its own, and the winner's model. */
export class SearchFolder {
  readonly path: string;
  /** Holds split, start weights, model and learning curves by the names they have in a run. */
  readonly own: RunFolder;

  constructor(path: string) {
    this.path = path;
    this.own = new RunFolder(path);
  }

  get #recordFile(): string {
    return join(this.path, RECORD);
  }

  get plotFile(): string {
    return join(this.path, 'search.svg');
  }

  get tableFile(): string {
    return join(this.path, 'search.csv');
  }

  /** @param number counted from 1. */
  trial(number: number): RunFolder {
    return new RunFolder(join(this.path, 'trials', String(number).padStart(3, '0')));
  }

  /** A trial's folder, made if it is not there. */
  async openTrial(number: number): Promise<RunFolder> {
    const folder = this.trial(number);
    await makeFolder(folder.path);
    return folder;
  }

  /** Begins a search: from its record on it can be resumed. */
  async begin({ record, ...given }: SearchStart): Promise<void> {
    await this.own.beginWith(this.#recordFile, textOf(record), given);
  }

  async writeRecord(record: SearchRecord): Promise<void> {
    await writeFileAtomic(this.#recordFile, textOf(record));
  }

  /** As `RunFolder.removeUnbegun`. */
  async removeUnbegun(): Promise<void> {
    await this.own.removeUnbegun(this.#recordFile);
  }

  async hasBegun(): Promise<boolean> {
    return (await this.#read()) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing or damaged. */
  async record(): Promise<SearchRecord> {
    const text = await this.#read();
    try {
      return searchRecordSchema.parse(JSON.parse(text ?? ''));
    } catch (cause) {
      throw this.#damaged(cause);
    }
  }

  #damaged(cause: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file: RECORD }, { cause });
  }

  async #read(): Promise<string | null> {
    return (await readIfThere(this.#recordFile))?.toString() ?? null;
  }
}

function textOf(record: SearchRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
