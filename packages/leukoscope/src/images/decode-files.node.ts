import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { decodeEach } from './codec.node.ts';
import type { ImageFileReader } from './image-file.node.ts';
import type { Raster } from './raster.ts';

/** Image files as pictures in memory, in the order of the paths; for each the picture, or why the file cannot be used. */
export async function decodeFiles(
  paths: readonly string[],
  reader: ImageFileReader,
): Promise<(Raster | LeukoscopeError)[]> {
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
