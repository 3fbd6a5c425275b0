import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { SizePx } from '../../images/resize.ts';
import { rgbTiffHead } from '../unpacked/rgb-tiff.ts';
import { areWhole, orMissing } from '../unpacked/whole-files.ts';
import { BLOODMNIST_CLASSES, MEDMNIST_PART_NAMES, type MedMnistPart } from './bloodmnist.ts';

const INDEX_NAME = 'index.json';
const LEAST_DIGITS = 5;

const labelsSchema = z.string().regex(/^[0-7]*$/);
const indexSchema = z.strictObject({
  format: z.literal('leukoscope-unpacked-medmnist'),
  version: z.literal(1),
  /** sha256 of the `.npz` file. */
  source: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** One digit for each image, in the order of the arrays. */
  labels: z.strictObject({ train: labelsSchema, val: labelsSchema, test: labelsSchema }),
});

/** What the index of an unpacked set says: which image is where follows from it. */
export type UnpackedIndex = Readonly<z.infer<typeof indexSchema>>;

/** The index of a set that is to be unpacked. */
export function unpackedIndex(
  source: string,
  { sizePx, labels }: { sizePx: SizePx; labels: Readonly<Record<MedMnistPart, Uint8Array>> },
): UnpackedIndex {
  const digits = (part: MedMnistPart): string => Array.from(labels[part], String).join('');
  return {
    ...{ format: 'leukoscope-unpacked-medmnist', version: 1, source, ...sizePx },
    labels: { train: digits('train'), val: digits('val'), test: digits('test') },
  };
}

/** One image of an unpacked set. */
export interface UnpackedImage {
  /** `train/00012-basophil`. */
  readonly id: string;
  readonly part: MedMnistPart;
  readonly label: (typeof BLOODMNIST_CLASSES)[number];
  /** `train/basophil`. */
  readonly folder: string;
  /** `00012.tiff`. */
  readonly fileName: string;
}

/** The images of one part, in the order of its array. */
export function* imagesOfPart({ labels }: UnpackedIndex, part: MedMnistPart): Generator<UnpackedImage, void> {
  const digits = Math.max(LEAST_DIGITS, String(labels[part].length - 1).length);
  for (let position = 0; position < labels[part].length; position++) {
    const label = BLOODMNIST_CLASSES[Number(labels[part][position])]!;
    const name = label.replaceAll(' ', '-');
    const number = String(position).padStart(digits, '0');
    yield { id: `${part}/${number}-${name}`, part, label, folder: `${part}/${name}`, fileName: `${number}.tiff` };
  }
}

/** All images: train, validation, test. */
export function imagesOf(index: UnpackedIndex): UnpackedImage[] {
  return MEDMNIST_PART_NAMES.flatMap((part) => [...imagesOfPart(index, part)]);
}

/** The index file, written last. */
export function indexFile(folder: string, index: UnpackedIndex): { readonly path: string; readonly text: string } {
  return { path: join(folder, INDEX_NAME), text: `${JSON.stringify(index)}\n` };
}

/**
 * The index of a set that lies unpacked in the folder, whole: of this source, with every image there in its full length.
 *
 * @returns `null` if it is not there or not whole, so that it has to be unpacked anew.
 * @throws LeukoscopeError `machine.cannot-read`.
 */
export async function readUnpacked(folder: string, source: string): Promise<UnpackedIndex | null> {
  const index = await readIndex(folder);
  if (index === null || index.source !== source) return null;
  const bytes = rgbTiffHead(index).length + index.widthPx * index.heightPx * 3;
  for (const [classFolder, images] of Map.groupBy(imagesOf(index), (image) => image.folder)) {
    const path = join(folder, classFolder);
    const names = new Set(await orMissing(readdir(path), path));
    if (!images.every(({ fileName }) => names.has(fileName))) return null;
    if (!(await areWhole(path, { paths: images.map(({ fileName }) => fileName), bytes }))) return null;
  }
  return index;
}

async function readIndex(folder: string): Promise<UnpackedIndex | null> {
  const path = join(folder, INDEX_NAME);
  const text = await orMissing(readFile(path, 'utf8'), path);
  if (text === null) return null;
  try {
    return indexSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
