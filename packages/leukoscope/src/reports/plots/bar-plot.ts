import type { Markup } from '../markup/markup.ts';
import { BOTTOM_AXIS_PX, horizontalAxis, horizontalScale, OVERHANG_PX } from './axes.ts';
import type { AxisScale } from './axis-scale.ts';
import { innerWidthPx, NOTHING, noteBlock, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type Size } from './figure.ts';
import { titleBelow } from './frame-parts.ts';
import { intervalMark } from './interval-marks.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

/** A part of a bar, or the whole of it. */
export interface BarPart {
  /** A share in [0, 1]. */
  readonly share: number;
  /** Index of its colour. */
  readonly tone: number;
}

export interface Bar {
  readonly label: string;
  /** From the left end on, one after the other; none where there is nothing to show. */
  readonly parts: readonly BarPart[];
  /** Around the end of the bar, in [0, 1]. */
  readonly interval?: readonly [low: number, high: number] | null;
  /** The numbers in words: at the right, or below the bar where it needs the width. */
  readonly text: string;
}

export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface BarPlot {
  readonly title: string;
  /** For those who do not see it, with its figures. */
  readonly description: string;
  /** Of an axis from 0 to 100%. */
  readonly axisTitle: string;
  readonly groups: readonly BarGroup[];
  /** What each colour stands for. */
  readonly legend?: readonly { readonly label: string; readonly tone: number }[];
  readonly notes?: readonly string[];
}

const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
const BAR_PX = 13;
const ROW_GAP_PX = 4;
const HEADING_PX = lineHeightPx(TITLE_TEXT_PX) + 4;
const GROUP_GAP_PX = 7;
const COLUMN_GAP_PX = 14;
const LEAST_BESIDE_PX = 500;
const MOST_LABEL_SHARE = 0.3;
const FILL_OPACITY = 0.5;

interface Room {
  /** Label, bar and text on one line; otherwise the bar below them. */
  readonly beside: boolean;
  readonly labelPx: number;
  readonly frameLeftPx: number;
  readonly framePx: number;
  readonly widthPx: number;
}

/**
 * Horizontal bars from 0 to 100% in groups, each of one part or of several that add up, with their numbers beside them.
 * One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function barPlot(plot: BarPlot, widthPx: number): Markup {
  checkWidth(widthPx);
  const innerPx = innerWidthPx(widthPx);
  const { title, description } = plot;
  return stackedFigure({ title, description }, widthPx, [
    plot.legend === undefined ? NOTHING : legend(plot.legend.map(legendEntry), innerPx),
    barsBlock(plot, roomOf(plot, innerPx)),
    noteBlock(plot.notes ?? [], innerPx),
  ]);
}

function legendEntry({ label, tone }: { readonly label: string; readonly tone: number }): LegendEntry {
  const box = { x: 2, y: -BAR_PX / 2, width: SWATCH_WIDTH_PX - 4, height: BAR_PX };
  return { label, swatch: [inTone(tone, filled(box))] };
}

function roomOf({ groups }: BarPlot, widthPx: number): Room {
  const bars = groups.flatMap((group) => group.bars);
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidthPx(text, SMALL_TEXT_PX)));
  const textPx = widest(bars.map(({ text }) => text));
  const labelPx = Math.min(widest(bars.map(({ label }) => label)), widthPx * MOST_LABEL_SHARE);
  const framePx = widthPx - labelPx - textPx - 2 * COLUMN_GAP_PX - OVERHANG_PX;
  if (widthPx >= LEAST_BESIDE_PX && framePx >= widthPx / 3)
    return { beside: true, labelPx, frameLeftPx: labelPx + COLUMN_GAP_PX, framePx, widthPx };
  return {
    beside: false,
    labelPx: widthPx,
    frameLeftPx: OVERHANG_PX / 2,
    framePx: widthPx - OVERHANG_PX * 1.5,
    widthPx,
  };
}

function barsBlock(plot: BarPlot, room: Room): Block {
  const scale = horizontalScale({ kind: 'linear', title: plot.axisTitle, limits: [0, 100] }, [], room.framePx);
  if (scale === null) throw new RangeError('an axis with limits has a scale');
  const content: SvgElement[] = [];
  let top = 0;
  for (const { title, bars } of plot.groups) {
    const lines = wrapped(title, room.widthPx, TITLE_TEXT_PX);
    top += content.length === 0 ? 0 : GROUP_GAP_PX;
    const place = { xPx: 0, yPx: top + lineHeightPx(TITLE_TEXT_PX) / 2, sizePx: TITLE_TEXT_PX };
    content.push(inRole('ink', textLines(lines, place)));
    top += HEADING_PX + (lines.length - 1) * lineHeightPx(TITLE_TEXT_PX);
    for (const bar of bars) {
      const row = barRow(bar, room, scale);
      content.push(moved(0, top, row.content));
      top += row.heightPx + ROW_GAP_PX;
    }
  }
  const frame: Size = { widthPx: room.framePx, heightPx: top };
  const below = titleBelow(plot.axisTitle, frame);
  const axis = [horizontalAxis(scale, frame), ...below.content];
  return {
    content: [...content, moved(room.frameLeftPx, 0, axis)],
    heightPx: top + Math.max(below.heightPx, BOTTOM_AXIS_PX),
  };
}

function barRow(bar: Bar, room: Room, scale: AxisScale): Block {
  const small = { sizePx: SMALL_TEXT_PX };
  const labels = wrapped(bar.label, room.labelPx, SMALL_TEXT_PX);
  if (room.beside) {
    const heightPx = Math.max(labels.length * LINE_PX, BAR_PX);
    const middle = heightPx / 2;
    const labelTop = middle - ((labels.length - 1) * LINE_PX) / 2;
    return {
      content: [
        inRole('ink', [
          ...textLines(labels, { ...small, xPx: 0, yPx: labelTop }),
          ...textLines([bar.text], { ...small, xPx: room.widthPx, yPx: middle, anchor: 'end' }),
        ]),
        ...drawnBar(bar, room, scale, middle),
      ],
      heightPx,
    };
  }
  const texts = wrapped(bar.text, room.widthPx, SMALL_TEXT_PX);
  const isOneLine =
    labels.length === 1 &&
    texts.length === 1 &&
    textWidthPx(`${bar.label}  ${bar.text}`, SMALL_TEXT_PX) + COLUMN_GAP_PX <= room.widthPx;
  const anchored = isOneLine
    ? textLines(texts, { ...small, xPx: room.widthPx, yPx: LINE_PX / 2, anchor: 'end' })
    : textLines(texts, { ...small, xPx: 0, yPx: (labels.length + 0.5) * LINE_PX });
  const textHeight = (isOneLine ? 1 : labels.length + texts.length) * LINE_PX + 2;
  return {
    content: [
      inRole('ink', textLines(labels, { ...small, xPx: 0, yPx: LINE_PX / 2 })),
      inRole('muted', anchored),
      ...(bar.parts.length === 0 ? [] : drawnBar(bar, room, scale, textHeight + BAR_PX / 2)),
    ],
    heightPx: textHeight + (bar.parts.length === 0 ? 0 : BAR_PX),
  };
}

/** The bar on its track, with its interval in the colour of the text. */
function drawnBar(
  { parts, interval }: Bar,
  { frameLeftPx, framePx }: Room,
  scale: AxisScale,
  middle: number,
): SvgElement[] {
  if (parts.length === 0) return [];
  const y = middle - BAR_PX / 2;
  const at = (share: number) => scale.at(100 * share);
  let from = 0;
  const drawn = parts.map(({ share, tone }) => {
    const [left, right] = [at(from), at(Math.min(1, from + share))];
    from += share;
    return inTone(tone, filled({ x: left, y, width: Math.max(0, right - left), height: BAR_PX }));
  });
  const track = svg('rect', { x: 0, y, width: framePx, height: BAR_PX, fill: 'none', stroke: 'currentColor' });
  const marks = interval ? intervalMark('horizontal', middle, interval, at) : [];
  return [moved(frameLeftPx, 0, [inRole('grid', [track]), ...drawn, inRole('ink', marks)])];
}

function filled(box: { x: number; y: number; width: number; height: number }): SvgElement[] {
  return [
    svg('rect', { ...box, fill: 'currentColor', 'fill-opacity': FILL_OPACITY }),
    svg('rect', { ...box, fill: 'none', stroke: 'currentColor' }),
  ];
}
