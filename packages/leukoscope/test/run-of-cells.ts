import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SCHEME } from '../src/cells/scheme.ts';
import { openDataset } from '../src/datasets/dataset.ts';
import type { LeukoscopeError } from '../src/errors/leukoscope-error.ts';
import type { RunResult } from '../src/training/finish-run.ts';
import { RunFolder } from '../src/training/run-folder.ts';
import type { RunRequest, RunWorld } from '../src/training/run-world.ts';
import { resumeRun, startRun } from '../src/training/start-run.ts';
import { writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { TINY_RUNTIME, tinySettings } from './tiny-model.ts';

/** A data set on disk, a request to train on it, and a folder to do so. */
export function runOfCells({ patients = 6, cellsEach = 4 } = {}) {
  const place = fastFolder();
  const cells = writeCells(join(place, 'cells'), { patients, cellsEach });
  const folder = new RunFolder(join(place, 'run'));
  mkdirSync(folder.path);
  const warnings: LeukoscopeError[] = [];
  const request: RunRequest = {
    datasetPath: cells,
    scheme: DEFAULT_SCHEME,
    exclude: [],
    settings: tinySettings({ learningRate: 0.01 }),
    start: null,
    seed: 1,
    allowLeaks: false,
    allowRejected: false,
    planSplit: () => ({ draw: { validationFraction: 0.2, testFraction: 0.2, seed: 1, stratify: true } }),
  };
  const world: RunWorld = {
    runtime: TINY_RUNTIME,
    openDataset,
    cacheFolder: join(place, 'cache'),
    progress: { report: () => undefined },
    signal: new AbortController().signal,
    nowMs: () => 0,
    now: () => new Date('2026-01-02T03:04:05Z'),
    versions: { leukoscope: '0.1.0', onnxruntime: '1.2.3' },
    onWarning: (warning) => warnings.push(warning),
  };
  return { cells, folder, request, world, warnings };
}

export type Run = ReturnType<typeof runOfCells>;

/** A run that was interrupted in its second epoch. */
export async function interrupted(run: Run = runOfCells()): Promise<Run> {
  const controller = new AbortController();
  const report: RunWorld['progress']['report'] = ({ stage, note }) => {
    if (stage === 'train' && note?.epoch === 2) controller.abort();
  };
  const world = { ...run.world, signal: controller.signal, progress: { report } };
  await startRun(run.request, run.folder, world).catch((error: unknown) => {
    if (error !== controller.signal.reason) throw error;
  });
  return run;
}

export const modelOf = ({ folder }: Run): Buffer => readFileSync(folder.modelFile);
export const resumed = ({ folder, world }: Run): Promise<RunResult> => resumeRun(folder, world);
