import type { Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { RED_CELL_UM, type Scale } from '../images/cell-finder/estimate-scale.ts';
import { atScale, type Preprocessing } from '../images/preprocessing.ts';
import { SCALE_DIGITS, scaleOfImages, scaleToUse } from '../images/scale-of-images.node.ts';
import type { CommandContext } from './command-context.ts';
import { tellWarning } from './tell-warning.ts';

type Surroundings = Pick<CommandContext, 'env' | 'language' | 'note' | 'warn' | 'signal'>;

/** The scale as given, or else as the images' own red cells tell, which is told. */
export interface ScaleRequest {
  readonly micronsPerPixel: number | undefined;
  /** The image files, to estimate by. */
  readonly paths: readonly string[];
}

/**
 * A model's preprocessing for image files that may be magnified otherwise than those it was trained on. With too few red
 * cells to estimate by, the scale of training is taken, with a warning.
 *
 * @throws LeukoscopeError `usage.conflicting-options` if a scale is given for a model that does not see micrometres
 */
export async function preprocessingAtScale(
  preprocessing: Preprocessing,
  request: ScaleRequest,
  context: Surroundings,
): Promise<Preprocessing> {
  const { crop } = preprocessing;
  if (crop.kind !== 'physical') {
    if (request.micronsPerPixel === undefined) return preprocessing;
    const [first, second] = ['--microns-per-pixel', `model (crop: ${crop.kind})`];
    throw new LeukoscopeError('usage.conflicting-options', { first, second });
  }
  const micronsPerPixel = await micronsPerPixelOf(request, context);
  if (micronsPerPixel !== null) return atScale(preprocessing, micronsPerPixel);
  const assumed = new LeukoscopeError('image.scale-assumed', crop);
  tellWarning(assumed, context);
  return preprocessing;
}

/** @returns `null` if none is given and there are too few red cells to estimate it by */
export async function micronsPerPixelOf(
  { micronsPerPixel, paths }: ScaleRequest,
  { language, note, signal }: Surroundings,
): Promise<number | null> {
  if (micronsPerPixel !== undefined) return micronsPerPixel;
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
