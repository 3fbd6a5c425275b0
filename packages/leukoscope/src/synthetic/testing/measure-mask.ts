/** Measures on masks, for tests: written without knowledge of how the outlines were drawn. */

/** Pixels that are ones. */
export function areaPx(mask: Uint8Array): number {
  return mask.reduce((sum, pixel) => sum + pixel, 0);
}

/** Diameter of the disc of the same area. */
export function diameterUm(mask: Uint8Array, micronsPerPixel: number): number {
  return 2 * Math.sqrt(areaPx(mask) / Math.PI) * micronsPerPixel;
}

/** A neck this thin, as a share of the lobe's own thickness, parts it from its neighbour. */
const NECK = 0.6;
/** A part thinner than this share of the thickest is no lobe. */
const LEAST_LOBE = 0.35;

/**
 * Counts what stays apart when the outline is worn away: peaks of the distance to the outside, each parted from a higher
 * one by a neck (persistence of the distance transform's level sets).
 */
export function countLobes(mask: Uint8Array, sizePx: number): number {
  const depth = depthOf(mask, sizePx);
  const inside = [...depth.keys()].filter((at) => depth[at]! > 0).sort((a, b) => depth[b]! - depth[a]!);
  const thickest = depth[inside[0]!]!;
  const parent = new Int32Array(depth.length).fill(-1);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root]!;
    return root;
  };
  let lobes = 1;
  // The root of each part is its deepest pixel, since pixels come in the order of their depth.
  for (const at of inside) {
    parent[at] = at;
    for (const neighbour of [at - 1, at + 1, at - sizePx, at + sizePx]) {
      if (parent[neighbour] === undefined || parent[neighbour] === -1) continue;
      const [a, b] = [rootOf(neighbour), rootOf(at)];
      if (a === b) continue;
      const [higher, lower] = depth[a]! >= depth[b]! ? [a, b] : [b, a];
      if (depth[lower]! >= LEAST_LOBE * thickest && depth[at]! <= NECK * depth[lower]!) lobes++;
      parent[lower] = higher;
    }
  }
  return lobes;
}

/** Distance of each pixel to the nearest zero, in pixels; exact, by looking at all zeros beside ones. */
function depthOf(mask: Uint8Array, sizePx: number): Float64Array {
  const edge: number[] = [];
  for (let at = 0; at < mask.length; at++) {
    const isBeside = [at - 1, at + 1, at - sizePx, at + sizePx].some((neighbour) => mask[neighbour] === 1);
    if (mask[at] === 0 && isBeside) edge.push(at);
  }
  return Float64Array.from(mask, (pixel, at) => {
    if (pixel === 0) return 0;
    let nearest = Number.POSITIVE_INFINITY;
    const [row, column] = [Math.floor(at / sizePx), at % sizePx];
    for (const zero of edge) {
      const dy = Math.floor(zero / sizePx) - row;
      const dx = (zero % sizePx) - column;
      nearest = Math.min(nearest, dy * dy + dx * dx);
    }
    return Math.sqrt(nearest);
  });
}
