import type { Rate } from '../../evaluation/rate.ts';
import type { Markup } from '../markup/markup.ts';
import { BOTTOM_AXIS_PX, horizontalAxis, horizontalScale, OVERHANG_PX } from './axes.ts';
import type { AxisScale, AxisSpec } from './axis-scale.ts';
import { innerWidthPx, NOTHING, noteBlock, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type PlotView } from './figure.ts';
import { FOREST_PLOT_TEXTS, type ForestPlotTexts } from './forest-plot-texts.ts';
import { emptyFrame, markerLabel, markerLine, titleBelow } from './frame-parts.ts';
import { intervalMark } from './interval-marks.ts';
import { countText, figureText, percentText, shareText } from './interval-text.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import { symbolsAt } from './series-marks.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

export interface ForestRow {
  readonly label: string;
  readonly rate: Rate;
  /** Rows of a group stand together under its name, in a colour and with a symbol of their own. */
  readonly group?: string;
  /** What the true labels say, in [0, 1], marked beside the rate. */
  readonly truth?: number | null;
  /** Rests on so few cells that it says little: a star beside its number of cells. */
  readonly few?: boolean;
}

export interface ForestPlot {
  readonly title: string;
  /** Of the axis; of a plot in percent, without the sign. */
  readonly axisTitle: string;
  readonly rows: readonly ForestRow[];
  /** Whether values are drawn and written as 0–100% instead of 0–1. */
  readonly percent?: boolean;
  /** A vertical line to compare with, in [0, 1]. */
  readonly reference?: { readonly value: number; readonly label: string };
  readonly notes?: readonly string[];
}

/** Where everything of a row stands. */
interface Columns {
  /** Labels and marks on one line, or the marks below the label where the picture is narrow. */
  readonly beside: boolean;
  readonly labelPx: number;
  readonly frameLeftPx: number;
  readonly framePx: number;
  /** Right ends of the columns of text; `null` where there is no room for the values. */
  readonly valueRightPx: number | null;
  readonly countRightPx: number;
}

const LEAST_BESIDE_PX = 500;
const LEAST_VALUES_PX = 680;
const MOST_LABEL_SHARE = 0.3;
const COLUMN_GAP_PX = 16;
const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
const HEADING_PX = lineHeightPx(TITLE_TEXT_PX) + 8;
const LEAST_ROW_PX = 21;
const MARK_LINE_PX = 18;
/** With more rows than this the axis stands above them too. */
const MANY_ROWS = 20;
/** A label goes on for so many lines; the whole of it is the row's title. */
const MOST_LABEL_LINES = 2;
const TRUTH_LOOK = 4;
const EMPTY_HEIGHT_PX = 120;

/**
 * Proportions with their intervals, one below the other, the counts at the right. As tall as it has rows. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function forestPlot(plot: ForestPlot, { language, widthPx }: PlotView): Markup {
  checkWidth(widthPx);
  const texts = FOREST_PLOT_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const notes = [...(plot.notes ?? []), ...(plot.rows.some(({ few }) => few) ? [`* ${texts.few}`] : [])];
  const described = plot.rows.length === 0 ? texts.empty : texts.description(plot.rows, valueText(plot));
  const text = { title: plot.title, description: [described, ...notes].join(' ') };
  if (plot.rows.length === 0) {
    const content = [emptyFrame(texts.empty, { widthPx: innerPx, heightPx: EMPTY_HEIGHT_PX })];
    return stackedFigure(text, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }]);
  }
  const hasTruth = plot.rows.some(({ truth }) => typeof truth === 'number');
  return stackedFigure(text, widthPx, [
    hasTruth ? legend(truthEntries(plot, texts), innerPx) : NOTHING,
    rowsBlock(plot, texts, innerPx),
    noteBlock(notes, innerPx),
  ]);
}

function valueText({ percent = false }: ForestPlot): (value: number | null) => string {
  return percent ? percentText : shareText;
}

function rowsBlock(plot: ForestPlot, texts: ForestPlotTexts, widthPx: number): Block {
  const columns = columnsOf(plot, texts, widthPx);
  const factor = plot.percent ? 100 : 1;
  const spec: AxisSpec = { kind: 'linear', title: plot.axisTitle, limits: [0, factor] };
  const x = horizontalScale(spec, [], columns.framePx);
  if (x === null) throw new RangeError('an axis with limits has a scale');
  const at = (value: number) => x.at(value * factor);
  const lines = layOut(plot.rows, columns);
  const many = plot.rows.length > MANY_ROWS;
  const reference = plot.reference ? wrapped(plot.reference.label, widthPx, SMALL_TEXT_PX) : [];
  const headingsTop = reference.length * LINE_PX;
  const frameTop = headingsTop + (columns.beside ? LINE_PX + 6 : 0) + (many ? BOTTOM_AXIS_PX : 0) + 2;
  const heightPx = lines.heightPx;
  const frame = { widthPx: columns.framePx, heightPx };
  const below = titleBelow(plot.axisTitle, frame);
  const content = [
    ...(plot.reference && reference.length > 0
      ? [markerLabel(reference, columns.frameLeftPx + at(plot.reference.value), { topPx: 0, widthPx })]
      : []),
    ...(columns.beside ? headings(plot, texts, columns, headingsTop) : []),
    moved(columns.frameLeftPx, frameTop, [
      inRole('grid', gridLines(x, heightPx)),
      ...(many ? [topAxis(x, columns.framePx)] : []),
      horizontalAxis(x, frame),
      ...below.content,
      ...(plot.reference ? [markerLine(at(plot.reference.value), heightPx)] : []),
    ]),
    moved(0, frameTop, [
      ...lines.headings.map(({ text, topPx }) => heading(text, topPx)),
      ...lines.rows.map((row) => moved(0, row.topPx, rowContent(row, { columns, at, text: valueText(plot), widthPx }))),
    ]),
  ];
  return { content, heightPx: frameTop + heightPx + below.heightPx };
}

function columnsOf(plot: ForestPlot, texts: ForestPlotTexts, widthPx: number): Columns {
  const textPx = (parts: readonly string[]) => Math.max(0, ...parts.map((part) => textWidthPx(part, SMALL_TEXT_PX)));
  const countPx = textPx([texts.countHeading, ...plot.rows.map(rowCount)]);
  const beside = widthPx >= LEAST_BESIDE_PX;
  if (!beside) {
    const [labelPx, framePx] = [widthPx - countPx - COLUMN_GAP_PX, widthPx - 2 * OVERHANG_PX];
    return { beside, labelPx, frameLeftPx: OVERHANG_PX, framePx, valueRightPx: null, countRightPx: widthPx };
  }
  const labelPx = Math.min(textPx(plot.rows.map(({ label }) => label)), widthPx * MOST_LABEL_SHARE);
  const values = plot.rows.map(({ rate }) => figureText(rate, valueText(plot)));
  const level = plot.rows[0]?.rate.level ?? 0;
  const valuePx = widthPx < LEAST_VALUES_PX ? null : textPx([texts.valueHeading(level), ...values]);
  const countLeftPx = widthPx - countPx;
  const frameLeftPx = labelPx + COLUMN_GAP_PX;
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

function rowCount({ rate, few }: ForestRow): string {
  return `${few ? '* ' : ''}${countText(rate.numerator)}/${countText(rate.denominator)}`;
}

interface PlacedRow {
  readonly row: ForestRow;
  readonly look: number;
  readonly lines: readonly string[];
  readonly topPx: number;
  readonly heightPx: number;
}

/** Every row with its place, under the name of its group where there is one. */
function layOut(rows: readonly ForestRow[], { beside, labelPx }: Columns) {
  const headings: { text: string; topPx: number }[] = [];
  const placed: PlacedRow[] = [];
  let topPx = 0;
  for (const [look, [group, members]] of [...Map.groupBy(rows, (row) => row.group)].entries()) {
    if (group !== undefined) {
      headings.push({ text: group, topPx });
      topPx += HEADING_PX;
    }
    for (const row of members) {
      const lines = shortened(wrapped(row.label, labelPx, SMALL_TEXT_PX));
      const textPx = lines.length * LINE_PX;
      const heightPx = beside ? Math.max(LEAST_ROW_PX, textPx + 4) : textPx + MARK_LINE_PX + 6;
      placed.push({ row, look, lines, topPx, heightPx });
      topPx += heightPx;
    }
  }
  return { headings, rows: placed, heightPx: topPx };
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LABEL_LINES) return [...lines];
  const last = lines[MOST_LABEL_LINES - 1]!;
  return [...lines.slice(0, MOST_LABEL_LINES - 1), `${last.slice(0, -2)}…`];
}

function headings(plot: ForestPlot, texts: ForestPlotTexts, columns: Columns, topPx: number): SvgElement[] {
  const at = (text: string, xPx: number) =>
    textLines([text], { xPx, yPx: topPx + LINE_PX / 2, sizePx: SMALL_TEXT_PX, anchor: 'end' });
  const level = plot.rows[0]?.rate.level ?? 0;
  return [
    inRole('ink', [
      ...(columns.valueRightPx === null ? [] : at(texts.valueHeading(level), columns.valueRightPx)),
      ...at(texts.countHeading, columns.countRightPx),
    ]),
  ];
}

function heading(text: string, topPx: number): SvgElement {
  const [line = ''] = wrapped(text, Number.POSITIVE_INFINITY, TITLE_TEXT_PX);
  return inRole('ink', textLines([line], { xPx: 0, yPx: topPx + HEADING_PX / 2, sizePx: TITLE_TEXT_PX }));
}

interface RowRoom {
  readonly columns: Columns;
  readonly at: (value: number) => number;
  readonly text: (value: number | null) => string;
  readonly widthPx: number;
}

function rowContent({ row, look, lines, heightPx }: PlacedRow, { columns, at, text, widthPx }: RowRoom): SvgElement[] {
  const { beside, frameLeftPx, valueRightPx, countRightPx } = columns;
  const labelPx = lines.length * LINE_PX;
  const middle = beside ? heightPx / 2 : labelPx + MARK_LINE_PX / 2;
  const labelTop = beside ? (heightPx - labelPx) / 2 : 0;
  const textMiddle = beside ? middle : LINE_PX / 2;
  const place = { sizePx: SMALL_TEXT_PX, yPx: textMiddle, anchor: 'end' } as const;
  const { value, low, high } = row.rate;
  const mark = value === null ? [] : symbolsAt([{ xPx: at(value), yPx: middle }], look);
  const truth = typeof row.truth === 'number' ? [inTone(TRUTH_LOOK, [truthMark(at(row.truth), middle)])] : [];
  return [
    svg('title', {}, [`${row.label}: ${figureText(row.rate, text)}, ${rowCount(row)}`]),
    inRole('grid', [svg('line', { x1: 0, y1: heightPx, x2: widthPx, y2: heightPx, stroke: 'currentColor' })]),
    inRole('ink', [
      ...textLines(lines, { xPx: 0, yPx: labelTop + LINE_PX / 2, sizePx: SMALL_TEXT_PX }),
      ...(valueRightPx === null ? [] : textLines([figureText(row.rate, text)], { ...place, xPx: valueRightPx })),
      ...textLines([rowCount(row)], { ...place, xPx: countRightPx }),
    ]),
    moved(frameLeftPx, 0, [...truth, inTone(look, [...intervalMark('horizontal', middle, [low, high], at), ...mark])]),
  ];
}

/** A thin upright bar, longer than the caps of the interval. */
function truthMark(xPx: number, yPx: number): SvgElement {
  const ends = { x1: xPx, y1: yPx - TRUTH_HALF_PX, x2: xPx, y2: yPx + TRUTH_HALF_PX };
  return svg('line', { ...ends, stroke: 'currentColor', 'stroke-width': 3 });
}
const TRUTH_HALF_PX = 8;

function truthEntries(plot: ForestPlot, texts: ForestPlotTexts): LegendEntry[] {
  const middle = SWATCH_WIDTH_PX / 2;
  const swatch = [
    ...intervalMark('horizontal', 0, [2, SWATCH_WIDTH_PX - 2], (value) => value),
    ...symbolsAt([{ xPx: middle, yPx: 0 }], 0),
  ];
  return [
    { label: plot.axisTitle, swatch: [inTone(0, swatch)] },
    { label: texts.truth, swatch: [inTone(TRUTH_LOOK, [truthMark(middle, 0)])] },
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
