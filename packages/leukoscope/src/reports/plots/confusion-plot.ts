import type { Confusion } from '../../evaluation/confusion-values.ts';
import type { Markup } from '../markup/markup.ts';
import { innerWidthPx, noteBlock, stackedFigure } from './blocks.ts';
import { CONFUSION_PLOT_TEXTS } from './confusion-plot-texts.ts';
import { checkWidth, type PlotView } from './figure.ts';
import { emptyFrame } from './frame-parts.ts';
import { countText, percentText } from './interval-text.ts';
import { type MatrixCell, type MatrixLink, matrixBlock } from './matrix-block.ts';

/** Calls among any number of classes, for example cell types. */
export interface ClassConfusion {
  /** In the order of the rows and of the columns. */
  readonly classes: readonly string[];
  /** `counts[truth][called]`, whole numbers. */
  readonly counts: readonly (readonly number[])[];
}

/** Where a field leads to; `null` for one that leads nowhere. */
export type LinkOf<Field> = (field: Field) => MatrixLink | null;

/** A plot whose fields may lead to their cells. */
export interface LinkedView<Field> extends PlotView {
  readonly linkOf?: LinkOf<Field>;
}

const EMPTY_HEIGHT_PX = 120;
/** Stands for no cell among many counts: zeros would hide the others. */
const NOTHING = '·';

/**
 * The four counts of typical and atypical cells with their shares of the row, the missed atypical cells singled out by
 * frame, symbol and word. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function confusionPlot(
  confusion: Confusion,
  { language, widthPx, linkOf }: LinkedView<keyof Confusion>,
): Markup {
  checkWidth(widthPx);
  const texts = CONFUSION_PLOT_TEXTS[language];
  const { tp, fn, fp, tn } = confusion;
  const cell = (name: keyof Confusion, of: number): MatrixCell => {
    const share = of === 0 ? null : confusion[name] / of;
    const right = name === 'tp' || name === 'tn';
    const words = { above: texts.words[name], count: countText(confusion[name]), below: percentText(share) };
    return { share, right, singledOut: name === 'fn', ...words, ...linkTo(linkOf?.(name)) };
  };
  const row = (label: string, of: number, names: readonly (keyof Confusion)[]) => ({
    label,
    note: texts.total(of),
    cells: names.map((name) => cell(name, of)),
  });
  const rows = [row(texts.atypical, tp + fn, ['tp', 'fn']), row(texts.typical, fp + tn, ['fp', 'tn'])];
  const matrix = {
    rowsTitle: texts.truth,
    columnsTitle: texts.called,
    columns: [texts.atypical, texts.typical],
    rows,
  };
  const innerPx = innerWidthPx(widthPx);
  return stackedFigure({ title: texts.title, description: texts.describeBinary(confusion) }, widthPx, [
    matrixBlock(matrix, innerPx),
    noteBlock([texts.shares], innerPx),
  ]);
}

/** By their places in the list of classes. */
export interface ClassField {
  readonly truth: number;
  readonly called: number;
}

/**
 * Counts of calls by true class, coloured by their share of the row. Where the width is too small for the names of the
 * columns, rows and columns are numbered; where it is for that or for a count, a note says so. One SVG.
 *
 * @throws RangeError if the width is under 240 px, or the counts are no square of the classes.
 */
export function classConfusionPlot(
  { classes, counts }: ClassConfusion,
  { language, widthPx, linkOf }: LinkedView<ClassField>,
): Markup {
  checkWidth(widthPx);
  if (counts.length !== classes.length || counts.some((row) => row.length !== classes.length)) {
    throw new RangeError(`counts must have ${classes.length} rows and columns, one for each class`);
  }
  const texts = CONFUSION_PLOT_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const right = sum(counts.map((row, index) => row[index]!));
  const description = texts.describeTypes(right, sum(counts.map(sum)), classes.length);
  const text = { title: texts.title, description };
  if (classes.length === 0) {
    const content = [emptyFrame(texts.empty, { widthPx: innerPx, heightPx: EMPTY_HEIGHT_PX })];
    return stackedFigure(text, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }]);
  }
  const cells = counts.map((row, truth) =>
    row.map((count, called) => ({
      share: sum(row) === 0 ? null : count / sum(row),
      right: truth === called,
      count: count === 0 ? NOTHING : countText(count),
      ...linkTo(linkOf?.({ truth, called })),
    })),
  );
  const drawn = (labels: readonly string[], columns: readonly string[]) => {
    const rows = labels.map((label, at) => ({ label, cells: cells[at]! }));
    return matrixBlock({ rowsTitle: texts.truth, columnsTitle: texts.called, columns, rows }, innerPx);
  };
  const numbers = classes.map((_, at) => String(at + 1));
  const named = drawn(classes, classes);
  const numbered = named.columnLabelsLeftOut
    ? drawn(
        classes.map((name, at) => `${name} ${numbers[at]}`),
        numbers,
      )
    : null;
  const isNumbered = numbered?.columnLabelsLeftOut === false;
  const matrix = isNumbered ? numbered : named;
  const notes = [
    texts.depth,
    ...(isNumbered ? [texts.numbered] : []),
    ...(matrix.columnLabelsLeftOut ? [texts.sameOrder] : []),
    ...(matrix.countsLeftOut ? [texts.countsLeftOut] : []),
  ];
  return stackedFigure(text, widthPx, [matrix, noteBlock(notes, innerPx)]);
}

function linkTo(link: MatrixLink | null | undefined): { link?: MatrixLink } {
  return link ? { link } : {};
}
