import { readNumber } from './read-number.ts';
import type { ReadElement } from './read-svg.ts';

/**
 * The measure of the last panel's axis, as a person reads it: from the labels of its first and last tick.
 *
 * @returns the value at a pixel of the picture.
 */
export function readAxis(
  elements: readonly ReadElement[],
  axis: 'x' | 'y',
  kind: 'linear' | 'log',
): (px: number) => number {
  const anchor = axis === 'x' ? 'middle' : 'end';
  const labels = elements.filter(
    ({ name, classes, attributes }) =>
      name === 'text' && classes.includes('lk-muted') && attributes['text-anchor'] === anchor,
  );
  const panel = labels.at(-1);
  const ticks = labels
    .filter(({ xPx, yPx }) => xPx === panel?.xPx && yPx === panel.yPx)
    .map(({ text, attributes, xPx, yPx }) => ({
      value: readNumber(text),
      px:
        axis === 'x' ? xPx + Number(attributes.x) : yPx + Number(attributes.y) - 0.36 * Number(attributes['font-size']),
    }));
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (first === undefined || last === undefined || first === last) throw new Error(`cannot read the axis ${axis}`);
  const [to, from] = kind === 'log' ? [Math.log10, (value: number) => 10 ** value] : [Number, Number];
  const perPx = (to(last.value) - to(first.value)) / (last.px - first.px);
  return (px) => from(to(first.value) + (px - first.px) * perPx);
}

/** The points of a path of straight lines, in pixels of the picture. */
export function pathPoints(path: ReadElement | undefined): { xPx: number; yPx: number }[] {
  if (path?.attributes.d === undefined) throw new Error('not a path');
  return [...path.attributes.d.matchAll(/[ML](-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) => ({
    xPx: path.xPx + Number(x),
    yPx: path.yPx + Number(y),
  }));
}
