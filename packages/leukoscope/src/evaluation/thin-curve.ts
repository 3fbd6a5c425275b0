/**
 * At most `limit` of a curve's points, both ends among them, evenly spread along it: between a point left out and the
 * kept one before it lies less than 1 / (limit - 2) of the curve's length. For drawing; never compute an area from it.
 *
 * @param placeOf where a point lies; lengths are the sum of the steps across and up.
 * @throws RangeError if `limit` is below 3.
 */
export function thinCurve<Point>(
  points: readonly Point[],
  limit: number,
  placeOf: (point: Point) => readonly [x: number, y: number],
): Point[] {
  if (!(Number.isInteger(limit) && limit >= 3)) throw new RangeError(`thinCurve() limit=${limit} must be at least 3`);
  if (points.length <= limit) return [...points];
  const travelled = distances(points.map(placeOf));
  const last = points.length - 1;
  const stretch = travelled[last]! / (limit - 2);
  const kept: Point[] = [];
  let next = 0;
  for (const [at, point] of points.entries()) {
    if (at !== last && travelled[at]! < next) continue;
    kept.push(point);
    next = (Math.floor(travelled[at]! / stretch) + 1) * stretch;
  }
  return kept;
}

function distances(places: readonly (readonly [number, number])[]): number[] {
  let travelled = 0;
  let [x, y] = places[0]!;
  return places.map((place) => {
    travelled += Math.abs(place[0] - x) + Math.abs(place[1] - y);
    [x, y] = place;
    return travelled;
  });
}
