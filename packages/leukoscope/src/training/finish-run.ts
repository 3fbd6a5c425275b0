import type { SplitPart } from '../cells/cell.ts';
import { openPredictor } from '../classify/predictor.ts';
import type { IgnoredFiles } from '../datasets/image-files.ts';
import { fitTemperature } from '../evaluation/reliability/temperature.ts';
import { rocAuc } from '../evaluation/roc.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import type { RejectedImage } from '../images/image-store.node.ts';
import { modelErrors } from '../models/calibrated-card.ts';
import { MODEL_CARD_VERSION, type ModelCard, PURPOSE } from '../models/model-card.ts';
import { readModelCard, writeModelFile } from '../models/model-file.ts';
import { CLASSES } from '../models/model-types.ts';
import { packSeenImages, uniteSeenImages } from '../models/seen-images.ts';
import { fitKnownCells } from './fit-known-cells.ts';
import { measurePictures } from './measure-pictures.ts';
import type { RunParts } from './run-data.ts';
import type { RunFolder } from './run-folder.ts';
import { devicesOf, fingerprintOf, type RunRecord, versionsOf } from './run-record.ts';
import { runTraining } from './run-training.ts';
import type { RunWorld } from './run-world.ts';
import { scoreByModel, scoreNearThreshold } from './scoring.ts';
import { decisiveSettings } from './train-settings.ts';
import { type StrangeCells, strangeCells, type TrainingClasses, trainingClasses } from './training-classes.ts';
import { countsByPart, type PartCounts, type TrainingData } from './training-data.ts';
import type { TrainingJob, TrainingOutcome } from './training-job.ts';

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

export interface PlacedRun extends RunParts {
  /** The model file of who teaches; `null` where nobody does. */
  readonly teacher: Uint8Array | null;
  readonly folder: RunFolder;
  readonly world: RunWorld;
}

/** The training of a run, for `runTraining`. */
export function jobOf({ record, start, teacher, data, folder, world }: PlacedRun): TrainingJob {
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
    teacher,
    folder,
    ...world,
  };
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
      seenImages: await seenBy(run),
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
  const withoutPictures = await withThreshold(draft, outcome, data, world);
  const file = await writeModelFile(withoutPictures, outcome.state);
  const imagesOf = (part: 'train' | 'validation') => data.cells[part].map(({ image }) => image);
  const known = { train: imagesOf('train'), validation: imagesOf('validation'), images: data.images, seed };
  const knownCells = await fitKnownCells(file, { ...known, ...world });
  const card = { ...withoutPictures, pictures: await picturesOf(file, run) };
  const state = { ...outcome.state, ...(knownCells !== null && { knownCells }) };
  await folder.writeModel(await writeModelFile(card, state));
  const { excluded, ignored } = dataset.summary;
  const { rejected } = data.images;
  const strange = strangeCells({ validation: cellsOf(data, 'validation'), test: cellsOf(data, 'test') }, classes);
  return { card, outcome, counts, strange, excluded, ignored, rejected };
}

/** Of the cells that are not kept for a test, by the finished model. */
async function picturesOf(file: Uint8Array, { record, data: { cells, images }, world }: PlacedRun) {
  const predictor = await openPredictor(file, { path: 'model.onnx', runtime: world.runtime });
  try {
    const { preprocessing } = record.settings;
    return await measurePictures({
      ...{ cells: [...cells.train, ...cells.validation], images, preprocessing, predictor },
      ...{ progress: world.progress, signal: world.signal },
    });
  } finally {
    await predictor.close();
  }
}

function classesOf({ settings, scheme }: RunRecord, data: TrainingData): TrainingClasses {
  return trainingClasses(settings, cellsOf(data, 'train'), scheme);
}

function cellsOf({ cells }: TrainingData, part: SplitPart) {
  return cells[part].map(({ cell }) => cell);
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

function cardOfDataset({ name, dataHash, imagesHash, synthetic }: RunRecord['dataset']) {
  return { name, dataHash, imagesHash, synthetic };
}

/** The images that the model has learnt from, those of the model that it started from and of its teacher included. */
async function seenBy({ data, start, teacher }: PlacedRun): Promise<string> {
  const own = packSeenImages(data.cells.train.map(({ image }) => data.images.imageHash(image)));
  const ofTeacher = teacher && (await readModelCard(teacher, 'teacher.onnx')).training.seenImages;
  const others = [start?.model?.seenImages, ofTeacher].filter((packed) => typeof packed === 'string');
  return others.length === 0 ? own : uniteSeenImages([own, ...others]);
}
