import { cpus, platform } from 'node:os';
import type { Runtime } from '@leukoscope/engine';
import type { Cell } from '../cells/cell.ts';
import type { Scheme } from '../cells/scheme.ts';
import { parseColumnFilter } from '../datasets/column-filter.ts';
import { type Dataset, openDataset } from '../datasets/dataset.ts';
import type { Split } from '../datasets/split.ts';
import { readSplit, writeSplit } from '../datasets/splits/split-file.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { type ImageStore, openImageStore } from '../images/image-store.node.ts';
import { CLASSES, type ModelCard, PURPOSE } from '../models/model-card.ts';
import { writeModelFile } from '../models/model-file.ts';
import { MIN_SIZE_PX } from '../models/networks.ts';
import { packSeenImages } from '../models/seen-images.ts';
import type { Progress } from '../progress/progress.ts';
import type { RunFolder, RunRecord } from './run-folder.ts';
import { runTraining, type TrainingOutcome } from './run-training.ts';
import type { TrainSettings } from './train-settings.ts';
import { countsByPart, type PartCounts, prepareTrainingData, type TrainingData } from './training-data.ts';

/** What every run needs of its surroundings. */
export interface RunWorld {
  readonly runtime: Runtime;
  readonly cacheFolder: string | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** A clock in milliseconds that never runs backwards. */
  readonly nowMs: () => number;
  /** The time of day, for the run's record. */
  readonly now: () => Date;
  /** Versions of Leukoscope and what it runs on. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface RunRequest {
  readonly datasetPath: string;
  readonly scheme: Scheme;
  /** Column filters as typed, `low_nucleus=1`. */
  readonly exclude: readonly string[];
  readonly settings: TrainSettings;
  readonly seed: number;
  readonly splitOf: (cells: readonly Cell[], identityOf: (cell: Cell) => string | null) => Split;
  readonly allowLeaks: boolean;
  readonly allowRejected: boolean;
}

export interface RunResult {
  readonly card: ModelCard;
  readonly outcome: TrainingOutcome;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', PartCounts>>;
  readonly rejected: number;
}

/**
 * Starts a run in an empty folder and trains to the end; the model lies at `<folder>/model.onnx`.
 *
 * @throws LeukoscopeError for data, split and settings; the signal's reason, after saving, if it is aborted.
 */
export async function startRun(request: RunRequest, folder: RunFolder, world: RunWorld): Promise<RunResult> {
  const { settings, seed } = request;
  requireSize(settings);
  const dataset = await openRunDataset(request);
  return withStore(settings, world, async (store) => {
    const data = await prepareTrainingData({ ...request, ...world, dataset, store });
    await writeSplit(folder.splitFile, data.split);
    const record: RunRecord = {
      format: 'leukoscope-run',
      version: 1,
      settings,
      seed,
      dataset: {
        path: dataset.folder,
        name: dataset.name,
        exclude: [...request.exclude],
        dataHash: dataset.dataHash,
        imagesHash: data.imagesHash,
      },
      scheme: request.scheme,
      splitHash: data.split.hash,
      allowLeaks: request.allowLeaks,
      rejected: data.images.rejected.length,
      machine: machineOf(world.runtime),
      versions: { ...world.versions },
      startedAt: world.now().toISOString(),
    };
    await folder.begin(record);
    return finishRun({ record, data, folder, world });
  });
}

/**
 * Goes on where a run's last checkpoint stands.
 *
 * @throws LeukoscopeError `run.not-a-run`; `run.data-changed` if cells, labels, images, split or thread count are others.
 */
export async function resumeRun(folder: RunFolder, world: RunWorld): Promise<RunResult> {
  const record = await folder.record();
  const { settings, allowLeaks, rejected } = record;
  const split = await readSplit(folder.splitFile);
  if (split.hash !== record.splitHash) throw changed('split.json', folder.path);
  const dataset = await openRunDataset({ ...record, ...record.dataset, datasetPath: record.dataset.path });
  if (dataset.dataHash !== record.dataset.dataHash) throw changed('cells or labels of the data set', dataset.folder);
  return withStore(settings, world, async (store) => {
    const request = { allowLeaks, allowRejected: rejected > 0, splitOf: () => split };
    const data = await prepareTrainingData({ ...request, ...world, dataset, store });
    if (data.imagesHash !== record.dataset.imagesHash) throw changed('images of the data set', dataset.folder);
    return finishRun({ record, data, folder, world });
  });
}

interface RunParts {
  readonly record: RunRecord;
  readonly data: TrainingData;
  readonly folder: RunFolder;
  readonly world: RunWorld;
}

async function finishRun({ record, data, folder, world }: RunParts): Promise<RunResult> {
  const { settings, seed } = record;
  const { train, validation } = data.cells;
  const outcome = await runTraining({ settings, seed, train, validation, images: data.images, folder, ...world });
  const counts = countsByPart(data.cells);
  const card: ModelCard = {
    format: 'leukoscope-model',
    version: 1,
    purpose: PURPOSE,
    network: settings.network,
    classes: [...CLASSES],
    preprocessing: settings.preprocessing,
    scheme: record.scheme,
    threshold: chooseThreshold(outcome.validation?.cells ?? []),
    training: {
      seed,
      settings,
      epochs: outcome.epoch,
      dataset: { name: record.dataset.name, dataHash: record.dataset.dataHash, imagesHash: record.dataset.imagesHash },
      seenImages: packSeenImages(data.cells.train.map(({ image }) => data.images.imageHash(image))),
      split: { hash: data.split.hash, by: data.split.by },
      cells: counts,
      versions: record.versions,
    },
    validation: outcome.validation && {
      cells: outcome.validation.cells.length,
      atypical: counts.validation.atypical,
      rocAuc: outcome.validation.rocAuc,
      loss: outcome.validation.loss,
    },
  };
  await folder.writeModel(await writeModelFile(card, outcome.state));
  const rejected = data.images.rejected.length;
  data.images.close();
  return { card, outcome, counts, rejected };
}

function openRunDataset(request: Pick<RunRequest, 'datasetPath' | 'scheme' | 'exclude'>): Promise<Dataset> {
  return openDataset(request.datasetPath, { scheme: request.scheme, exclude: request.exclude.map(parseColumnFilter) });
}

/** Pictures are read from the store until the run ends. */
async function withStore<Result>(
  { preprocessing }: TrainSettings,
  { cacheFolder }: RunWorld,
  use: (store: ImageStore) => Promise<Result>,
): Promise<Result> {
  const store = await openImageStore({ cacheFolder, preprocessing });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function requireSize({ network, preprocessing: { sizePx } }: TrainSettings): void {
  const minPx = MIN_SIZE_PX[network.name];
  if (sizePx < minPx) throw new LeukoscopeError('training.too-small', { model: network.name, sizePx, minPx });
}

function changed(what: string, path: string): LeukoscopeError {
  return new LeukoscopeError('run.data-changed', { what, path });
}

function machineOf(runtime: Runtime): RunRecord['machine'] {
  const [processor] = cpus();
  return {
    runtime: runtime.version,
    threads: runtime.threads,
    processor: processor?.model ?? 'unknown',
    platform: platform(),
  };
}
