import type { Estimate, Rate } from '../../evaluation/rate.ts';
import { intervalMark } from './interval-marks.ts';
import { countText } from './interval-text.ts';
import { symbolsAt } from './series-marks.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

export interface ForestRow {
  readonly label: string;
  readonly rate: Rate | Estimate;
  /** Rows of a group stand together under its name, in a colour and with a symbol of their own. */
  readonly group?: string;
  /** What the true labels say, in [0, 1], marked beside the rate. */
  readonly truth?: number | null;
  /** Rests on so few cells that it says little: a star beside its number of cells. */
  readonly few?: boolean;
}

/** Where everything of a row stands. */
export interface ForestColumns {
  /** Labels and marks on one line, or the marks below the label where the picture is narrow. */
  readonly beside: boolean;
  readonly labelPx: number;
  readonly frameLeftPx: number;
  readonly framePx: number;
  /** Right ends of the columns of text; `null` where there is no room for the values. */
  readonly valueRightPx: number | null;
  readonly countRightPx: number;
}

/** How a row is drawn. */
export interface RowRoom {
  readonly columns: ForestColumns;
  /** From a share in [0, 1] to pixels of the frame. */
  readonly at: (value: number) => number;
  /** A figure with its interval. */
  readonly words: (rate: ForestRow['rate']) => string;
  readonly widthPx: number;
}

interface MeasuredRow {
  readonly row: ForestRow;
  readonly look: number;
  readonly lines: readonly string[];
  readonly heightPx: number;
}

interface PlacedRow extends MeasuredRow {
  readonly topPx: number;
}

interface PlacedHeading {
  readonly lines: readonly string[];
  readonly topPx: number;
}

/** Rows with their places, and their names above each group: as many as one picture holds. */
export interface ForestLayout {
  readonly headings: readonly PlacedHeading[];
  readonly rows: readonly PlacedRow[];
  readonly heightPx: number;
}

const LINE_PX = lineHeightPx(SMALL_TEXT_PX);
const HEADING_LINE_PX = lineHeightPx(TITLE_TEXT_PX);
const HEADING_GAP_PX = 8;
/** Rows of one picture: with axis, legend and a section's heading it then still fits on a sheet of A4 or Letter. */
const MOST_ROWS_PX = 660;
const LEAST_ROW_PX = 21;
/** Of a narrow row: above its label, and for its mark below. */
const ROW_TOP_PX = 4;
export const MARK_LINE_PX = 20;
/** A label goes on for so many lines; the whole of it is the row's title. */
const MOST_LABEL_LINES = 2;
const TRUTH_LOOK = 4;
const TRUTH_HALF_PX = 8;

/** `45/50`, or of an estimate the number of its cells, with a star where they are few. */
export function rowCount({ rate, few }: Pick<ForestRow, 'rate' | 'few'>): string {
  return `${few ? '* ' : ''}${countOf(rate)}`;
}

/** `45/50`, or of an estimate the number of its cells. */
export function countOf(rate: Rate | Estimate): string {
  return 'numerator' in rate ? `${countText(rate.numerator)}/${countText(rate.denominator)}` : countText(rate.n);
}

/**
 * Every row with its place, under the name of its group where there is one, in as many pictures as they need. A group
 * that goes on in the next picture has its name there again.
 */
export function forestLayouts(rows: readonly ForestRow[], columns: ForestColumns, widthPx: number): ForestLayout[] {
  const groups = Map.groupBy(rows, (row) => row.group);
  const measured = [...groups.values()].flatMap((members, look) =>
    members.map((row) => measuredRow(row, look, columns)),
  );
  const pictures: MeasuredRow[][] = [];
  for (const row of measured) {
    const picture = pictures.at(-1);
    const holds = picture !== undefined && layoutOf([...picture, row], widthPx).heightPx <= MOST_ROWS_PX;
    if (holds) picture.push(row);
    else pictures.push([row]);
  }
  return pictures.map((picture) => layoutOf(picture, widthPx));
}

function measuredRow(row: ForestRow, look: number, { beside, labelPx }: ForestColumns): MeasuredRow {
  const lines = labelLines(row.label, labelPx);
  const textPx = lines.length * LINE_PX;
  return {
    row,
    look,
    lines,
    heightPx: beside ? Math.max(LEAST_ROW_PX, textPx + 4) : ROW_TOP_PX + textPx + MARK_LINE_PX,
  };
}

function layoutOf(measured: readonly MeasuredRow[], widthPx: number): ForestLayout {
  const headings: PlacedHeading[] = [];
  const rows: PlacedRow[] = [];
  let topPx = 0;
  for (const [at, each] of measured.entries()) {
    const { group } = each.row;
    if (group !== undefined && group !== measured[at - 1]?.row.group) {
      const lines = wrapped(group, widthPx, TITLE_TEXT_PX);
      headings.push({ lines, topPx });
      topPx += lines.length * HEADING_LINE_PX + HEADING_GAP_PX;
    }
    rows.push({ ...each, topPx });
    topPx += each.heightPx;
  }
  return { headings, rows, heightPx: topPx };
}

function labelLines(label: string, widthPx: number): string[] {
  const lines = wrapped(label, widthPx, SMALL_TEXT_PX);
  if (lines.length <= MOST_LABEL_LINES) return lines;
  const kept = lines.slice(0, MOST_LABEL_LINES);
  let last = [...(kept.pop() ?? '')];
  while (last.length > 0 && textWidthPx(`${last.join('')}…`, SMALL_TEXT_PX) > widthPx) last = last.slice(0, -1);
  return [...kept, `${last.join('')}…`];
}

export function headingContent({ lines, topPx }: PlacedHeading): SvgElement {
  const yPx = topPx + HEADING_GAP_PX / 2 + HEADING_LINE_PX / 2;
  return inRole('ink', textLines(lines, { xPx: 0, yPx, sizePx: TITLE_TEXT_PX }));
}

/** A row at its place, with the line below it. */
export function rowContent(
  { row, look, lines, topPx, heightPx }: PlacedRow,
  { columns, at, words, widthPx }: RowRoom,
): SvgElement {
  const { beside, frameLeftPx, valueRightPx, countRightPx } = columns;
  const textPx = lines.length * LINE_PX;
  const labelTop = beside ? (heightPx - textPx) / 2 : ROW_TOP_PX;
  const middle = beside ? heightPx / 2 : ROW_TOP_PX + textPx + MARK_LINE_PX / 2;
  const yPx = beside ? middle : ROW_TOP_PX + LINE_PX / 2;
  const atRight = (line: string, xPx: number) => textLines([line], { xPx, yPx, sizePx: SMALL_TEXT_PX, anchor: 'end' });
  const { value, low, high } = row.rate;
  const mark = value === null ? [] : symbolsAt([{ xPx: at(value), yPx: middle }], look);
  const truth = typeof row.truth === 'number' ? [truthMark(at(row.truth), middle)] : [];
  return moved(0, topPx, [
    svg('title', {}, [`${row.label}: ${words(row.rate)}, ${rowCount(row)}`]),
    inRole('grid', [svg('line', { x1: 0, y1: heightPx, x2: widthPx, y2: heightPx, stroke: 'currentColor' })]),
    inRole('ink', [
      ...textLines(lines, { xPx: 0, yPx: labelTop + LINE_PX / 2, sizePx: SMALL_TEXT_PX }),
      ...(valueRightPx === null ? [] : atRight(words(row.rate), valueRightPx)),
      ...atRight(rowCount(row), countRightPx),
    ]),
    moved(frameLeftPx, 0, [...truth, inTone(look, [...intervalMark('horizontal', middle, [low, high], at), ...mark])]),
  ]);
}

/** A thick upright bar, longer than the caps of the interval. */
export function truthMark(xPx: number, yPx: number): SvgElement {
  const ends = { x1: xPx, y1: yPx - TRUTH_HALF_PX, x2: xPx, y2: yPx + TRUTH_HALF_PX };
  return inTone(TRUTH_LOOK, [svg('line', { ...ends, stroke: 'currentColor', 'stroke-width': 3 })]);
}
