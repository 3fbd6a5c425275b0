import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMissing } from '../datasets/missing-file.ts';
import type { Split } from '../datasets/split.ts';
import { readSplit, writeSplit } from '../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { AtomicWriter } from '../files/atomic-writer.ts';
import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { readFailure, writeFailure } from '../files/system-error.ts';
import { abandonedBeside, removeAbandoned } from '../files/temporary-name.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { startFromBackbone } from '../models/backbone.node.ts';
import { sha256Of } from '../models/sha256.ts';
import { decodeStartWeights, encodeStartWeights, type StartWeights } from '../models/start-weights.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { type EpochMetrics, epochMetricsSchema } from './epoch-metrics.ts';
import { type RunRecord, runRecordSchema } from './run-record.ts';

const NAMES = {
  record: 'run.json',
  split: 'split.json',
  start: 'start.safetensors',
  backbone: 'backbone.onnx',
  teacher: 'teacher.onnx',
  teachers: 'teachers',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
  best: 'best.safetensors',
  model: 'model.onnx',
  curves: 'learning-curves.svg',
} as const;
/** What a run is given beside its record. */
const GIVEN = ['split', 'start', 'backbone', 'teacher', 'teachers'] as const;

/** What a run begins with. */
export interface RunStart {
  readonly record: RunRecord;
  readonly split: Split;
  readonly start: StartWeights | null;
  /** The model that teaches, or what the runs begin with whose models shall. */
  readonly teaching?: { readonly model: Uint8Array } | { readonly runs: readonly RunStart[] };
}

/** The files of one training. Each is written to a temporary file and renamed, so that each is always whole. */
export class RunFolder {
  readonly path: string;
  readonly #system: FileSystem;

  constructor(path: string, system: FileSystem = nodeFileSystem) {
    this.path = path;
    this.#system = system;
  }

  get splitFile(): string {
    return this.#file('split');
  }

  get modelFile(): string {
    return this.#file('model');
  }

  /** Drawn by who has the means to. */
  get curvesFile(): string {
    return this.#file('curves');
  }

  /** The run of a model that is trained to teach this one. @param number counted from 1. */
  teacherRun(number: number): RunFolder {
    return new RunFolder(join(this.#file('teachers'), String(number)), this.#system);
  }

  /** Begins a run: from the record on it can be resumed. If that cannot be written, the folder is left as it was. */
  async begin({ record, ...given }: RunStart): Promise<void> {
    await this.beginWith(this.#file('record'), textOf(record), given);
  }

  /**
   * Writes what a run or a search is given, and then the record from which it can be resumed. The record's temporary file
   * is there first: if the process is killed before the record, it tells that the files beside it are nobody's.
   */
  async beginWith(file: string, record: string, given: Omit<RunStart, 'record'>): Promise<void> {
    await using writer = await AtomicWriter.open(file, this.#system);
    try {
      await this.writeGiven(given);
      await writer.write(record);
      await writer.commit();
    } catch (error) {
      // The error that led here is the one to report; what stays behind is only in the way.
      for (const name of GIVEN) await this.#remove(name).catch(() => undefined);
      throw error;
    }
  }

  /**
   * Removes what a process left that was killed after it began to write a run and before that run had begun, so that the
   * same command finds the folder as it was. Everything else stays.
   *
   * @param record of the run, or of a search.
   */
  async removeUnbegun(record = this.#file('record')): Promise<void> {
    if ((await abandonedBeside(record)).length === 0 || (await isThere(record))) return;
    for (const name of GIVEN) {
      await removeAbandoned(this.#file(name));
      await this.#remove(name);
    }
    await removeAbandoned(record);
  }

  /** What a run is given beside its record. */
  async writeGiven({ split, start, teaching }: Omit<RunStart, 'record'>): Promise<void> {
    await writeSplit(this.splitFile, split, this.#system);
    if (start?.foreign) await this.#write('backbone', start.foreign.bytes);
    else if (start) await this.#write('start', encodeStartWeights(start));
    if (teaching === undefined) return;
    if ('model' in teaching) {
      await this.#write('teacher', teaching.model);
      return;
    }
    for (const [at, run] of teaching.runs.entries()) {
      const folder = this.teacherRun(at + 1);
      await makeFolder(folder.path);
      await folder.begin(run);
    }
  }

  async writeRecord(record: RunRecord): Promise<void> {
    await this.#write('record', textOf(record));
  }

  /** Whether a run began here: whether there is something to resume. */
  async hasBegun(): Promise<boolean> {
    return (await this.#read('record')) !== null;
  }

  /** @throws LeukoscopeError `run.not-a-run`; `run.nothing` if there is no such folder. */
  async record(): Promise<RunRecord> {
    const text = await this.#read('record');
    if (text === null) throw (await isThere(this.path)) ? this.#damaged('record') : this.#nothing();
    try {
      return runRecordSchema.parse(JSON.parse(text.toString()));
    } catch (cause) {
      throw this.#damaged('record', cause);
    }
  }

  /** @throws LeukoscopeError `run.not-a-run` if it is missing; `run.data-changed` if it is not the run's. */
  async split({ splitHash }: RunRecord): Promise<Split> {
    if ((await this.#read('split')) === null) throw this.#damaged('split');
    const split = await readSplit(this.splitFile).catch((cause: unknown) => {
      throw cause instanceof LeukoscopeError ? this.#changed('split', cause) : cause;
    });
    if (split.hash !== splitHash) throw this.#changed('split');
    return split;
  }

  /**
   * The weights that a run started from; `null` where all was drawn.
   *
   * @throws LeukoscopeError `run.not-a-run` if they are missing or damaged, `run.data-changed` if they are not the run's.
   */
  async start({ settings: { network, start } }: RunRecord): Promise<StartWeights | null> {
    if (start.kind === 'drawn') return null;
    const name = network.name === 'backbone' ? 'backbone' : 'start';
    const bytes = await this.#read(name);
    if (bytes === null) throw this.#damaged(name);
    const weights = this.#decoded(name, () =>
      network.name === 'backbone'
        ? startFromBackbone(bytes, { output: network.output, licence: start.licence })
        : decodeStartWeights(bytes),
    );
    if (weights.sha256 !== start.sha256) throw this.#changed('settings');
    return weights;
  }

  /**
   * The model that teaches this run.
   *
   * @throws LeukoscopeError `run.not-a-run` if it is missing, `run.data-changed` if it is another.
   */
  async teacher(sha256: string): Promise<Uint8Array> {
    const bytes = await this.#read('teacher');
    if (bytes === null) throw this.#damaged('teacher');
    if ((await sha256Of(bytes)) !== sha256) throw this.#changed('settings');
    return bytes;
  }

  async writeMetrics(epochs: readonly EpochMetrics[]): Promise<void> {
    await this.#write('metrics', epochs.map((epoch) => `${JSON.stringify(epoch)}\n`).join(''));
  }

  /**
   * The first `epochs` lines; later ones are from after the checkpoint and will be written again.
   *
   * @throws LeukoscopeError `run.not-a-run` if there are fewer, or one is damaged.
   */
  async metrics(epochs: number): Promise<EpochMetrics[]> {
    const text = (await this.#read('metrics'))?.toString() ?? '';
    try {
      const lines = text.split('\n').slice(0, epochs);
      return z
        .array(epochMetricsSchema)
        .length(epochs)
        .parse(lines.map((line) => JSON.parse(line)));
    } catch (cause) {
      throw this.#damaged('metrics', cause);
    }
  }

  writeCheckpoint(kind: 'checkpoint' | 'best', checkpoint: Checkpoint): Promise<void> {
    return this.#write(kind, encodeCheckpoint(checkpoint));
  }

  /**
   * @param run the run's fingerprint.
   * @returns `null` if there is none yet.
   * @throws LeukoscopeError `run.not-a-run` if it is damaged; `run.data-changed` if it was written with other settings.
   */
  async checkpoint(kind: 'checkpoint' | 'best', run: string): Promise<Checkpoint | null> {
    const bytes = await this.#read(kind);
    if (bytes === null) return null;
    const checkpoint = this.#decoded(kind, () => decodeCheckpoint(bytes));
    if (checkpoint.run !== run) throw this.#changed('settings');
    return checkpoint;
  }

  /** @throws LeukoscopeError `run.not-a-run` if there is none. */
  async bestCheckpoint(run: string): Promise<Checkpoint> {
    const best = await this.checkpoint('best', run);
    if (best === null) throw this.#damaged('best');
    return best;
  }

  writeModel(bytes: Uint8Array): Promise<void> {
    return this.#write('model', bytes);
  }

  /** Whether the run is done. */
  async hasModel(): Promise<boolean> {
    return isThere(this.modelFile);
  }

  /** @throws LeukoscopeError `run.not-a-run` if there is none. */
  async model(): Promise<Uint8Array> {
    const bytes = await this.#read('model');
    if (bytes === null) throw this.#damaged('model');
    return bytes;
  }

  /** Removes all parameters, teachers' too, which take most of the room; the record and the figures stay. */
  async removeParameters(): Promise<void> {
    for (const name of ['start', 'backbone', 'teacher', 'teachers', 'checkpoint', 'best'] as const) {
      await this.#remove(name);
    }
  }

  /** Removes what a process left that was killed while it wrote. Only for who holds the folder's lock. */
  async removeLeftovers(): Promise<void> {
    const names = await readdir(this.path).catch((error: unknown) => {
      throw readFailure(error, this.path);
    });
    for (const name of names.filter(isLeftover)) {
      await unlink(join(this.path, name)).catch((error: unknown) => {
        throw writeFailure(error, join(this.path, name));
      });
    }
  }

  #file(name: keyof typeof NAMES): string {
    return join(this.path, NAMES[name]);
  }

  #write(name: keyof typeof NAMES, data: string | Uint8Array): Promise<void> {
    return writeFileAtomic(this.#file(name), data, this.#system);
  }

  async #remove(name: keyof typeof NAMES): Promise<void> {
    await rm(this.#file(name), { force: true, recursive: true }).catch((error: unknown) => {
      throw writeFailure(error, this.#file(name));
    });
  }

  #decoded<Content>(name: keyof typeof NAMES, decode: () => Content): Content {
    try {
      return decode();
    } catch (cause) {
      throw this.#damaged(name, cause);
    }
  }

  #damaged(name: keyof typeof NAMES, cause?: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, file: NAMES[name] }, { cause });
  }

  #nothing(): LeukoscopeError {
    return new LeukoscopeError('run.nothing', { path: this.path });
  }

  #changed(what: 'split' | 'settings', cause?: unknown): LeukoscopeError {
    return new LeukoscopeError('run.data-changed', { what, path: this.path }, { cause });
  }

  #read(name: keyof typeof NAMES): Promise<Buffer | null> {
    return readIfThere(this.#file(name));
  }
}

function textOf(record: RunRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
}

/** Temporary files have the name of the file they were to become, between a dot and who wrote them. */
function isLeftover(name: string): boolean {
  return Object.values(NAMES).some((file) => name.startsWith(`.${file}.`) && name.endsWith('.tmp'));
}
