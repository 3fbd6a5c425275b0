import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { decodeEach, encodeThumbnail } from './codec.node.ts';
import { ImageFileReader } from './image-file.node.ts';
import type { Raster } from './raster.ts';

export interface ThumbnailOptions {
  /** Of the longer side. */
  readonly sizePx: number;
  readonly signal?: AbortSignal;
}

/** Pictures in memory at once. */
const TOGETHER = 64;

/**
 * Small pictures of image files for a report, in the order of the paths, as data URIs.
 *
 * @returns for each path the picture, or the reason why the file cannot be used
 */
export async function thumbnails(
  paths: readonly string[],
  { sizePx, signal }: ThumbnailOptions,
): Promise<(string | LeukoscopeError)[]> {
  const files = new ImageFileReader();
  const shown: (string | LeukoscopeError)[] = [];
  for (let first = 0; first < paths.length; first += TOGETHER) {
    signal?.throwIfAborted();
    for (const one of await decodeSome(paths.slice(first, first + TOGETHER), files)) {
      shown.push(one instanceof LeukoscopeError ? one : await dataUri(one, sizePx));
    }
  }
  return shown;
}

/** A picture that is in memory already, as a data URI. */
export async function dataUri(raster: Raster, sizePx: number): Promise<string> {
  const bytes = await encodeThumbnail(raster, sizePx);
  return `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`;
}

async function decodeSome(paths: readonly string[], reader: ImageFileReader): Promise<(Raster | LeukoscopeError)[]> {
  const { files } = await reader.lookAt(paths, 0);
  const there = files.flatMap((file) => (file instanceof LeukoscopeError ? [] : [file]));
  const decoded = await reader.read(there, async (contents) => {
    const readable = contents.flatMap((bytes, at) =>
      bytes instanceof LeukoscopeError ? [] : [{ bytes, name: there[at]!.path }],
    );
    const pictures = await decodeEach(readable, ({ raster }) => ({ ...raster, data: raster.data.slice() }));
    let next = 0;
    return contents.map((bytes) => (bytes instanceof LeukoscopeError ? bytes : pictures[next++]!));
  });
  let next = 0;
  return files.map((file) => (file instanceof LeukoscopeError ? file : decoded[next++]!));
}
