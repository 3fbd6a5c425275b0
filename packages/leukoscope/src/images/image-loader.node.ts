import { hash } from 'node:crypto';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { decodeEach } from './codec.node.ts';
import type { Conversion } from './conversions.ts';
import type { ImageFile, ImageFileReader } from './image-file.node.ts';
import type { Addition, ImagePack } from './image-pack.node.ts';
import type { ImageFacts, LoadedChunk } from './image-stream.ts';
import { KEY_BYTES } from './key-table.ts';
import { createPreprocessor, type Preprocessing } from './preprocessing.ts';

export interface LoaderOptions {
  readonly preprocessing: Preprocessing;
  readonly files: ImageFileReader;
  /** Where pictures are looked for and kept; `null` decodes every time. */
  readonly pack: ImagePack | null;
  /** Told when the pack takes no more; the pictures are delivered all the same. */
  readonly onCannotStore: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How many bytes of image files are read before they are decoded. */
const READ_AHEAD_BYTES = 4_000_000;

/** An image that the pack does not have, or not under this path. */
interface Missing {
  readonly at: number;
  readonly file: ImageFile;
}

/**
 * Loads images through the pack: those it knows by path are not even opened, those it knows by content are not decoded,
 * the rest is decoded and added.
 */
export async function loadChunk(paths: readonly string[], options: LoaderOptions): Promise<LoadedChunk> {
  const { pack, preprocessing, now } = options;
  const bytesEach = preprocessing.sizePx ** 2 * 3;
  const pixels = new Uint8Array(paths.length * bytesEach);
  const { files, pathKeys } = await options.files.lookAt(paths, now());
  const known = pack?.readAll(
    files.map((file, at) => (file instanceof LeukoscopeError ? -1 : pack.findByPath(pathKeys, at * KEY_BYTES))),
    pixels,
  );
  const images: (ImageFacts | LeukoscopeError)[] = new Array(paths.length);
  const missing: Missing[] = [];
  files.forEach((file, at) => {
    const facts = known?.[at];
    if (file instanceof LeukoscopeError) images[at] = file;
    else if (facts) images[at] = facts;
    else missing.push({ at, file });
  });
  for (const some of inPortions(missing)) await loadMissing(some, { ...options, pixels, images, pathKeys });
  return { paths, pixels, images };
}

interface Filling extends LoaderOptions {
  readonly pixels: Uint8Array;
  readonly images: (ImageFacts | LeukoscopeError)[];
  readonly pathKeys: Uint8Array;
}

/** An image file that has been read. */
interface Read {
  readonly at: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** sha256 of the bytes, in hexadecimal. */
  readonly imageHash: string;
  /** `null` where the file was changed too short a time ago to be known again by its path. */
  readonly pathKey: Uint8Array | null;
}

function loadMissing(missing: readonly Missing[], filling: Filling): Promise<void> {
  const files = missing.map(({ file }) => file);
  return filling.files.read(files, async (contents) => {
    const additions: Addition[] = [];
    const undecoded: Read[] = [];
    missing.forEach(({ at, file }, index) => {
      const content = contents[index]!;
      if (content instanceof LeukoscopeError) {
        filling.images[at] = content;
        return;
      }
      const imageHash = hash('sha256', content, 'hex');
      const pathKey = file.isFresh ? null : filling.pathKeys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES);
      if (!findByContent(at, imageHash, filling)) {
        undecoded.push({ at, name: file.path, bytes: content, imageHash, pathKey });
      } else if (pathKey !== null) {
        additions.push({ imageHash, pathKey, content: null });
      }
    });
    additions.push(...(await decodeInto(filling, undecoded)));
    store(additions, filling);
  });
}

function findByContent(at: number, imageHash: string, { pack, images, ...filling }: Filling): boolean {
  const facts = pack?.readAll([pack.findByHash(imageHash)], pixelsAt(at, filling))[0];
  if (facts) images[at] = facts;
  return Boolean(facts);
}

/** @returns what is new to the pack */
async function decodeInto(filling: Filling, files: readonly Read[]): Promise<Addition[]> {
  const preprocessInto = createPreprocessor(filling.preprocessing);
  const decoded = await decodeEach(files, ({ raster, conversions }, index): readonly Conversion[] => {
    return [...conversions, ...preprocessInto(raster, pixelsAt(files[index]!.at, filling))];
  });
  const additions: Addition[] = [];
  files.forEach(({ at, imageHash, pathKey }, index) => {
    const conversions = decoded[index]!;
    if (conversions instanceof LeukoscopeError) {
      filling.images[at] = conversions;
      return;
    }
    filling.images[at] = { imageHash, conversions };
    additions.push({ imageHash, pathKey, content: { conversions, pixels: pixelsAt(at, filling) } });
  });
  return additions;
}

function pixelsAt(at: number, { pixels, preprocessing }: Pick<Filling, 'pixels' | 'preprocessing'>): Uint8Array {
  const bytesEach = preprocessing.sizePx ** 2 * 3;
  return pixels.subarray(at * bytesEach, (at + 1) * bytesEach);
}

function store(additions: readonly Addition[], { pack, onCannotStore }: LoaderOptions): void {
  try {
    pack?.add(additions);
  } catch (error) {
    onCannotStore(error);
  }
}

/** Cuts a list of files so that the files of a portion, if more than one, fit into memory together. */
function* inPortions(missing: readonly Missing[]): Generator<Missing[]> {
  let portion: Missing[] = [];
  let bytes = 0;
  for (const one of missing) {
    if (portion.length > 0 && bytes + one.file.bytes > READ_AHEAD_BYTES) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(one);
    bytes += one.file.bytes;
  }
  if (portion.length > 0) yield portion;
}
