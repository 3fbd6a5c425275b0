import { join, parse, resolve } from 'node:path';
import type { Runtime } from '@leukoscope/engine';
import type { RejectedInput } from '../../classify/classify-images.ts';
import { imagesToClassify } from '../../classify/images-to-classify.ts';
import { EXIT } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { checkMaps, type MapCheck } from '../../explain/check-maps.ts';
import { type ExplainedImage, explainImages } from '../../explain/explain-images.ts';
import { type Explainer, methodsFor, openExplainer } from '../../explain/explainer.ts';
import { gradientObstacle } from '../../explain/maps/gradient-model.ts';
import { type Method, mapFigures } from '../../explain/maps/relevance-map.ts';
import { type NearCell, readTrainingCells, type TrainingCells } from '../../explain/training-cells.ts';
import { createOutputFolder, requireNewFile } from '../../files/output-folder.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { encodePng } from '../../images/codec.node.ts';
import { type ImageStore, openImageStore } from '../../images/image-store.node.ts';
import { preparationWarnings } from '../../images/preparation-warnings.ts';
import type { ModelCard } from '../../models/model-card.ts';
import { readModelCard } from '../../models/model-file.ts';
import { readModelFile } from '../../models/read-model-file.node.ts';
import { explanationPage } from '../../reports/explanation-page.ts';
import { MOST_PICTURED, type PicturedExplanation, pictured, picturesOf } from '../../reports/explanation-pictures.ts';
import { chooseRuntime } from '../choose-runtime.ts';
import type { CommandContext } from '../command-context.ts';
import { openDatasetArgument, unpackOptions } from '../dataset-argument.ts';
import type { ActionOf, OptionsOf } from '../define-command.ts';
import { rejectedOf } from '../rejected.ts';
import { preprocessingAtScale } from '../scale-option.ts';
import { refuseSyntheticModel } from '../synthetic-model.ts';
import { tellWarning } from '../tell-warning.ts';
import { modelTrial } from '../trials.ts';
import { runWorld } from '../world.ts';
import type { explainCommand } from './explain-command.ts';
import { explainTexts } from './explain-texts.ts';

/** Pictures by which maps are held against those of drawn parameters: each costs two more explanations. */
const CHECKED_PICTURES = 8;
const CHECK_SEED = 1;
/** Training cells shown beside a picture. */
const NEAREST = 5;
const FIGURES_FILE = 'explanations.json';

export const explain: ActionOf<typeof explainCommand> = async ({ model: path, images: paths }, given, context) => {
  const bytes = await readModelFile(resolve(context.cwd, path));
  const card = await readModelCard(bytes, path);
  const methods = methodsAsked(card, given.methods, path);
  const unpack = unpackOptions({ noCache: given.noCache }, context);
  const found = await imagesToClassify(paths, { cwd: context.cwd, unpack });
  const synthetic = { model: card.training.dataset.synthetic, data: found.synthetic };
  refuseSyntheticModel(synthetic, { path, card, allowed: given.allowSyntheticModel });
  const places = await outputPlaces(given, context.cwd);
  const { device, threads } = given;
  const runtime = await chooseRuntime({ device, threads, trial: (on) => modelTrial(bytes, path, on) });
  const world = runWorld(context, { runtime, cache: !given.noCache });
  const scale = { micronsPerPixel: given.micronsPerPixel, paths: found.images.map((image) => image.path) };
  const preprocessing = await preprocessingAtScale(card, scale, context);
  const warn = (warning: LeukoscopeError) => tellWarning(warning, context);
  const store = await openImageStore({ cacheFolder: world.cacheFolder, preprocessing, onWarning: warn });
  const explainer = await openExplainer(bytes, { path, runtime });
  try {
    const training = await trainingCells(explainer, given.training, { path, store, context, noCache: given.noCache });
    const each = await explainAll(found.images, { explainer, store, methods, places, training, context });
    for (const warning of preparationWarnings(store.conversions, each.rows.length)) warn(warning);
    const check = await checkOf(explainer, each.toCheck, { methods, runtime, context });
    const about = {
      ...{ model: path, methods, layers: explainer.layers, threshold: card.threshold.threshold },
      ...{ explained: each.rows.length, ...rejectedOf(each.rejected), ignoredFiles: found.ignored },
      ...{ check, out: given.out ?? null, report: given.report ?? null, images: each.rows },
    };
    if (places.folder !== null) {
      await writeFileAtomic(join(places.folder, FIGURES_FILE), `${JSON.stringify(about, null, 2)}\n`);
    }
    if (places.report !== null) {
      const reasonOf = (one: RejectedInput) => ({
        path: one.path,
        reason: one.reason.textIn(context.language).message,
      });
      const page = explanationPage({
        ...{ language: context.language, model: path, card, methods, layers: explainer.layers, synthetic, check },
        ...{ explained: each.rows.length, ignoredFiles: found.ignored, rejected: each.rejected.map(reasonOf) },
        images: each.pictures,
        origin: { version: context.version, madeOn: world.now(), argv: context.argv },
      });
      await writeFileAtomic(places.report, page);
    }
    return {
      document: about,
      text: explainTexts[context.language](about),
      exitCode: each.rejected.length > 0 && !given.allowRejected ? EXIT.badInput : EXIT.done,
    };
  } finally {
    await store.close();
    await explainer.close();
  }
};

/** @throws LeukoscopeError `explain.no-gradient` for a method that the model cannot be asked by. */
function methodsAsked(card: ModelCard, asked: readonly Method[] | undefined, model: string): readonly Method[] {
  const possible = methodsFor(card);
  const method = asked?.find((one) => !possible.includes(one));
  const obstacle = gradientObstacle(card);
  if (method !== undefined && obstacle !== null) {
    throw new LeukoscopeError('explain.no-gradient', { model, method, obstacle });
  }
  return asked ?? possible;
}

/** Where results go, as absolute paths; `null` where nothing is to be written. */
interface OutputPlaces {
  readonly folder: string | null;
  readonly report: string | null;
}

async function outputPlaces({ out, report }: OptionsOf<typeof explainCommand>, cwd: string): Promise<OutputPlaces> {
  const places = {
    folder: out === undefined ? null : resolve(cwd, out),
    report: report === undefined ? null : resolve(cwd, report),
  };
  if (places.report !== null) await requireNewFile(places.report, '--report');
  if (places.folder !== null) await createOutputFolder(places.folder);
  return places;
}

interface Explaining {
  readonly explainer: Explainer;
  readonly store: ImageStore;
  readonly methods: readonly Method[];
  readonly places: OutputPlaces;
  /** `null` where nearest cells were not asked for. */
  readonly training: TrainingCells | null;
  readonly context: CommandContext;
}

type ExplainedRow = ReturnType<typeof rowOf>;

/** Explains every image and writes its picture; what the page and the check need is kept of the first ones only. */
async function explainAll(images: Parameters<typeof explainImages>[0], world: Explaining) {
  const { places, context, explainer, training } = world;
  const { sizePx } = explainer.predictor.card.preprocessing;
  const rows: ExplainedRow[] = [];
  const rejected: RejectedInput[] = [];
  const pictures: PicturedExplanation[] = [];
  const toCheck: Uint8Array[] = [];
  const report = (done: number) =>
    context.progress.report({ stage: 'explain', unit: 'images', done, total: images.length });
  report(0);
  for await (const one of explainImages(images, { ...world, signal: context.signal })) {
    if ('reason' in one) {
      rejected.push(one);
      context.warn(one.reason.textIn(context.language).message);
    } else {
      const file = places.folder === null ? null : pictureFile(one, rows.length + 1);
      if (file !== null) await writeFileAtomic(join(places.folder!, file), await encodePng(picturesOf(one, sizePx)));
      const { imageHash, explanation } = one;
      const near = training?.nearest({ imageHash, features: explanation.features }, NEAREST) ?? null;
      rows.push(rowOf(one, sizePx, { picture: file, near }));
      if (places.report !== null && pictures.length < MOST_PICTURED) pictures.push(await pictured(one, sizePx, near));
      if (toCheck.length < CHECKED_PICTURES) toCheck.push(one.pixels);
    }
    report(rows.length + rejected.length);
  }
  return { rows, rejected, pictures, toCheck };
}

/** The number keeps images of one name in two folders apart. */
function pictureFile({ path }: ExplainedImage, number: number): string {
  return `${String(number).padStart(4, '0')}-${parse(path).name}.png`;
}

function rowOf(
  { path, patient, imageHash, explanation }: ExplainedImage,
  sizePx: number,
  { picture, near }: { readonly picture: string | null; readonly near: readonly NearCell[] | null },
) {
  const { probability, called, logOdds, strangeness, maps } = explanation;
  return {
    ...{ path, patient, imageHash, probability, prediction: called, logOdds, strangeness, picture },
    maps: maps.map(({ method, values }) => ({ method, ...mapFigures(values, sizePx) })),
    nearest: near?.map(({ cell: { path: of, label, cellCode, group }, similarity }) => ({
      ...{ path: of, label, cellCode, group, similarity },
    })),
  };
}

/** @throws LeukoscopeError `explain.no-training-cells` for a data set without any. */
async function trainingCells(
  { predictor }: Explainer,
  dataset: string | undefined,
  world: { path: string; store: ImageStore; context: CommandContext; noCache: boolean },
): Promise<TrainingCells | null> {
  if (dataset === undefined) return null;
  const { path, store, context, noCache } = world;
  const { cells } = await openDatasetArgument(dataset, { scheme: predictor.card.scheme, noCache }, context);
  const training = await readTrainingCells(cells, { ...context, predictor, store });
  if (training.count > 0) return training;
  throw new LeukoscopeError('explain.no-training-cells', { model: path, dataset, cells: cells.length });
}

/** `null` for a model whose parameters cannot be drawn anew, or without an image. */
async function checkOf(
  explainer: Explainer,
  pictures: readonly Uint8Array[],
  { methods, runtime, context }: { methods: readonly Method[]; runtime: Runtime; context: CommandContext },
): Promise<readonly MapCheck[] | null> {
  if (pictures.length === 0 || gradientObstacle(explainer.predictor.card) !== null) return null;
  const { progress, signal } = context;
  const onPicture = (done: number) =>
    progress.report({ stage: 'check-maps', unit: 'images', done, total: pictures.length });
  onPicture(0);
  return checkMaps(explainer, pictures, { runtime, seed: CHECK_SEED, methods, signal, onPicture });
}
