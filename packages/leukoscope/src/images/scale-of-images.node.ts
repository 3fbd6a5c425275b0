import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { estimateScale, type Scale } from './cell-finder/estimate-scale.ts';
import { redCellDiametersPx } from './cell-finder/red-cells.ts';
import { decodeEach } from './codec.node.ts';
import { ImageFileReader } from './image-file.node.ts';

/** Enough for an interval of about 2% where pictures show some red cells. */
const SAMPLE = 400;
/** Images decoded at a time, so that few lie in memory. */
const CHUNK = 50;

/**
 * The scale of images that are all magnified alike, by the red cells in a sample of them spread evenly over the list, so
 * that it is the same each time. Images that cannot be used are passed over: whoever uses them all will tell of them.
 *
 * @returns `null` with red cells in fewer than 10 of the images looked at
 * @throws the signal's reason if it is aborted
 */
export async function scaleOfImages(paths: readonly string[], signal?: AbortSignal): Promise<Scale | null> {
  const every = Math.max(1, paths.length / SAMPLE);
  const sample = Array.from({ length: Math.min(SAMPLE, paths.length) }, (_, at) => paths[Math.floor(at * every)]!);
  const files = new ImageFileReader();
  const diameters: (readonly number[])[] = [];
  for (let first = 0; first < sample.length; first += CHUNK) {
    signal?.throwIfAborted();
    const looked = await files.lookAt(sample.slice(first, first + CHUNK), 0);
    const usable = looked.files.flatMap((file) => (file instanceof LeukoscopeError ? [] : [file]));
    await files.read(usable, async (contents) => {
      const encoded = contents.flatMap((bytes, at) =>
        bytes instanceof LeukoscopeError ? [] : [{ bytes, name: usable[at]!.path }],
      );
      const decoded = await decodeEach(encoded, ({ raster }) => redCellDiametersPx(raster));
      for (const one of decoded) if (!(one instanceof LeukoscopeError)) diameters.push(one);
    });
  }
  return estimateScale(diameters);
}
