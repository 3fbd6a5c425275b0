import {
  area,
  line,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import { NUMBER_DIGITS, numberText } from '../markup/markup.ts';
import { type SvgElement, svg } from './svg.ts';
import { ON_PAPER_CLASS } from './theme.ts';

/** A place in the picture, or a gap. */
export interface PixelPoint {
  readonly xPx: number;
  /** `null` where there is no value. */
  readonly yPx: number | null;
}

export interface PixelInterval {
  readonly xPx: number;
  readonly lowPx: number;
  readonly highPx: number;
}

/**
 * How a series is told from the others, beside its colour: the numbers of colours, dashes and symbols have no common
 * factor, so that they meet again only after 210 series.
 */
const DASHES = [undefined, '7 4', '1.5 4', '11 4 2 4', '3.5 3', '14 3 5 3'] as const;
const SYMBOLS: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
  symbolWye,
];
const SYMBOL_AREA_PX2 = 44;
/** Symbols nearer to the one before are left out; the line goes through their points all the same. */
const SYMBOL_DISTANCE_PX = 14;

/** The line through the points, with gaps where there is no value. */
export function linePath(points: readonly PixelPoint[], index: number): SvgElement {
  const path = line<PixelPoint>()
    .digits(NUMBER_DIGITS)
    .defined(({ yPx }) => yPx !== null)
    .x(({ xPx }) => xPx)
    .y(({ yPx }) => yPx ?? 0);
  return svg('path', {
    d: path(points) || undefined,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 2,
    'stroke-dasharray': DASHES[index % DASHES.length],
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  });
}

/** The area between two lines, to be drawn behind the lines. */
export function bandPath(points: readonly PixelInterval[]): SvgElement {
  const path = area<PixelInterval>()
    .digits(NUMBER_DIGITS)
    .x(({ xPx }) => xPx)
    .y0(({ lowPx }) => lowPx)
    .y1(({ highPx }) => highPx);
  return svg('path', { d: path(points) || undefined, fill: 'currentColor', 'fill-opacity': 0.18 });
}

/** Symbols on the points, no denser than can be told apart; every second series' are hollow. */
export function symbolsAt(points: readonly PixelPoint[], index: number): SvgElement[] {
  let lastPx = Number.NEGATIVE_INFINITY;
  const apart = points.filter(({ xPx, yPx }) => {
    if (yPx === null || xPx - lastPx < SYMBOL_DISTANCE_PX) return false;
    lastPx = xPx;
    return true;
  });
  return sizedSymbols(apart, index);
}

/** A symbol on every point, each of the area it gives. */
export function sizedSymbols(points: readonly (PixelPoint & { areaPx2?: number })[], index: number): SvgElement[] {
  const type = SYMBOLS[index % SYMBOLS.length] ?? symbolCircle;
  const look =
    index % 2 === 0
      ? { fill: 'currentColor' }
      : { class: ON_PAPER_CLASS, stroke: 'currentColor', 'stroke-width': 1.75 };
  return points.flatMap(({ xPx, yPx, areaPx2 = SYMBOL_AREA_PX2 }) => {
    if (yPx === null) return [];
    const shape = symbol(type, areaPx2).digits(NUMBER_DIGITS)() ?? '';
    return [svg('path', { d: shape, transform: `translate(${numberText(xPx)} ${numberText(yPx)})`, ...look })];
  });
}

/** Faint round dots, one for each value. */
export function dots(points: readonly PixelPoint[]): SvgElement {
  const places = points.flatMap(({ xPx, yPx }) => (yPx === null ? [] : [`M${numberText(xPx)} ${numberText(yPx)}h0`]));
  return svg('path', {
    d: places.join('') || undefined,
    stroke: 'currentColor',
    'stroke-width': 4,
    'stroke-linecap': 'round',
    'stroke-opacity': 0.5,
  });
}

/** Faint triangles at the edge, for dots that lie beyond it: `up` at the upper, otherwise at the lower edge. */
export function edgeTriangles(xsPx: readonly number[], edgePx: number, up: boolean): SvgElement {
  const height = up ? 6 : -6;
  const places = xsPx.map((xPx) => `M${numberText(xPx - 4)} ${numberText(edgePx + height)}h8l-4 ${-height}z`);
  return svg('path', { d: places.join('') || undefined, fill: 'currentColor', 'fill-opacity': 0.5 });
}
