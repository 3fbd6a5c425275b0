import { numberText } from '../markup/markup.ts';
import type { Block } from './figure.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

/** One field of a matrix. */
export interface MatrixCell {
  /** In [0, 1]: how deep its colour is; `null` where the row is empty. */
  readonly share: number | null;
  readonly right: boolean;
  /** The error that matters most: a thick frame and a triangle, whatever its share. */
  readonly singledOut?: boolean;
  /** Large. */
  readonly count: string;
  /** Above and below the count. */
  readonly above?: string;
  readonly below?: string;
  /** Leads to its cells, within the page that the picture is on. */
  readonly link?: MatrixLink;
}

export interface MatrixLink {
  /** `#id`. */
  readonly href: string;
  /** For those who do not see the picture. */
  readonly label: string;
}

export interface MatrixRow {
  readonly label: string;
  /** Below the label. */
  readonly note?: string;
  readonly cells: readonly MatrixCell[];
}

export interface Matrix {
  /** Over the labels of the rows, and over those of the columns. */
  readonly rowsTitle: string;
  readonly columnsTitle: string;
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
}

/** What did not fit into the width. */
export interface MatrixBlock extends Block {
  readonly columnLabelsLeftOut: boolean;
  readonly countsLeftOut: boolean;
}

const RIGHT_TONE = 0;
const WRONG_TONE = 1;
const ALARM_TONE = 1;
/** Of the palest colour, so that a few cells are seen at all, and of the deepest, on which ink is still read. */
const OPACITIES = [0.07, 0.42] as const;
const CELL_GAP_PX = 3;
const LABEL_GAP_PX = 8;
const PADDING_PX = 6;
const COUNT_TEXT_PX = 20;
const MOST_ROW_LABEL_SHARE = 0.34;
/** A field with words is so wide at most; one with a number alone, so wide. */
const WIDEST_PX = { words: 190, number: 64 } as const;
const TRIANGLE_PX = 9;

const LINE_PX = lineHeightPx(SMALL_TEXT_PX);

/** A table of coloured fields with its labels, one row for each true class, laid out for the width. */
export function matrixBlock(matrix: Matrix, widthPx: number): MatrixBlock {
  const worded = matrix.rows.some(({ cells }) => cells.some(({ above, below }) => (above ?? below) !== undefined));
  const rowLabels = rowLabelLines(matrix, widthPx);
  const labelPx = Math.max(...rowLabels.flat().map((line) => textWidthPx(line, SMALL_TEXT_PX)), 0);
  const left = Math.max(labelPx, textWidthPx(matrix.rowsTitle, TITLE_TEXT_PX)) + LABEL_GAP_PX;
  const columns = Math.max(1, matrix.columns.length);
  const stepPx = Math.min((widthPx - left) / columns, worded ? WIDEST_PX.words : WIDEST_PX.number);
  const cellPx = stepPx - CELL_GAP_PX;
  const words = cellWords(matrix, worded, cellPx);
  const heights = matrix.rows.map((_, index) =>
    Math.max(rowLabels[index]!.length * LINE_PX, words.heights[index]!, Math.min(cellPx, WIDEST_PX.number) * 0.8),
  );
  const header = headerBlock(matrix, { left, stepPx, cellPx });
  let top = header.heightPx;
  const content: SvgElement[] = [...header.content];
  for (const [index, row] of matrix.rows.entries()) {
    const heightPx = heights[index]!;
    content.push(moved(0, top, [rowLabel(rowLabels[index]!, left - LABEL_GAP_PX, heightPx)]));
    for (const [column, cell] of row.cells.entries()) {
      const size = { widthPx: cellPx, heightPx };
      content.push(moved(left + column * stepPx, top, field(cell, words.lines(index, column), size)));
    }
    top += heightPx + CELL_GAP_PX;
  }
  return {
    content,
    heightPx: top,
    columnLabelsLeftOut: header.leftOut,
    countsLeftOut: words.leftOut,
  };
}

function rowLabelLines({ rows }: Matrix, widthPx: number): string[][] {
  return rows.map(({ label, note }) =>
    [label, note ?? ''].flatMap((text) => wrapped(text, widthPx * MOST_ROW_LABEL_SHARE, SMALL_TEXT_PX)),
  );
}

function rowLabel(lines: readonly string[], rightPx: number, heightPx: number): SvgElement {
  const yPx = heightPx / 2 - ((lines.length - 1) * LINE_PX) / 2;
  return inRole('ink', textLines(lines, { xPx: rightPx, yPx, sizePx: SMALL_TEXT_PX, anchor: 'end' }));
}

function headerBlock(matrix: Matrix, place: { left: number; stepPx: number; cellPx: number }) {
  const { left, stepPx, cellPx } = place;
  const fits = (word: string) => textWidthPx(word, SMALL_TEXT_PX) <= cellPx;
  const leftOut = !matrix.columns.every((label) => label.split(/\s+/).every(fits));
  const labels = leftOut ? [] : matrix.columns.map((label) => wrapped(label, cellPx, SMALL_TEXT_PX));
  const linesOfLabels = Math.max(0, ...labels.map((lines) => lines.length));
  const titleWidthPx = Math.max(stepPx * matrix.columns.length, 120);
  const columnsTitle = wrapped(matrix.columnsTitle, titleWidthPx, TITLE_TEXT_PX);
  const titlePx = columnsTitle.length * lineHeightPx(TITLE_TEXT_PX) + 4;
  const heightPx = Math.max(titlePx + linesOfLabels * LINE_PX + 6, lineHeightPx(TITLE_TEXT_PX) * 2);
  const content = [
    inRole('ink', [
      ...textLines(columnsTitle, { xPx: left, yPx: lineHeightPx(TITLE_TEXT_PX) / 2, sizePx: TITLE_TEXT_PX }),
      ...textLines([matrix.rowsTitle], {
        xPx: left - LABEL_GAP_PX,
        yPx: heightPx - 6 - LINE_PX / 2,
        sizePx: TITLE_TEXT_PX,
        anchor: 'end',
      }),
      ...labels.flatMap((lines, index) =>
        textLines(lines, {
          xPx: left + index * stepPx + cellPx / 2,
          yPx: heightPx - 6 - (lines.length - 0.5) * LINE_PX,
          sizePx: SMALL_TEXT_PX,
          anchor: 'middle',
        }),
      ),
    ]),
  ];
  return { content, heightPx, leftOut };
}

interface WordedLine {
  readonly text: string;
  readonly sizePx: number;
}

/** The lines of each field, and the height each row needs for them. */
function cellWords({ rows }: Matrix, worded: boolean, cellPx: number) {
  const roomPx = cellPx - 2 * PADDING_PX;
  // All or none: were only the long ones missing, the largest counts would look like zeros.
  const fits = ({ count }: MatrixCell) => textWidthPx(count, SMALL_TEXT_PX) <= cellPx;
  const leftOut = !worded && !rows.every(({ cells }) => cells.every(fits));
  const table = rows.map(({ cells }) =>
    cells.map(({ above, below, count }): WordedLine[] => {
      if (!worded) return leftOut ? [] : [{ text: count, sizePx: SMALL_TEXT_PX }];
      const small = (text: string | undefined) =>
        wrapped(text ?? '', roomPx, SMALL_TEXT_PX).map((line) => ({ text: line, sizePx: SMALL_TEXT_PX }));
      const large = wrapped(count, roomPx, COUNT_TEXT_PX).map((line) => ({ text: line, sizePx: COUNT_TEXT_PX }));
      return [...small(above), ...large, ...small(below)];
    }),
  );
  const heightOf = (lines: readonly WordedLine[]) =>
    lines.reduce((sum, { sizePx }) => sum + lineHeightPx(sizePx), 0) + (worded ? 2 * PADDING_PX + TRIANGLE_PX + 3 : 0);
  return {
    heights: table.map((cells) => Math.max(0, ...cells.map(heightOf))),
    lines: (row: number, column: number) => table[row]![column]!,
    leftOut,
  };
}

function field(
  { share, right, singledOut = false, link }: MatrixCell,
  lines: readonly WordedLine[],
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): SvgElement[] {
  const box = { width: Math.max(0, widthPx), height: heightPx, rx: 3 };
  const [palest, deepest] = OPACITIES;
  const opacity = share === null || share === 0 ? 0 : palest + share * (deepest - palest);
  const fill = svg('rect', { ...box, fill: 'currentColor', 'fill-opacity': opacity });
  const edge = svg('rect', { ...box, fill: 'none', stroke: 'currentColor' });
  const total = lines.reduce((sum, { sizePx }) => sum + lineHeightPx(sizePx), 0);
  const spaceAbovePx = (heightPx - total - (singledOut ? TRIANGLE_PX + 3 : 0)) / 2;
  let top = spaceAbovePx + (singledOut ? TRIANGLE_PX + 3 : 0);
  const texts = lines.flatMap(({ text, sizePx }) => {
    const yPx = top + lineHeightPx(sizePx) / 2;
    top += lineHeightPx(sizePx);
    return textLines([text], { xPx: widthPx / 2, yPx, sizePx, anchor: 'middle' });
  });
  const drawn = [
    inTone(right ? RIGHT_TONE : WRONG_TONE, [fill]),
    inRole('grid', [edge]),
    ...(singledOut ? [inTone(ALARM_TONE, alarm(widthPx, heightPx, spaceAbovePx))] : []),
    inRole('ink', texts),
  ];
  return link === undefined ? drawn : [svg('a', { href: link.href, 'aria-label': link.label }, drawn)];
}

/** A thick frame within the field and a triangle over its words: seen without colour. */
function alarm(widthPx: number, heightPx: number, topPx: number): SvgElement[] {
  const [middle, half] = [widthPx / 2, TRIANGLE_PX * 0.62];
  const frame = { x: 1.5, y: 1.5, width: Math.max(0, widthPx - 3), height: heightPx - 3, rx: 2 };
  return [
    svg('rect', { ...frame, fill: 'none', stroke: 'currentColor', 'stroke-width': 3 }),
    svg('path', {
      d: `M${numberText(middle)} ${numberText(topPx)}l${numberText(half)} ${TRIANGLE_PX}h${numberText(-2 * half)}z`,
      fill: 'currentColor',
    }),
  ];
}
