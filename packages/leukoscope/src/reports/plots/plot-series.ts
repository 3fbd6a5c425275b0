import type { AxisScale } from './axis-scale.ts';
import { type LegendEntry, SWATCH_WIDTH_PX } from './legend.ts';
import { bandPath, dots, edgeTriangles, linePath, type PixelPoint, sizedSymbols, symbolsAt } from './series-marks.ts';
import type { SvgElement } from './svg.ts';
import { inTone } from './theme.ts';

export interface PlotPoint {
  /** Finite. */
  readonly x: number;
  /** `null`, or not finite: there is no value, and the line has a gap. */
  readonly y: number | null;
  /** Of its symbol, in square pixels, where the style is `symbols`; the usual one unless given. */
  readonly areaPx2?: number;
}

export interface PlotSeries {
  readonly label: string;
  /** In the order in which the line goes through them. */
  readonly points: readonly PlotPoint[];
  /**
   * `marked-line` unless given. `dots` are faint and have no line: single values behind their mean. `symbols` have no
   * line either, and each its own size.
   */
  readonly style?: 'marked-line' | 'line' | 'dots' | 'symbols';
  /** Chooses colour, dashes and symbol; its place among the series unless given. Equal ones look alike. */
  readonly look?: number;
}

/** An area between two lines, for example of an interval. */
export interface PlotBand {
  readonly label: string;
  /** Finite. */
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly look: number;
}

/** What is drawn in a frame. */
export interface PlotData {
  readonly series: readonly PlotSeries[];
  readonly bands?: readonly PlotBand[];
}

/** Scales that start at the frame's upper left corner. */
export interface PlotScales {
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/** A line that leaves the frame keeps its direction, but a browser is not given numbers it cannot draw. */
const FARTHEST_PX = 10_000;

/** All values the axes have to measure. */
export function plottedValues({ series, bands = [] }: PlotData): { x: number[]; y: number[] } {
  const points = series.flatMap((one) => one.points);
  const edges = bands.flatMap((band) => band.points);
  return {
    x: [...points, ...edges].map(({ x }) => x),
    y: [...points.map(({ y }) => y).filter(isValue), ...edges.flatMap(({ low, high }) => [low, high])],
  };
}

/** Bands, over them dots, over them lines, over them symbols. */
export function drawnData({ series, bands = [] }: PlotData, scales: PlotScales): SvgElement[] {
  const looks = series.map((one, index) => ({ look: index, style: 'marked-line', ...one }) as const);
  const dotted = looks.filter(({ style }) => style === 'dots');
  const lines = looks.filter(({ style }) => style === 'line' || style === 'marked-line');
  return [
    ...bands.map(({ points, look }) => inTone(look, [bandPath(points.map((point) => bandPixels(point, scales)))])),
    ...dotted.map(({ points, look }) => inTone(look, dotsInside(points, scales))),
    ...lines.map(({ points, look }) => inTone(look, [linePath(pixels(points, scales), look)])),
    ...lines
      .filter(({ style }) => style === 'marked-line')
      .map(({ points, look }) => inTone(look, symbolsAt(pixels(points, scales), look))),
    ...looks
      .filter(({ style }) => style === 'symbols')
      .map(({ points, look }) => inTone(look, sizedSymbols(pixels(points, scales), look))),
  ];
}

/** What the legend says of the data. */
export function legendEntries({ series, bands = [] }: PlotData): LegendEntry[] {
  return [
    ...series.map(({ label, style = 'marked-line', look }, index) => ({
      label,
      swatch: [inTone(look ?? index, seriesSwatch(style, look ?? index))],
    })),
    ...bands.map(({ label, look }) => ({
      label,
      swatch: [inTone(look, [bandPath(SWATCH_ENDS.map(({ xPx }) => ({ xPx, lowPx: 5, highPx: -5 })))])],
    })),
  ];
}

const SWATCH_ENDS: readonly PixelPoint[] = [1, SWATCH_WIDTH_PX - 1].map((xPx) => ({ xPx, yPx: 0 }));
const SWATCH_MIDDLE: readonly PixelPoint[] = [{ xPx: SWATCH_WIDTH_PX / 2, yPx: 0 }];
const SWATCH_DOTS: readonly PixelPoint[] = [-9, 0, 9].map((offset) => ({
  xPx: SWATCH_WIDTH_PX / 2 + offset,
  yPx: offset === 0 ? -2 : 2,
}));

function seriesSwatch(style: NonNullable<PlotSeries['style']>, look: number): SvgElement[] {
  if (style === 'dots') return [dots(SWATCH_DOTS)];
  if (style === 'symbols') return sizedSymbols(SWATCH_MIDDLE, look);
  return [linePath(SWATCH_ENDS, look), ...(style === 'marked-line' ? symbolsAt(SWATCH_MIDDLE, look) : [])];
}

function isValue(y: number | null): y is number {
  return y !== null && Number.isFinite(y);
}

function pixels(points: readonly PlotPoint[], { x, y }: PlotScales): PixelPoint[] {
  return points.map((point) => ({
    ...point,
    xPx: x.at(point.x),
    yPx: isValue(point.y) ? drawable(y.at(point.y)) : null,
  }));
}

function bandPixels({ x, low, high }: PlotBand['points'][number], scales: PlotScales) {
  return { xPx: scales.x.at(x), lowPx: drawable(scales.y.at(low)), highPx: drawable(scales.y.at(high)) };
}

function dotsInside(points: readonly PlotPoint[], scales: PlotScales): SvgElement[] {
  const [low, high] = scales.y.domain;
  const valued = points.filter(({ y }) => isValue(y));
  const beyond = (is: (y: number) => boolean) => valued.filter(({ y }) => is(y!)).map(({ x }) => scales.x.at(x));
  const [above, below] = [beyond((y) => y > high), beyond((y) => y < low)];
  const inside = valued.filter(({ y }) => y! >= low && y! <= high);
  return [
    dots(pixels(inside, scales)),
    ...(above.length > 0 ? [edgeTriangles(above, scales.y.at(high), true)] : []),
    ...(below.length > 0 ? [edgeTriangles(below, scales.y.at(low), false)] : []),
  ];
}

function drawable(px: number): number {
  return Math.max(-FARTHEST_PX, Math.min(FARTHEST_PX, px));
}
