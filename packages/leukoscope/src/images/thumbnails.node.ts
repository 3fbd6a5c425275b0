import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { encodeThumbnail } from './codec.node.ts';
import { decodeFiles } from './decode-files.node.ts';
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
    for (const one of await decodeFiles(paths.slice(first, first + TOGETHER), files)) {
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
