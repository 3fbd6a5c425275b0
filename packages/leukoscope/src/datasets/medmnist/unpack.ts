import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { readFailure, writeFailure } from '../../files/system-error.ts';
import { rgbTiffHead } from '../unpacked/rgb-tiff.ts';
import type { UnpackOptions } from '../unpacked/unpack-options.ts';
import { draftFolder, temporaryUnpackFolder } from '../unpacked/unpack-place.ts';
import { MEDMNIST_PART_NAMES, type MedMnistPart, refuseOtherSets, requireBloodMnist } from './bloodmnist.ts';
import { openNpz } from './npz-archive.ts';
import { type MedMnistArrays, readMedMnist } from './npz-arrays.ts';
import {
  imagesOf,
  imagesOfPart,
  indexFile,
  readUnpacked,
  type UnpackedIndex,
  unpackedIndex,
} from './unpacked-folder.ts';

/** Files under way to the disk at once; with their pictures of at most 150 KB they are all the memory that is needed. */
const CONCURRENT = 32;
const PROGRESS_EVERY = 64;
const HASH_DIGITS = 16;

export interface UnpackedSet {
  /** The file's name without `.npz`. */
  readonly name: string;
  /** Absolute; each image lies at `<image.folder>/<image.fileName>` in it. */
  readonly folder: string;
  readonly index: UnpackedIndex;
}

/**
 * Unpacks a BloodMNIST `.npz` file into uncompressed TIFF files, the pixels unchanged, or finds them unpacked already:
 * `<folder>/<name>-<start of the file's sha256>/train/basophil/00012.tiff`. Memory does not grow with the file.
 *
 * @param path absolute.
 * @throws LeukoscopeError `npz.*`, `machine.*`, `usage.no-such-file`; the signal's reason if it aborts.
 */
export async function unpackBloodMnist(path: string, options: UnpackOptions): Promise<UnpackedSet> {
  refuseOtherSets(path);
  const parent = options.folder ?? (await temporaryUnpackFolder());
  const name = basename(path, extname(path));
  const source = await hashOf(path, options);
  const folderName = `${name}-${source.slice(0, HASH_DIGITS)}`;
  const folder = join(parent, folderName);
  const known = await readUnpacked(folder, source);
  if (known !== null) return { name, folder, index: known };

  using archive = await openNpz(path);
  const arrays = await readMedMnist(archive, path);
  requireBloodMnist(path, arrays.labels);
  const index = unpackedIndex(source, arrays);
  await using draft = await draftFolder(parent, folderName);
  await writeImages(draft.path, { ...options, arrays, index });
  await draft.finish(async (other) => (await readUnpacked(other, source)) !== null);
  return { name, folder, index };
}

async function hashOf(path: string, { onProgress, signal }: UnpackOptions): Promise<string> {
  const hash = createHash('sha256');
  try {
    const { size: total } = await stat(path);
    let done = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      hash.update(chunk);
      done += chunk.length;
      onProgress?.({ stage: 'hash', unit: 'bytes', done, total });
    }
  } catch (error) {
    throw readFailure(error, path);
  }
  return hash.digest('hex');
}

interface Writing extends UnpackOptions {
  readonly arrays: MedMnistArrays;
  readonly index: UnpackedIndex;
}

async function writeImages(folder: string, writing: Writing): Promise<void> {
  const { index, onProgress } = writing;
  const total = imagesOf(index).length;
  let done = 0;
  try {
    for (const classFolder of new Set(imagesOf(index).map((image) => image.folder))) {
      await mkdir(join(folder, classFolder), { recursive: true });
    }
    onProgress?.({ stage: 'write', unit: 'images', done, total });
    const onImage = (): void => {
      done += 1;
      if (done % PROGRESS_EVERY === 0 || done === total) onProgress?.({ stage: 'write', unit: 'images', done, total });
    };
    for (const part of MEDMNIST_PART_NAMES) await writePart(folder, { ...writing, part, onImage });
    const { path, text } = indexFile(folder, index);
    await writeFile(path, text);
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

async function writePart(
  folder: string,
  { arrays, index, signal, part, onImage }: Writing & { part: MedMnistPart; onImage: () => void },
): Promise<void> {
  const files = filesOf(part, { arrays, index });
  // All take from the one generator; when one fails it ends for the others too.
  const work = async (): Promise<void> => {
    for await (const { image, bytes } of files) {
      signal?.throwIfAborted();
      await writeFile(join(folder, image.folder, image.fileName), bytes);
      onImage();
    }
  };
  // None may still be writing when the folder is removed.
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENT }, work));
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function* filesOf(part: MedMnistPart, { arrays, index }: Pick<Writing, 'arrays' | 'index'>) {
  const pictures = arrays.images(part, rgbTiffHead(index));
  for (const image of imagesOfPart(index, part)) {
    const { value: bytes } = await pictures.next();
    yield { image, bytes: bytes! };
  }
  // The stream's end is where its length and checksum are judged.
  await pictures.next();
}
