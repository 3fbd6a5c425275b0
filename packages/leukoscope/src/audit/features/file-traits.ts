import type { Cell } from '../../cells/cell.ts';
import { readFacts } from '../../datasets/scan/metadata-leftovers.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readSize } from '../../images/codec.node.ts';
import { ImageFileReader } from '../../images/image-file.node.ts';
import { sniffFormat } from '../../images/image-format.ts';
import { type JpegCoding, readJpegCoding } from './jpeg-coding.ts';

/** What can be told of an image file without looking at its picture, its name left aside. */
export interface FileTraits {
  readonly bytes: number;
  readonly format: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** PNG's colour type (with or without alpha, palette); -1 for other formats. */
  readonly pngColourType: number;
  readonly jpeg: JpegCoding | null;
  /** Camera, scanner or program that the file names, empty if it names none. */
  readonly device: string;
}

export interface TraitsOptions {
  readonly signal: AbortSignal;
  /** Told how many files have been read. */
  readonly onFile: (done: number) => void;
}

/** Files read together; one at a time where they are large. */
const TOGETHER = { files: 64, bytes: 16_000_000 };
const PNG_COLOUR_TYPE_AT = 25;

/**
 * Reads the headers of the cells' image files, in the order of the cells.
 *
 * @throws LeukoscopeError `image.missing`, `machine.cannot-read` for a file that was there before and no longer is; the
 * signal's reason if it aborts.
 */
export async function readFileTraits(cells: readonly Cell[], { signal, onFile }: TraitsOptions): Promise<FileTraits[]> {
  const reader = new ImageFileReader();
  const traits: FileTraits[] = [];
  for (let first = 0; first < cells.length; first += TOGETHER.files) {
    const paths = cells.slice(first, first + TOGETHER.files).map(({ path }) => path);
    const { files } = await reader.lookAt(paths, 0);
    for (const some of portions(files.map(given))) {
      signal.throwIfAborted();
      const read = await reader.read(some, (contents) => Promise.all(contents.map((bytes) => traitsOf(given(bytes)))));
      traits.push(...read);
    }
    onFile(traits.length);
  }
  return traits;
}

function given<Value>(value: Value | LeukoscopeError): Value {
  if (value instanceof LeukoscopeError) throw value;
  return value;
}

async function traitsOf(bytes: Uint8Array): Promise<FileTraits> {
  const sniffed = sniffFormat(bytes);
  const format = sniffed.kind === 'unknown' ? '' : sniffed.format;
  const facts = readFacts(bytes);
  const devices = (facts?.leftovers ?? []).filter(({ kind, field }) => kind === 'device' && !/serial/i.test(field));
  const stated = facts?.widthPx && facts.heightPx ? { widthPx: facts.widthPx, heightPx: facts.heightPx } : null;
  const size = stated ?? (await readSize(bytes)) ?? { widthPx: 0, heightPx: 0 };
  return {
    bytes: bytes.length,
    format,
    widthPx: size.widthPx,
    heightPx: size.heightPx,
    pngColourType: format === 'PNG' ? (bytes[PNG_COLOUR_TYPE_AT] ?? -1) : -1,
    jpeg: readJpegCoding(bytes),
    device: devices.map(({ value }) => value).join(' '),
  };
}

function* portions<File extends { readonly bytes: number }>(files: readonly File[]): Generator<File[]> {
  let portion: File[] = [];
  let bytes = 0;
  for (const file of files) {
    if (portion.length > 0 && bytes + file.bytes > TOGETHER.bytes) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(file);
    bytes += file.bytes;
  }
  if (portion.length > 0) yield portion;
}
