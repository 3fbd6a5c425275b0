import { parseColumnFilter } from '../datasets/column-filter.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type ImageStore, openImageStore } from '../images/image-store.node.ts';
import { preparationWarnings } from '../images/preparation-warnings.ts';
import type { Preprocessing } from '../images/preprocessing.ts';
import { NETWORKS } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import type { RunFolder } from './run-folder.ts';
import { environmentOf, type RunRecord } from './run-record.ts';
import type { RunRequest, RunWorld } from './run-world.ts';
import { requireTeachable } from './teacher-source.ts';
import { settled, type TrainSettings } from './train-settings.ts';
import { classesFor, requireOneGroupEach } from './training-classes.ts';
import { groupedCells, type PrepareRequest, prepareTrainingData, type TrainingData } from './training-data.ts';
import { requireUnseen } from './unseen-images.ts';

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
  const { start, seed, datasetPath, scheme, exclude } = request;
  requireSize(request.settings);
  const dataset = await world.openDataset(datasetPath, { scheme, exclude });
  const settings = withClasses(request.settings, dataset, world);
  return withStore(settings, world, async (store) => {
    const data = await prepareTrainingData({ ...request, ...fewerOf(settings, seed), ...world, dataset, store });
    return closing(data, () => {
      requireValidation(settings, data);
      if (!request.allowLeaks && start?.model) requireUnseen(start.model, data, 'weights.seen-cells');
      const record: RunRecord = {
        format: 'leukoscope-run',
        version: 1,
        settings: settled(settings, data.cells.train.length),
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
      if (request.teacher) requireTeachable(request.teacher, record, data);
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
    const request = { ...judged, ...fewerOf(record.settings, record.seed), planSplit: () => ({ given: split }) };
    const data = await prepareTrainingData({ ...request, ...world, dataset, store });
    return closing(data, () => {
      tellOfImages(data, world);
      return use({ record, start, dataset, data });
    });
  });
}

/** What the settings say of how many cells are learnt from. */
export function fewerOf(
  { trainingCells: cells, cellsSeed }: TrainSettings,
  seed: number,
): Pick<PrepareRequest, 'fewer'> {
  return cells === undefined ? {} : { fewer: { cells, seed: cellsSeed ?? seed } };
}

function tellOfImages({ images }: TrainingData, { onWarning = () => undefined }: RunWorld): void {
  for (const { reason } of images.rejected) onWarning(reason);
  const usable = images.count - images.rejected.length;
  for (const warning of preparationWarnings(images.conversions, usable)) onWarning(warning);
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

/**
 * The settings, a teacher's too, with the classes that `auto` comes to for these cells; it is told if types cannot be learnt.
 *
 * @throws LeukoscopeError as `requireOneGroupEach`, where types are asked for.
 */
export function withClasses(
  settings: TrainSettings,
  { cells }: Dataset,
  { onWarning = () => undefined }: Pick<RunWorld, 'onWarning'>,
): TrainSettings {
  const grouped = groupedCells(cells);
  if (settings.classes === 'types') requireOneGroupEach(grouped);
  const { classes, reason } = classesFor(grouped);
  const settledOf = <Own extends Pick<TrainSettings, 'classes'>>(own: Own): Own =>
    own.classes === 'auto' ? { ...own, classes } : own;
  if (settings.classes === 'auto' && reason !== null) {
    const [en, es] = [reason.textIn('en').message, reason.textIn('es').message];
    onWarning(new LeukoscopeError('training.groups-alone', { reason: { en, es } }));
  }
  const { teaching } = settings;
  if (teaching?.by.kind !== 'recipe') return settledOf(settings);
  const by = { ...teaching.by, settings: settledOf(teaching.by.settings) };
  return settledOf({ ...settings, teaching: { ...teaching, by } });
}

/** Patience is judged by validation: without it, it would be an option that does nothing. */
function requireValidation({ patience }: TrainSettings, { cells }: TrainingData): void {
  if (patience === null || cells.validation.length > 0) return;
  throw new LeukoscopeError('training.no-validation', { option: '--patience' });
}
