import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { schemeSchema } from '../cells/scheme.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { EpochMetrics } from './epoch-metrics.ts';
import { trainSettingsSchema } from './train-settings.ts';

/** What a run was started with: enough to do it again, or to go on. */
export const runRecordSchema = z.strictObject({
  format: z.literal('leukoscope-run'),
  version: z.literal(1),
  settings: trainSettingsSchema,
  seed: z.number(),
  dataset: z.strictObject({
    path: z.string(),
    name: z.string(),
    exclude: z.array(z.string()),
    dataHash: z.string(),
    imagesHash: z.string(),
  }),
  scheme: schemeSchema,
  splitHash: z.string(),
  allowLeaks: z.boolean(),
  /** Images that could not be used and were left out (`--allow-rejected`). */
  rejected: z.int().min(0),
  /** Threads and processor decide the last bits of every sum. */
  machine: z.strictObject({
    runtime: z.string(),
    threads: z.int().min(1),
    processor: z.string(),
    platform: z.string(),
  }),
  versions: z.record(z.string(), z.string()),
  startedAt: z.string(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

const NAMES = {
  record: 'run.json',
  split: 'split.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
  best: 'best.safetensors',
  model: 'model.onnx',
} as const;

/** The files of one training. Each is written to a temporary file and renamed, so that each is always whole. */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get splitFile(): string {
    return this.#file('split');
  }

  get modelFile(): string {
    return this.#file('model');
  }

  async begin(record: RunRecord): Promise<void> {
    await writeFileAtomic(this.#file('record'), `${JSON.stringify(record, null, 2)}\n`);
  }

  /** @throws LeukoscopeError `run.not-a-run`. */
  async record(): Promise<RunRecord> {
    const text = await this.#read('record');
    if (text === null) throw this.#damaged('record');
    try {
      return runRecordSchema.parse(JSON.parse(text.toString()));
    } catch (cause) {
      throw this.#damaged('record', cause);
    }
  }

  async writeMetrics(epochs: readonly EpochMetrics[]): Promise<void> {
    await writeFileAtomic(this.#file('metrics'), epochs.map((epoch) => `${JSON.stringify(epoch)}\n`).join(''));
  }

  /** The first `epochs` lines; later ones are from after the checkpoint and will be written again. */
  async metrics(epochs: number): Promise<EpochMetrics[]> {
    const lines = (await this.#read('metrics'))?.toString().split('\n').slice(0, epochs) ?? [];
    try {
      return lines.map((line) => JSON.parse(line));
    } catch (cause) {
      throw this.#damaged('metrics', cause);
    }
  }

  writeCheckpoint(kind: 'checkpoint' | 'best', checkpoint: Checkpoint): Promise<void> {
    return writeFileAtomic(this.#file(kind), encodeCheckpoint(checkpoint));
  }

  /** @returns `null` if there is none yet. @throws LeukoscopeError `run.not-a-run` if it is damaged. */
  async checkpoint(kind: 'checkpoint' | 'best'): Promise<Checkpoint | null> {
    const bytes = await this.#read(kind);
    if (bytes === null) return null;
    try {
      return decodeCheckpoint(bytes);
    } catch (cause) {
      throw this.#damaged(kind, cause);
    }
  }

  writeModel(bytes: Uint8Array): Promise<void> {
    return writeFileAtomic(this.modelFile, bytes);
  }

  #file(name: keyof typeof NAMES): string {
    return join(this.path, NAMES[name]);
  }

  #damaged(name: keyof typeof NAMES, cause?: unknown): LeukoscopeError {
    return new LeukoscopeError('run.not-a-run', { path: this.path, missing: NAMES[name] }, { cause });
  }

  async #read(name: keyof typeof NAMES): Promise<Buffer | null> {
    try {
      return await readFile(this.#file(name));
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return null;
      throw readFailure(error, this.#file(name));
    }
  }
}
