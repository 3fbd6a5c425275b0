import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DEFAULT_SCHEME } from '../cells/scheme.ts';
import { byCodeUnits } from '../datasets/cell-order.ts';
import { openDataset } from '../datasets/dataset.ts';
import { isImageName } from '../datasets/image-files.ts';
import { isMissing } from '../datasets/missing-file.ts';
import type { UnpackOptions } from '../datasets/unpacked/unpack-options.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { readFailure } from '../files/system-error.ts';
import { isSyntheticArgument } from '../synthetic/dataset-argument.ts';
import type { ImageToClassify } from './classify-images.ts';

export interface FoundImages {
  readonly images: readonly ImageToClassify[];
  /** Files in the folders that are no images by their names. */
  readonly ignored: number;
  /** Whether all of them are generated. */
  readonly synthetic: boolean;
}

/**
 * The images that paths stand for: a file itself, a folder everything below it, `synthetic:<seed>` the generated cells of
 * one patient or several, each under its own name. Each folder given is one patient, by its
 * name; `patient` overrides. A path where there is nothing stands for an image: it is rejected with the bad ones, and the
 * good ones are classified.
 *
 * @throws LeukoscopeError `machine.cannot-read`; `classify.no-images` for a folder without any; `classify.same-patient`
 * for two folders of one name.
 */
export async function imagesToClassify(
  paths: readonly string[],
  options: { readonly cwd: string; readonly patient?: string | undefined; readonly unpack: UnpackOptions },
): Promise<FoundImages> {
  const images: ImageToClassify[] = [];
  const folders = new Map<string, string>();
  let ignored = 0;
  for (const given of paths) {
    if (isSyntheticArgument(given)) {
      const { cells } = await openDataset(given, { scheme: DEFAULT_SCHEME, unpack: options.unpack });
      images.push(...cells.map(({ path, patient }) => ({ path, patient: options.patient ?? patient })));
      continue;
    }
    const path = resolve(options.cwd, given);
    if (!(await isFolder(path))) {
      images.push({ path, patient: options.patient ?? null });
      continue;
    }
    const files = await filesBelow(path);
    const found = files.filter((file) => isImageName(basename(file)));
    if (found.length === 0) throw new LeukoscopeError('classify.no-images', { path: given, ignored: files.length });
    ignored += files.length - found.length;
    const patient = options.patient ?? patientNamed(basename(path), given, folders);
    images.push(...found.map((file) => ({ path: file, patient })));
  }
  refuseTwice(images);
  return { images, ignored, synthetic: paths.every(isSyntheticArgument) };
}

/** Two folders of one name are hardly one patient, and a share over both would be nobody's. */
function patientNamed(name: string, given: string, folders: Map<string, string>): string {
  const first = folders.get(name);
  if (first !== undefined) throw new LeukoscopeError('classify.same-patient', { patient: name, first, second: given });
  folders.set(name, given);
  return name;
}

/** @throws LeukoscopeError `usage.input-twice`. */
function refuseTwice(images: readonly ImageToClassify[]): void {
  const seen = new Set<string>();
  for (const { path } of images) {
    if (seen.has(path)) throw new LeukoscopeError('usage.input-twice', { path });
    seen.add(path);
  }
}

/** One path a line; empty lines are left out. Paths are relative to the working folder, as on the command line. */
export async function readList(file: string): Promise<string[]> {
  try {
    const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
    return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  } catch (error) {
    throw readFailure(error, file);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw readFailure(error, path);
  }
}

/** Sorted, so that the order is the same on every machine. */
async function filesBelow(folder: string): Promise<string[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true, recursive: true });
  } catch (error) {
    throw readFailure(error, folder);
  }
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(byCodeUnits);
}
