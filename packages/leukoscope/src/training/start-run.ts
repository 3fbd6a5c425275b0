import type { Runtime } from '@leukoscope/engine';
import type { SplitPart } from '../cells/cell.ts';
import type { Scheme } from '../cells/scheme.ts';
import { openPredictor } from '../classify/predictor.ts';
import { type ColumnFilter, parseColumnFilter } from '../datasets/column-filter.ts';
import type { Dataset, OpenOptions } from '../datasets/dataset.ts';
import type { IgnoredFiles } from '../datasets/image-files.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { fitTemperature } from '../evaluation/reliability/temperature.ts';
import { rocAuc } from '../evaluation/roc.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { type ImageStore, openImageStore, type RejectedImage } from '../images/image-store.node.ts';
import { preparationWarnings } from '../images/preparation-warnings.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import { modelErrors } from '../models/calibrated-card.ts';
import { MODEL_CARD_VERSION, type ModelCard, PURPOSE } from '../models/model-card.ts';
import { writeModelFile } from '../models/model-file.ts';
import { CLASSES } from '../models/model-types.ts';
import { NETWORKS } from '../models/networks.ts';
import { packSeenImages } from '../models/seen-images.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { Progress } from '../progress/progress.ts';
import type { RunFolder } from './run-folder.ts';
import { changesBetween, devicesOf, environmentOf, fingerprintOf, type RunRecord, versionsOf } from './run-record.ts';
import { runTraining } from './run-training.ts';
import { scoreByModel, scoreNearThreshold } from './scoring.ts';
import { decisiveSettings, type TrainSettings } from './train-settings.ts';
import {
  requireOneGroupEach,
  type StrangeCells,
  strangeCells,
  type TrainingClasses,
  trainingClasses,
} from './training-classes.ts';
import {
  countsByPart,
  groupedCells,
  type PartCounts,
  type PrepareRequest,
  prepareTrainingData,
  type TrainingData,
} from './training-data.ts';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';

/** What every run needs of its surroundings. */
export interface RunWorld {
  readonly runtime: Runtime;
  /** How data sets are opened, resumed runs' too: `openDataset`, with a place to unpack them where there is one. */
  readonly openDataset: (path: string, options: Pick<OpenOptions, 'scheme' | 'exclude'>) => Promise<Dataset>;
  readonly cacheFolder: string | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** A clock in milliseconds that never runs backwards. */
  readonly nowMs: () => number;
  /** The time of day, for the run's record. */
  readonly now: () => Date;
  /** Versions of Leukoscope and what it runs on. */
  readonly versions: Readonly<Record<string, string>>;
  /** Told of what does not stop a run: an image left out, a cache that cannot be used, another machine. */
  readonly onWarning?: (warning: LeukoscopeError) => void;
}

export interface RunRequest {
  readonly datasetPath: string;
  readonly scheme: Scheme;
  readonly exclude: readonly ColumnFilter[];
  readonly settings: TrainSettings;
  /** What `settings.start` names; `null` where everything is drawn. */
  readonly start: StartWeights | null;
  readonly seed: number;
  readonly planSplit: PrepareRequest['planSplit'];
  readonly allowLeaks: boolean;
  readonly allowRejected: boolean;
}

export interface RunResult {
  readonly card: ModelCard;
  readonly outcome: TrainingOutcome;
  readonly counts: Readonly<Record<'train' | 'validation' | 'test', PartCounts>>;
  /** Of types that were not learnt, where types are the classes. */
  readonly strange: readonly StrangeCells[];
  /** Cells that the scheme or the data leave out. */
  readonly excluded: number;
  /** Files that lie in the data set's folders and are not its cells. */
  readonly ignored: IgnoredFiles;
  /** Images that could not be used and were left out. */
  readonly rejected: readonly RejectedImage[];
}

/**
 * Starts a run in an empty folder and trains to the end; the model lies at `<folder>/model.onnx`.
 *
 * @throws LeukoscopeError for data, split and settings; the signal's reason, after saving, if it is aborted.
 */
export async function startRun(request: RunRequest, folder: RunFolder, world: RunWorld): Promise<RunResult> {
  return withNewData(request, world, async (parts) => {
    await folder.begin({ record: parts.record, split: parts.data.split, start: parts.start });
    return finishRun({ ...parts, folder, world });
  });
}

/**
 * Goes on where a run's last checkpoint stands, with as many threads as it was started with: the thread count is a
 * setting of the run, as it decides the last bits of every sum. Another processor or other versions may change them too;
 * that cannot be helped on another machine, so it is a warning, and recorded in `run.json` and the model's card.
 *
 * @throws LeukoscopeError `run.not-a-run`; `run.data-changed` if cells, labels, images, split or settings are others.
 * @throws RangeError if the world's runtime has another number of threads than the record's.
 */
export async function resumeRun(folder: RunFolder, world: RunWorld): Promise<RunResult> {
  const record = await folder.record();
  requireThreads(record, world);
  await folder.removeLeftovers();
  return withSameData(record, folder, world, async (parts) => {
    const here = recordHere(record, world);
    if (here !== record) await folder.writeRecord(here);
    return finishRun({ ...parts, record: here, folder, world });
  });
}

/** What a run is made of once its data are there. */
export interface RunParts {
  readonly record: RunRecord;
  readonly start: StartWeights | null;
  readonly dataset: Dataset;
  readonly data: TrainingData;
}

/** Opens the data of a new run, whose images can be read until `use` is done, and tells of what is wrong with them. */
export async function withNewData<Result>(
  request: RunRequest,
  world: RunWorld,
  use: (parts: RunParts) => Promise<Result>,
): Promise<Result> {
  const { settings, start, seed, datasetPath, scheme, exclude } = request;
  requireSize(settings);
  const dataset = await world.openDataset(datasetPath, { scheme, exclude });
  requireTypes(settings, dataset);
  return withStore(settings, world, async (store) => {
    const data = await prepareTrainingData({ ...request, ...world, dataset, store });
    return closing(data, () => {
      requireValidation(settings, data);
      const record: RunRecord = {
        format: 'leukoscope-run',
        version: 1,
        settings,
        seed,
        dataset: {
          path: dataset.path,
          name: dataset.name,
          exclude: exclude.map(({ column, value }) => `${column}=${value}`),
          dataHash: dataset.dataHash,
          imagesHash: data.imagesHash,
          synthetic: dataset.synthetic !== 'none',
        },
        scheme,
        splitHash: data.split.hash,
        allowLeaks: request.allowLeaks,
        rejected: data.images.rejected.length,
        environments: [environmentOf(world.runtime, world.versions, world.now())],
      };
      tellOfImages(data, world);
      return use({ record, start, dataset, data });
    });
  });
}

/**
 * Opens again the data that a run began with.
 *
 * @param folder holds its split and the weights it started from.
 * @throws LeukoscopeError `run.not-a-run`, `run.data-changed`.
 */
export async function withSameData<Result>(
  record: RunRecord,
  folder: RunFolder,
  world: RunWorld,
  use: (parts: RunParts) => Promise<Result>,
): Promise<Result> {
  const split = await folder.split(record);
  const start = await folder.start(record);
  const { dataHash, imagesHash, path, exclude } = record.dataset;
  const dataset = await world.openDataset(path, { scheme: record.scheme, exclude: exclude.map(parseColumnFilter) });
  const changed = (what: 'cells' | 'images') => new LeukoscopeError('run.data-changed', { what, path: dataset.folder });
  if (dataset.dataHash !== dataHash) throw changed('cells');
  const checkImages = (found: string) => {
    if (found !== imagesHash) throw changed('images');
  };
  return withStore(record.settings, world, async (store) => {
    // Which images are left out is judged by their hash: the same as at the start, or the run is refused.
    const judged = { allowLeaks: record.allowLeaks, allowRejected: true, checkImages };
    const request = { ...judged, planSplit: () => ({ given: split }) };
    const data = await prepareTrainingData({ ...request, ...world, dataset, store });
    return closing(data, () => {
      tellOfImages(data, world);
      return use({ record, start, dataset, data });
    });
  });
}

function tellOfImages({ images }: TrainingData, { onWarning = () => undefined }: RunWorld): void {
  for (const { reason } of images.rejected) onWarning(reason);
  const usable = images.count - images.rejected.length;
  for (const warning of preparationWarnings(images.conversions, usable)) onWarning(warning);
}

/** What a run was computed on last, and goes on with unless another device is asked for. */
export function deviceOf({ environments }: RunRecord): string {
  return environments.at(-1)!.machine.device;
}

/** How many threads a run computes with, from its start to its end. */
export function threadsOf({ environments: [start] }: RunRecord): number {
  return start!.machine.threads;
}

/** @throws RangeError if the world's runtime has another number of threads than the run was begun with. */
export function requireThreads(record: RunRecord, { runtime }: RunWorld): void {
  const threads = threadsOf(record);
  if (runtime.threads === threads) return;
  throw new RangeError(`resume: world.runtime.threads=${runtime.threads}, but the run was begun with ${threads}`);
}

/** The record, with this environment added, and told of, where it is another than the last. */
export function recordHere(record: RunRecord, world: RunWorld): RunRecord {
  const now = environmentOf(world.runtime, world.versions, world.now());
  const changes = changesBetween(record.environments.at(-1)!, now);
  if (changes.length === 0) return record;
  world.onWarning?.(new LeukoscopeError('run.other-environment', { changes: changes.join(', ') }));
  return { ...record, environments: [...record.environments, now] };
}

export interface PlacedRun extends RunParts {
  readonly folder: RunFolder;
  readonly world: RunWorld;
}

/** The training of a run, for `runTraining`. */
export function jobOf({ record, start, data, folder, world }: PlacedRun): TrainingJob {
  const { settings, seed } = record;
  const { train, validation } = data.cells;
  return {
    settings,
    seed,
    fingerprint: fingerprintOf(record),
    train,
    validation,
    classes: classesOf(record, data),
    images: data.images,
    start,
    folder,
    ...world,
  };
}

function classesOf({ settings, scheme }: RunRecord, data: TrainingData): TrainingClasses {
  return trainingClasses(settings, cellsOf(data, 'train'), scheme);
}

function cellsOf({ cells }: TrainingData, part: SplitPart) {
  return cells[part].map(({ cell }) => cell);
}

/** Trains a run to its end and writes its model. */
export async function finishRun(run: PlacedRun): Promise<RunResult> {
  const { record, dataset, data, folder, world } = run;
  const { settings, seed } = record;
  const classes = classesOf(record, data);
  const outcome = await runTraining(jobOf(run));
  const counts = countsByPart(data.cells);
  const draft: ModelCard = {
    format: 'leukoscope-model',
    version: MODEL_CARD_VERSION,
    purpose: PURPOSE,
    network: outcome.network,
    classes: [...CLASSES],
    types: classes.types && [...classes.types],
    testViews: settings.testViews,
    preprocessing: settings.preprocessing,
    scheme: record.scheme,
    threshold: chooseThreshold([]),
    training: {
      seed,
      settings: decisiveSettings(settings),
      ...(record.search && { search: record.search }),
      epochs: outcome.epoch,
      dataset: cardOfDataset(record.dataset),
      seenImages: packSeenImages(data.cells.train.map(({ image }) => data.images.imageHash(image))),
      split: { hash: data.split.hash, by: data.split.by },
      cells: counts,
      versions: versionsOf(record),
      device: devicesOf(record).join(', '),
    },
    members: null,
    validation: outcome.validation && {
      cells: outcome.validation.cells.length,
      atypical: counts.validation.atypical,
      rocAuc: outcome.validation.rocAuc,
      loss: outcome.validation.loss,
    },
  };
  const card = await withThreshold(draft, outcome, data, world);
  await folder.writeModel(await writeModelFile(card, outcome.state));
  const { excluded, ignored } = dataset.summary;
  const { rejected } = data.images;
  const strange = strangeCells({ validation: cellsOf(data, 'validation'), test: cellsOf(data, 'test') }, classes);
  return { card, outcome, counts, strange, excluded, ignored, rejected };
}

/** The card with threshold and ROC AUC by what the finished model itself, with its test views, says of the validation cells. */
async function withThreshold(
  draft: ModelCard,
  { state, validation: known }: TrainingOutcome,
  { images, cells }: TrainingData,
  { runtime, signal }: RunWorld,
): Promise<ModelCard> {
  const predictor = await openPredictor(await writeModelFile(draft, state), { path: 'model.onnx', runtime });
  try {
    const scoring = { images, predictor, signal };
    const areCached = draft.training.settings?.fineTune !== 'all' && draft.testViews === 1;
    const scored =
      areCached && known
        ? await scoreNearThreshold(cells.validation, known.cells, scoring)
        : await scoreByModel(cells.validation, scoring);
    const validation = draft.validation && { ...draft.validation, rocAuc: rocAuc(scored).value };
    const threshold = chooseThreshold(scored);
    const errors = modelErrors(scored, { threshold: threshold.threshold, on: 'validation', card: draft });
    return {
      ...draft,
      validation,
      threshold,
      ...(scored.length > 0 && { errors, temperature: fitTemperature(scored) }),
    };
  } finally {
    await predictor.close();
  }
}

/** Pictures are read from the store until the run ends. */
export async function withStore<Result>(
  { preprocessing }: TrainSettings,
  world: RunWorld,
  use: (store: ImageStore) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(preprocessing, world);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** A cache that cannot be used is a warning: then pictures are kept in a temporary file, as without a cache. */
async function openStore(
  preprocessing: Preprocessing,
  { cacheFolder, onWarning = () => undefined }: RunWorld,
): Promise<ImageStore> {
  const warnings: LeukoscopeError[] = [];
  const store = await openImageStore({ cacheFolder, preprocessing, onWarning: (warning) => warnings.push(warning) });
  const [warning] = warnings;
  if (warning === undefined) return store;
  onWarning(warning);
  await store.close();
  return openImageStore({ cacheFolder: null, preprocessing });
}

export async function closing<Result>({ images }: TrainingData, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    images.close();
  }
}

export function requireSize({ network, preprocessing: { sizePx } }: TrainSettings): void {
  if (network.name === 'backbone') return; // Its file was asked when its features were found.
  const minPx = NETWORKS[network.name].minSizePx;
  if (sizePx < minPx) throw new LeukoscopeError('training.too-small', { model: network.name, sizePx, minPx });
}

/** @throws LeukoscopeError as `requireOneGroupEach`, where types are the classes. */
export function requireTypes({ classes }: TrainSettings, { cells }: Dataset): void {
  if (classes === 'types') requireOneGroupEach(groupedCells(cells));
}

/** Patience is judged by validation: without it, it would be an option that does nothing. */
function requireValidation({ patience }: TrainSettings, { cells }: TrainingData): void {
  if (patience === null || cells.validation.length > 0) return;
  throw new LeukoscopeError('training.no-validation', { option: '--patience' });
}

function cardOfDataset({ name, dataHash, imagesHash, synthetic }: RunRecord['dataset']) {
  return { name, dataHash, imagesHash, synthetic };
}
