import type { Markup } from '../markup/markup.ts';
import { BOTTOM_AXIS_PX, horizontalAxis, horizontalScale, OVERHANG_PX } from './axes.ts';
import type { AxisScale, AxisSpec } from './axis-scale.ts';
import { innerWidthPx, NOTHING, noteBlock, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type PlotView } from './figure.ts';
import { FOREST_PLOT_TEXTS, type ForestPlotTexts } from './forest-plot-texts.ts';
import {
  countOf,
  type ForestColumns,
  type ForestLayout,
  type ForestRow,
  forestLayouts,
  headingContent,
  MARK_LINE_PX,
  rowContent,
  rowCount,
  truthMark,
} from './forest-rows.ts';
import { emptyFrame, markerLabel, markerLine, titleBelow } from './frame-parts.ts';
import { intervalMark } from './interval-marks.ts';
import { differenceText, figureText, percentText, shareText } from './interval-text.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import { symbolsAt } from './series-marks.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

export interface ForestPlot {
  readonly title: string;
  /** Of the axis; of a plot in percent, with the sign. */
  readonly axisTitle: string;
  readonly rows: readonly ForestRow[];
  /** Whether values are drawn and written as 0–100% instead of 0–1. */
  readonly percent?: boolean;
  /** A vertical line to compare with, in [0, 1]. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** Whether values are differences in [−1, 1]: the axis lies around 0 and reaches as far as they do. */
  readonly differences?: boolean;
  readonly notes?: readonly string[];
}

const LEAST_BESIDE_PX = 500;
const LEAST_VALUES_PX = 680;
const MOST_LABEL_SHARE = 0.3;
const COLUMN_GAP_PX = 16;
const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
/** With more rows than this the axis stands above them too. */
const MANY_ROWS = 20;
const EMPTY_HEIGHT_PX = 120;
/** Of an axis of differences to either side, so that small ones look small. */
const LEAST_REACH = 0.1;

/**
 * Proportions, or differences of them, with their intervals, one below the other, the counts at the right. As tall as it has rows; more than a
 * sheet of paper holds go on in another SVG, with the same columns and an axis of its own.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function forestPlot(plot: ForestPlot, { language, widthPx }: PlotView): readonly Markup[] {
  checkWidth(widthPx);
  const texts = FOREST_PLOT_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const notes = [...(plot.notes ?? []), ...(plot.rows.some(({ few }) => few) ? [`* ${texts.few}`] : [])];
  if (plot.rows.length === 0) {
    const content = [emptyFrame(texts.empty, { widthPx: innerPx, heightPx: EMPTY_HEIGHT_PX })];
    const text = { title: plot.title, description: [texts.empty, ...notes].join(' ') };
    return [stackedFigure(text, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }])];
  }
  const hasTruth = plot.rows.some(({ truth }) => typeof truth === 'number');
  const columns = columnsOf(plot, texts, innerPx);
  const layouts = forestLayouts(plot.rows, columns, innerPx);
  return layouts.map((layout, at) => {
    const described = texts.description(
      layout.rows.map(({ row }) => ({ ...row, count: countOf(row.rate) })),
      wordsOf(plot),
    );
    const part = layouts.length === 1 ? '' : ` (${at + 1}/${layouts.length})`;
    return stackedFigure({ title: `${plot.title}${part}`, description: [described, ...notes].join(' ') }, widthPx, [
      hasTruth ? legend(truthEntries(plot, texts), innerPx) : NOTHING,
      rowsBlock(layout, { plot, texts, columns, widthPx: innerPx }),
      at === layouts.length - 1 ? noteBlock(notes, innerPx) : NOTHING,
    ]);
  });
}

function valueText({ percent = false, differences = false }: ForestPlot): (value: number | null) => string {
  if (differences) return differenceText;
  return percent ? percentText : shareText;
}

/** A figure in words; the ends of a difference have signs, between which a dash would be read as one. */
function wordsOf(plot: ForestPlot): (rate: ForestRow['rate']) => string {
  const text = valueText(plot);
  return (rate) => figureText(rate, text, plot.differences ? ' … ' : undefined);
}

function rowsBlock(
  layout: ForestLayout,
  {
    plot,
    texts,
    columns,
    widthPx,
  }: {
    readonly plot: ForestPlot;
    readonly texts: ForestPlotTexts;
    readonly columns: ForestColumns;
    readonly widthPx: number;
  },
): Block {
  const { frameLeftPx, framePx, beside } = columns;
  const x = valueScale(plot, framePx);
  const at = (value: number) => x.at(plot.percent ? 100 * value : value);
  const many = layout.rows.length > MANY_ROWS;
  const label = plot.reference ? wrapped(plot.reference.label, widthPx, SMALL_TEXT_PX) : [];
  const headingsTop = label.length * LINE_PX;
  const frameTop = headingsTop + (beside ? LINE_PX : 0) + (many ? BOTTOM_AXIS_PX : 0) + 8;
  const frame = { widthPx: framePx, heightPx: layout.heightPx };
  const below = titleBelow(plot.axisTitle, frame);
  const room = { columns, at, words: wordsOf(plot), widthPx };
  const content = [
    ...(beside ? columnHeadings(plot, texts, columns, headingsTop) : []),
    moved(frameLeftPx, frameTop, [
      inRole('grid', gridLines(x, frame.heightPx)),
      ...(many ? [topAxis(x, framePx)] : []),
      horizontalAxis(x, frame),
      ...below.content,
    ]),
    ...(plot.reference && label.length > 0
      ? [
          markerLabel(label, frameLeftPx + at(plot.reference.value), { topPx: 0, widthPx }),
          ...referenceLines(at(plot.reference.value), layout, { columns, frameTop }),
        ]
      : []),
    moved(0, frameTop, [...layout.headings.map(headingContent), ...layout.rows.map((row) => rowContent(row, room))]),
  ];
  return { content, heightPx: frameTop + frame.heightPx + below.heightPx };
}

/** From top to bottom; in a narrow picture only beside the marks, so that it crosses no text. */
function referenceLines(
  xPx: number,
  layout: ForestLayout,
  { columns, frameTop }: { readonly columns: ForestColumns; readonly frameTop: number },
): SvgElement[] {
  const line = (topPx: number, heightPx: number) => moved(columns.frameLeftPx, topPx, [markerLine(xPx, heightPx)]);
  if (columns.beside) return [line(frameTop, layout.heightPx)];
  return layout.rows.map(({ topPx, heightPx }) =>
    line(frameTop + topPx + heightPx - MARK_LINE_PX + 4, MARK_LINE_PX - 4),
  );
}

function valueScale(plot: ForestPlot, framePx: number): AxisScale {
  const spec: AxisSpec = { kind: 'linear', title: plot.axisTitle, limits: limitsOf(plot) };
  const scale = horizontalScale(spec, [], framePx);
  if (scale === null) throw new RangeError('an axis with limits has a scale');
  return scale;
}

function limitsOf({ percent, differences, rows }: ForestPlot): readonly [number, number] {
  if (!differences) return [0, percent ? 100 : 1];
  const reached = rows.flatMap(({ rate: { value, low, high } }) => [value, low, high]).map((end) => Math.abs(end ?? 0));
  const reach = Math.max(LEAST_REACH, Math.ceil(Math.max(...reached) * 20) / 20);
  return [-reach, reach];
}

function columnsOf(plot: ForestPlot, texts: ForestPlotTexts, widthPx: number): ForestColumns {
  const textPx = (parts: readonly string[]) => Math.max(0, ...parts.map((part) => textWidthPx(part, SMALL_TEXT_PX)));
  const countPx = textPx([texts.countHeading, ...plot.rows.map(rowCount)]);
  const beside = widthPx >= LEAST_BESIDE_PX;
  if (!beside) {
    const [labelPx, framePx] = [widthPx - countPx - COLUMN_GAP_PX, widthPx - 2 * OVERHANG_PX];
    return { beside, labelPx, frameLeftPx: OVERHANG_PX, framePx, valueRightPx: null, countRightPx: widthPx };
  }
  const labelPx = Math.min(textPx(plot.rows.map(({ label }) => label)), widthPx * MOST_LABEL_SHARE);
  const values = plot.rows.map(({ rate }) => wordsOf(plot)(rate));
  const valuePx = widthPx < LEAST_VALUES_PX ? null : textPx([texts.valueHeading(levelOf(plot)), ...values]);
  const countLeftPx = widthPx - countPx;
  const frameLeftPx = Math.max(OVERHANG_PX, labelPx + COLUMN_GAP_PX);
  const frameRightPx = countLeftPx - (valuePx === null ? 0 : valuePx + COLUMN_GAP_PX) - OVERHANG_PX;
  return {
    beside,
    labelPx,
    frameLeftPx,
    framePx: frameRightPx - frameLeftPx,
    valueRightPx: valuePx === null ? null : countLeftPx - COLUMN_GAP_PX,
    countRightPx: widthPx,
  };
}

/** All rates of a plot have one level. */
function levelOf({ rows }: ForestPlot): number {
  return rows[0]?.rate.level ?? Number.NaN;
}

function columnHeadings(plot: ForestPlot, texts: ForestPlotTexts, columns: ForestColumns, topPx: number): SvgElement[] {
  const at = (text: string, xPx: number) =>
    textLines([text], { xPx, yPx: topPx + LINE_PX / 2, sizePx: SMALL_TEXT_PX, anchor: 'end' });
  const { valueRightPx, countRightPx } = columns;
  return [
    inRole('ink', [
      ...(valueRightPx === null ? [] : at(texts.valueHeading(levelOf(plot)), valueRightPx)),
      ...at(texts.countHeading, countRightPx),
    ]),
  ];
}

function truthEntries(plot: ForestPlot, texts: ForestPlotTexts): LegendEntry[] {
  const middle = SWATCH_WIDTH_PX / 2;
  const swatch = [
    ...intervalMark('horizontal', 0, [2, SWATCH_WIDTH_PX - 2], (value) => value),
    ...symbolsAt([{ xPx: middle, yPx: 0 }], 0),
  ];
  return [
    { label: plot.axisTitle, swatch: [inTone(0, swatch)] },
    { label: texts.truth, swatch: [truthMark(middle, 0)] },
  ];
}

function gridLines({ ticks, at }: AxisScale, heightPx: number): SvgElement[] {
  return ticks.map(({ value }) =>
    svg('line', { x1: at(value), y1: 0, x2: at(value), y2: heightPx, stroke: 'currentColor' }),
  );
}

/** The tick labels again, above a long list. */
function topAxis({ ticks, at }: AxisScale, widthPx: number): SvgElement {
  const yPx = -BOTTOM_AXIS_PX + LINE_PX / 2;
  return inRole('muted', [
    svg('line', { x1: 0, y1: 0, x2: widthPx, y2: 0, stroke: 'currentColor' }),
    ...ticks.flatMap(({ value, label }) =>
      textLines([label], { xPx: at(value), yPx, sizePx: SMALL_TEXT_PX, anchor: 'middle' }),
    ),
  ]);
}
