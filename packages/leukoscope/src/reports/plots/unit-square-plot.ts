import type { Markup } from '../markup/markup.ts';
import {
  horizontalAxis,
  horizontalScale,
  OVERHANG_PX,
  verticalAxis,
  verticalAxisWidthPx,
  verticalScale,
} from './axes.ts';
import type { AxisScale, AxisSpec } from './axis-scale.ts';
import { innerWidthPx, NOTHING, noteBlock, stacked, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type FigureText, type Size } from './figure.ts';
import { emptyFrame, TITLE_GAP_PX, TITLE_LINE_PX, titleBelow } from './frame-parts.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import type { PixelPoint } from './series-marks.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { TITLE_TEXT_PX, textLines } from './text.ts';
import { inRole } from './theme.ts';

/** One share against another, on equal axes from 0 to 1. */
export interface UnitSquarePlot extends FigureText {
  /** Titles of the axes. */
  readonly across: string;
  readonly up: string;
  /** What is drawn within the axes, back to front. */
  readonly draw: (x: AxisScale, y: AxisScale) => readonly SvgElement[];
  readonly entries: readonly LegendEntry[];
  readonly notes: readonly string[];
}

const MOST_SIDE_PX = 360;
const HEADER_GAP_PX = 10;
const COLUMN_GAP_PX = 28;
/** A legend narrower than this stands above the frame instead of beside it. */
const LEAST_LEGEND_PX = 250;
const GAP_PX = 14;
const EMPTY_HEIGHT_PX = 160;

/**
 * The square with its legend and notes beside it, or above and below where it is narrow. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function unitSquarePlot(plot: UnitSquarePlot, widthPx: number): Markup {
  checkWidth(widthPx);
  const innerPx = innerWidthPx(widthPx);
  const beside = innerPx - MOST_SIDE_PX - 60 - COLUMN_GAP_PX >= LEAST_LEGEND_PX;
  const { block: square, widthPx: squarePx } = squareFrame(plot, beside ? MOST_SIDE_PX + 60 : innerPx);
  const wordsPx = beside ? innerPx - squarePx - COLUMN_GAP_PX : innerPx;
  const key = legend(plot.entries, wordsPx);
  if (!beside) return stackedFigure(plot, widthPx, [key, square, noteBlock(plot.notes, wordsPx)]);
  const words = stacked([key, noteBlock(plot.notes, wordsPx)], GAP_PX);
  const row: Block = {
    content: [...square.content, moved(squarePx + COLUMN_GAP_PX, TITLE_LINE_PX + HEADER_GAP_PX, words.content)],
    heightPx: Math.max(square.heightPx, words.heightPx + TITLE_LINE_PX + HEADER_GAP_PX),
  };
  return stackedFigure(plot, widthPx, [row, NOTHING]);
}

/** What stands in a plot's place where there is nothing to draw: its description. */
export function emptySquare(text: FigureText, widthPx: number): Markup {
  checkWidth(widthPx);
  const content = [emptyFrame(text.description, { widthPx: innerWidthPx(widthPx), heightPx: EMPTY_HEIGHT_PX })];
  return stackedFigure(text, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }]);
}

function squareFrame({ across, up, draw }: UnitSquarePlot, roomPx: number): { block: Block; widthPx: number } {
  const measure = (title: string): AxisSpec => ({ kind: 'linear', title, limits: [0, 1] });
  const widest = verticalAxisWidthPx(required(verticalScale(measure(up), [], MOST_SIDE_PX)));
  const left = Math.max(OVERHANG_PX, widest);
  const side = Math.floor(Math.min(MOST_SIDE_PX, roomPx - left - OVERHANG_PX));
  const frame: Size = { widthPx: side, heightPx: side };
  const y = required(verticalScale(measure(up), [], side));
  const x = required(horizontalScale(measure(across), [], side));
  const top = TITLE_LINE_PX + HEADER_GAP_PX;
  const below = titleBelow(across, frame);
  const title = textLines([up], { xPx: 0, yPx: TITLE_LINE_PX / 2, sizePx: TITLE_TEXT_PX });
  const content = [
    inRole('ink', title),
    moved(left, top, [...verticalAxis(y, side), horizontalAxis(x, frame), ...below.content, ...draw(x, y)]),
  ];
  const heightPx = top + side + below.heightPx + TITLE_GAP_PX;
  return { block: { content, heightPx }, widthPx: left + side + OVERHANG_PX };
}

function required(scale: AxisScale | null): AxisScale {
  if (scale === null) throw new RangeError('an axis with limits has a scale');
  return scale;
}

/** A faint dotted line to compare with. */
export function guideLine(from: PixelPoint, to: PixelPoint): SvgElement {
  const ends = { x1: from.xPx, y1: from.yPx ?? 0, x2: to.xPx, y2: to.yPx ?? 0 };
  return inRole('muted', [svg('line', { ...ends, stroke: 'currentColor', 'stroke-dasharray': '2 4' })]);
}

export const SWATCH_ENDS: readonly [PixelPoint, PixelPoint] = [
  { xPx: 1, yPx: 0 },
  { xPx: SWATCH_WIDTH_PX - 1, yPx: 0 },
];
export const SWATCH_MIDDLE: PixelPoint = { xPx: SWATCH_WIDTH_PX / 2, yPx: 0 };
export const GUIDE_SWATCH: readonly SvgElement[] = [guideLine(...SWATCH_ENDS)];
