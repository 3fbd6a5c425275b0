import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { estimateScale, type Scale } from './cell-finder/estimate-scale.ts';
import { redCellDiametersPx } from './cell-finder/red-cells.ts';
import { decodeEach, type EncodedImage, readSize } from './codec.node.ts';
import { ImageFileReader } from './image-file.node.ts';

/** Enough for an interval of about 2% where pictures show some red cells. */
const SAMPLE = 400;
/** Images decoded at a time, so that few lie in memory. */
const CHUNK = 50;

/**
 * The scale of images that are all magnified alike, by the red cells in a sample of them spread evenly over the list, so
 * that it is the same each time. Images that cannot be used are passed over: whoever uses them all will tell of them.
 *
 * @param most images that are looked at
 * @returns `null` with red cells in fewer than 10 of the images looked at
 * @throws the signal's reason if it is aborted
 */
export async function scaleOfImages(
  paths: readonly string[],
  signal?: AbortSignal,
  most: number = SAMPLE,
): Promise<Scale | null> {
  const diameters: (readonly number[])[] = [];
  await readSample(paths, { most, signal }, async (encoded) => {
    const decoded = await decodeEach(encoded, ({ raster }) => redCellDiametersPx(raster));
    for (const one of decoded) if (!(one instanceof LeukoscopeError)) diameters.push(one);
  });
  return estimateScale(diameters);
}

/**
 * The median of the pictures' shorter sides in pixels, by their headers, in the same sample.
 *
 * @param most images that are looked at
 * @returns `null` if none can be read
 * @throws the signal's reason if it is aborted
 */
export async function shorterSideOfImages(
  paths: readonly string[],
  signal?: AbortSignal,
  most: number = SAMPLE,
): Promise<number | null> {
  const sides: number[] = [];
  await readSample(paths, { most, signal }, async (encoded) => {
    for (const { bytes } of encoded) {
      const size = await readSize(bytes);
      if (size !== null) sides.push(Math.min(size.widthPx, size.heightPx));
    }
  });
  return sides.toSorted((a, b) => a - b)[Math.floor(sides.length / 2)] ?? null;
}

async function readSample(
  paths: readonly string[],
  { most, signal }: { readonly most: number; readonly signal: AbortSignal | undefined },
  use: (encoded: readonly EncodedImage[]) => Promise<void>,
): Promise<void> {
  const every = Math.max(1, paths.length / most);
  const sample = Array.from({ length: Math.min(most, paths.length) }, (_, at) => paths[Math.floor(at * every)]!);
  const files = new ImageFileReader();
  for (let first = 0; first < sample.length; first += CHUNK) {
    signal?.throwIfAborted();
    const looked = await files.lookAt(sample.slice(first, first + CHUNK), 0);
    const usable = looked.files.flatMap((file) => (file instanceof LeukoscopeError ? [] : [file]));
    await files.read(usable, (contents) =>
      use(
        contents.flatMap((bytes, at) => (bytes instanceof LeukoscopeError ? [] : [{ bytes, name: usable[at]!.path }])),
      ),
    );
  }
}

/** What is printed is what is used. */
export const SCALE_DIGITS = 4;

/** A scale found, in micrometres a pixel, as it is used and told. */
export function scaleToUse({ micronsPerPixel }: Scale): number {
  return Number(micronsPerPixel.toPrecision(SCALE_DIGITS));
}
