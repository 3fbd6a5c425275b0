import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { RED_CELL_UM, type Scale } from '../images/cell-finder/estimate-scale.ts';
import { atScale, type Preprocessing } from '../images/preprocessing.ts';
import { SCALE_DIGITS, scaleOfImages, scaleToUse, shorterSideOfImages } from '../images/scale-of-images.node.ts';
import { cropAtScale, type Frame, frameWidthUm } from '../models/crop-at-scale.ts';
import type { ModelCard } from '../models/model-card.ts';
import type { CommandContext } from './command-context.ts';
import { tellWarning } from './tell-warning.ts';

type Surroundings = Pick<CommandContext, 'env' | 'language' | 'note' | 'warn' | 'signal'>;

/** The scale as given, or else as the images' own red cells tell, which is told. */
export interface ScaleRequest {
  /** `undefined`: not given. */
  readonly micronsPerPixel: number | 'estimated' | undefined;
  /** The image files, to estimate by. */
  readonly paths: readonly string[];
}

type Model = Pick<ModelCard, 'preprocessing' | 'pictures' | 'adaptation'>;

/**
 * A model's preprocessing for image files that may be magnified otherwise than those it was trained on. One that sees
 * micrometres follows the files' scale; one that sees a share of the frame does if a scale is given or asked for, and sees
 * as many micrometres as in training then, which is told; else it is warned of files that are magnified much otherwise. With too few red cells to estimate by, the scale of training is
 * taken, with a warning.
 *
 * @throws LeukoscopeError `usage.conflicting-options` if a scale is given for a model whose crop follows the cell, or was
 * adapted to another laboratory; `model.no-scale` for one that does not know the scale of its training.
 */
export async function preprocessingAtScale(
  model: Model,
  request: ScaleRequest,
  context: Surroundings,
): Promise<Preprocessing> {
  const { preprocessing } = model;
  const { crop } = preprocessing;
  if (crop.kind === 'physical') {
    const micronsPerPixel = await micronsPerPixelOf(request, context);
    if (micronsPerPixel !== null) return atScale(preprocessing, micronsPerPixel);
    tellWarning(new LeukoscopeError('image.scale-assumed', crop), context);
    return preprocessing;
  }
  if (request.micronsPerPixel === undefined) {
    if (crop.kind !== 'cell' && model.adaptation === undefined)
      await tellOtherScale(model.pictures?.frame, request, context);
    return preprocessing;
  }
  if (crop.kind === 'cell' || model.adaptation !== undefined) {
    const kind = crop.kind === 'cell' ? 'crop: cell' : 'adapted';
    const [first, second] = ['--microns-per-pixel', `model (${kind})`];
    throw new LeukoscopeError('usage.conflicting-options', { first, second });
  }
  return { ...preprocessing, crop: await shareAtScale(crop, { training: model.pictures?.frame, request, context }) };
}

/** Another share of the frame where frames show more or less than in training. */
async function shareAtScale(
  crop: Extract<Preprocessing['crop'], { kind: 'whole' | 'centre' }>,
  {
    training,
    request,
    context,
  }: { readonly training: Frame | null | undefined; readonly request: ScaleRequest; readonly context: Surroundings },
): Promise<Preprocessing['crop']> {
  if (!training) throw new LeukoscopeError('model.no-scale', { option: '--microns-per-pixel' });
  const micronsPerPixel = await micronsPerPixelOf(request, context);
  const shorterSidePx = await shorterSideOfImages(request.paths, context.signal);
  if (micronsPerPixel === null || shorterSidePx === null) {
    tellWarning(new LeukoscopeError('image.frame-assumed', training), context);
    return crop;
  }
  const site = { shorterSidePx, micronsPerPixel };
  const found = cropAtScale(crop, { training, site });
  const cut = found.isCut ? (shareOf(crop) * frameWidthUm(training)) / frameWidthUm(site) : null;
  context.note(RESCALED[context.language]({ training, site, shares: [crop, found.crop].map(shareOf), cut }));
  return found.crop;
}

/** Cells as much larger or smaller look otherwise to a network; red cells differ less between healthy people (6.7 to 7.7 µm). */
const OTHER_SCALE = 1.15;
/** Enough to tell that much. */
const LOOKED_AT = 50;

/** Warns where frames show much more or less than in training and nobody said that they should be taken as they are. */
async function tellOtherScale(
  training: Frame | null | undefined,
  { paths }: ScaleRequest,
  context: Surroundings,
): Promise<void> {
  if (!training) return;
  const scale = await scaleOfImages(paths, context.signal, LOOKED_AT);
  const shorterSidePx = await shorterSideOfImages(paths, context.signal, LOOKED_AT);
  if (scale === null || shorterSidePx === null) return;
  const site = { shorterSidePx, micronsPerPixel: scale.micronsPerPixel };
  const ratio = frameWidthUm(training) / frameWidthUm(site);
  if (Math.max(ratio, 1 / ratio) < OTHER_SCALE) return;
  const [widthUm, trainedUm] = [frameWidthUm(site), frameWidthUm(training)];
  tellWarning(new LeukoscopeError('image.other-scale', { widthUm, trainedUm }), context);
}

function shareOf(crop: Preprocessing['crop']): number {
  return crop.kind === 'centre' ? crop.fraction : 1;
}

interface Rescaled {
  readonly training: Frame;
  readonly site: Frame;
  /** Of the frame's side that is seen: in training, here. */
  readonly shares: readonly number[];
  /** How many times as large cells still look where the whole frame shows too little; `null` where it shows enough. */
  readonly cut: number | null;
}

const RESCALED: Readonly<Record<Language, (rescaled: Rescaled) => string>> = {
  en: ({ training, site, shares: [trained, here], cut }) =>
    `These frames are ${widthUm(site)} µm wide, those of the training were ${widthUm(training)} µm: the model sees ${percent(here!)} of their side where it saw ${percent(trained!)}.${cut === null ? '' : ` The whole frame shows less than in training: cells still look ${cut.toFixed(2)} times as large.`}`,
  es: ({ training, site, shares: [trained, here], cut }) =>
    `Estos cuadros tienen ${widthUm(site)} µm de ancho, los del entrenamiento tenían ${widthUm(training)} µm: el modelo ve ${percent(here!)} de su lado donde veía ${percent(trained!)}.${cut === null ? '' : ` El cuadro entero muestra menos que en el entrenamiento: las células siguen pareciendo ${cut.toFixed(2)} veces tan grandes.`}`,
};

function widthUm(frame: Frame): string {
  return frameWidthUm(frame).toFixed(1);
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** @returns `null` if none is given and there are too few red cells to estimate it by. */
export async function micronsPerPixelOf(
  { micronsPerPixel, paths }: ScaleRequest,
  { language, note, signal }: Surroundings,
): Promise<number | null> {
  if (typeof micronsPerPixel === 'number') return micronsPerPixel;
  const scale = await scaleOfImages(paths, signal);
  if (scale === null) return null;
  note(ESTIMATED[language](scale));
  return scaleToUse(scale);
}

const ESTIMATED: Readonly<Record<Language, (scale: Scale) => string>> = {
  en: (scale) =>
    `Scale by red cells: ${range(scale)} µm a pixel, 95% (${scale.redCells} red cells in ${scale.pictures} images, taken to be ${RED_CELL_UM} µm wide). --microns-per-pixel overrides it.`,
  es: (scale) =>
    `Escala por los hematíes: ${range(scale)} µm por píxel, 95% (${scale.redCells} hematíes en ${scale.pictures} imágenes, con un diámetro supuesto de ${RED_CELL_UM} µm). --microns-per-pixel la sustituye.`,
};

function range({ micronsPerPixel, low, high }: Scale): string {
  const [value, ...ends] = [micronsPerPixel, low, high].map((one) => one.toPrecision(SCALE_DIGITS));
  return `${value} (${ends.join('–')})`;
}
