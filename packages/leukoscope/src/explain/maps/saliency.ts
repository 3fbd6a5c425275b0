/**
 * The map of Simonyan et al. 2013: of each pixel the largest absolute gradient of its three channels.
 *
 * @param byPixel gradient of the evidence, `[sizePx, sizePx, 3]`. @returns `[sizePx, sizePx]`. Oracle: golden/maps.py.
 */
export function saliency(byPixel: Float32Array): Float32Array {
  return Float32Array.from({ length: byPixel.length / 3 }, (_, pixel) =>
    Math.max(...byPixel.subarray(3 * pixel, 3 * pixel + 3).map(Math.abs)),
  );
}
