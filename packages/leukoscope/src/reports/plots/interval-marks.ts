import { type SvgElement, svg } from './svg.ts';

const CAP_PX = 4;

/**
 * A line from one end of an interval to the other with a cap at each, in the colour of its group; nothing where there is
 * no interval.
 *
 * @param acrossPx where it stands on the other axis
 * @param at from a value to pixels along its own axis
 */
export function intervalMark(
  direction: 'horizontal' | 'vertical',
  acrossPx: number,
  [low, high]: readonly [number | null, number | null],
  at: (value: number) => number,
): SvgElement[] {
  if (low === null || high === null) return [];
  const [from, to] = [at(low), at(high)];
  const stroke = (alongA: number, acrossA: number, alongB: number, acrossB: number) => {
    const ends =
      direction === 'horizontal'
        ? { x1: alongA, y1: acrossA, x2: alongB, y2: acrossB }
        : { x1: acrossA, y1: alongA, x2: acrossB, y2: alongB };
    return svg('line', { ...ends, stroke: 'currentColor', 'stroke-width': 2 });
  };
  return [
    stroke(from, acrossPx, to, acrossPx),
    ...[from, to].map((end) => stroke(end, acrossPx - CAP_PX, end, acrossPx + CAP_PX)),
  ];
}
