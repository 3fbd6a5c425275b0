import type { CamLayer } from './gradient-model.ts';

/**
 * The map of Grad-CAM (Selvaraju et al. 2017): feature maps weighted by the means of their gradients, summed, what is
 * negative left out. Of several views of a picture the mean, each turned back first.
 *
 * @param maps, slopes `[views, channels, rows, columns]`, the slopes being gradients of the evidence for the call.
 * @returns `[rows, columns]`. Oracle: golden/maps.py.
 */
export function gradCam(maps: Float32Array, slopes: Float32Array, layer: CamLayer): Float32Array {
  const { views, channels, rows, columns } = layer;
  const plane = rows * columns;
  const sum = new Float64Array(plane);
  for (let view = 0; view < views; view++) {
    const own = new Float64Array(plane);
    for (let channel = 0; channel < channels; channel++) {
      const start = (view * channels + channel) * plane;
      let weight = 0;
      for (let at = 0; at < plane; at++) weight += slopes[start + at]! / plane;
      for (let at = 0; at < plane; at++) own[at]! += weight * maps[start + at]!;
    }
    for (let at = 0; at < plane; at++) sum[at]! += own[placeInView(at, view, layer)]! / views;
  }
  return Float32Array.from(sum, (value) => Math.max(value, 0));
}

/** Where a place of the picture lies in a view of `planeViews`: views are mirrored, then turned over, then transposed. */
function placeInView(place: number, view: number, { rows, columns }: CamLayer): number {
  let [row, column] = [Math.floor(place / columns), place % columns];
  if (view & 1) column = columns - 1 - column;
  if (view & 2) row = rows - 1 - row;
  return view & 4 ? column * rows + row : row * columns + column;
}

/**
 * A coarse map at the size of the picture, interpolated between the middles of its places, edges repeated: as PyTorch's
 * `interpolate(mode='bilinear', align_corners=False)`.
 *
 * @param map `[rows, columns]`. @returns `[sizePx, sizePx]`.
 */
export function enlarged(map: Float32Array, { rows, columns }: CamLayer, sizePx: number): Float32Array {
  const ys = betweenMiddles(rows, sizePx);
  const xs = betweenMiddles(columns, sizePx);
  return Float32Array.from({ length: sizePx * sizePx }, (_, at) => {
    const y = ys[Math.floor(at / sizePx)]!;
    const x = xs[at % sizePx]!;
    const value = (row: number, column: number) => map[row * columns + column]!;
    const upper = value(y.low, x.low) * (1 - x.part) + value(y.low, x.high) * x.part;
    const lower = value(y.high, x.low) * (1 - x.part) + value(y.high, x.high) * x.part;
    return upper * (1 - y.part) + lower * y.part;
  });
}

/** For each of `to` pixels the two of `from` places between whose middles its own lies, and how far towards the second. */
function betweenMiddles(from: number, to: number) {
  return Array.from({ length: to }, (_, pixel) => {
    const place = Math.max(0, ((pixel + 0.5) * from) / to - 0.5);
    const low = Math.min(Math.floor(place), from - 1);
    return { low, high: Math.min(low + 1, from - 1), part: place - low };
  });
}
