import type { Cell } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readSize } from '../../images/codec.node.ts';
import { ImageFileReader } from '../../images/image-file.node.ts';
import { type ImageFormat, sniffFormat } from '../../images/image-format.ts';
import { type MetadataLeftover, readFacts } from './metadata-leftovers.ts';

/** What an image file says without being decoded. */
export interface FileFacts {
  readonly bytes: number;
  /** By content, not by name; `null` for what is no image that is read. */
  readonly format: ImageFormat | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly leftovers: readonly MetadataLeftover[];
}

export interface FactsOptions {
  readonly signal: AbortSignal;
  readonly onFile: (done: number) => void;
}

/** Files read together: enough that slow drives answer side by side, few enough for large pictures. */
const TOGETHER = { files: 64, bytes: 16_000_000 };

/**
 * Reads the header of each cell's image, in the order of the cells.
 *
 * @returns `null` for a file that cannot be opened; why is told when it is decoded
 */
export async function readFileFacts(
  cells: readonly Cell[],
  { signal, onFile }: FactsOptions,
): Promise<(FileFacts | null)[]> {
  const reader = new ImageFileReader();
  const facts: (FileFacts | null)[] = new Array(cells.length).fill(null);
  for (let first = 0; first < cells.length; first += TOGETHER.files) {
    const paths = cells.slice(first, first + TOGETHER.files).map(({ path }) => path);
    const { files } = await reader.lookAt(paths, 0);
    const there = files.flatMap((file, at) => (file instanceof LeukoscopeError ? [] : [{ file, at: first + at }]));
    for (const some of portions(there)) {
      signal.throwIfAborted();
      await reader.read(
        some.map(({ file }) => file),
        async (contents) => {
          for (const [at, content] of contents.entries()) {
            if (!(content instanceof LeukoscopeError)) facts[some[at]!.at] = await factsOf(content);
          }
        },
      );
    }
    onFile(Math.min(first + TOGETHER.files, cells.length));
  }
  return facts;
}

async function factsOf(bytes: Uint8Array): Promise<FileFacts> {
  const sniffed = sniffFormat(bytes);
  const format = sniffed.kind === 'accepted' ? sniffed.format : null;
  const facts = format === null ? null : readFacts(bytes);
  const { widthPx = null, heightPx = null, leftovers = [] } = facts ?? {};
  const size = widthPx === null || heightPx === null ? format && (await readSize(bytes)) : { widthPx, heightPx };
  return { bytes: bytes.length, format, widthPx: size?.widthPx ?? null, heightPx: size?.heightPx ?? null, leftovers };
}

/** Cuts a list of files so that the files of a portion, if more than one, fit into memory together. */
function* portions<File extends { readonly file: { readonly bytes: number } }>(files: readonly File[]) {
  let portion: File[] = [];
  let bytes = 0;
  for (const one of files) {
    if (portion.length > 0 && bytes + one.file.bytes > TOGETHER.bytes) {
      yield portion;
      portion = [];
      bytes = 0;
    }
    portion.push(one);
    bytes += one.file.bytes;
  }
  if (portion.length > 0) yield portion;
}
