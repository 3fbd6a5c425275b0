import type { Evaluation } from '../../evaluation/evaluate.ts';
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
import { type Block, checkWidth, type PlotView, type Size } from './figure.ts';
import { emptyFrame, TITLE_GAP_PX, TITLE_LINE_PX, titleBelow } from './frame-parts.ts';
import { intervalMark } from './interval-marks.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import { fewPatients, type QuotedEvaluation, type QuotedFigure, quoted } from './quoted-figure.ts';
import { ROC_PLOT_TEXTS, type RocPlotTexts } from './roc-plot-texts.ts';
import { linePath, symbolsAt } from './series-marks.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { TITLE_TEXT_PX, textLines } from './text.ts';
import { inRole, inTone } from './theme.ts';

/** What the ROC plot needs of an evaluation. */
export type RocEvaluation = QuotedEvaluation & Pick<Evaluation, 'roc' | 'threshold'>;

interface Drawn {
  readonly roc: RocEvaluation['roc'];
  readonly auc: QuotedFigure;
  readonly sensitivity: QuotedFigure;
  readonly specificity: QuotedFigure;
  readonly threshold: number;
}

const CURVE_LOOK = 0;
const POINT_LOOK = 3;
const MOST_SIDE_PX = 360;
const HEADER_GAP_PX = 10;
const COLUMN_GAP_PX = 28;
/** A legend narrower than this stands above the frame instead of beside it. */
const LEAST_LEGEND_PX = 250;
const GAP_PX = 14;

/**
 * Sensitivity against 1 − specificity over all thresholds, on equal axes, with the diagonal of calls at random and the
 * operating point with its two intervals. Intervals are over patients where cells have patients. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function rocPlot(evaluation: RocEvaluation, { language, widthPx }: PlotView): Markup {
  checkWidth(widthPx);
  const texts = ROC_PLOT_TEXTS[language];
  const { roc, threshold } = evaluation;
  const figures = {
    auc: quoted(evaluation, 'rocAuc'),
    sensitivity: quoted(evaluation, 'sensitivity'),
    specificity: quoted(evaluation, 'specificity'),
  };
  const drawn: Drawn = { roc, threshold, ...figures };
  const innerPx = innerWidthPx(widthPx);
  const notes = noteLines(evaluation, texts);
  const description = [roc.length === 0 ? texts.undefined : texts.description(drawn), ...notes].join(' ');
  const text = { title: texts.title, description };
  if (roc.length === 0) {
    const size = { widthPx: innerPx, heightPx: 160 };
    return stackedFigure(text, widthPx, [{ content: [emptyFrame(texts.undefined, size)], heightPx: 160 }]);
  }
  const beside = innerPx - MOST_SIDE_PX - 60 - COLUMN_GAP_PX >= LEAST_LEGEND_PX;
  const { block: square, widthPx: squarePx } = squareFrame(drawn, texts, beside ? MOST_SIDE_PX + 60 : innerPx);
  const wordsPx = beside ? innerPx - squarePx - COLUMN_GAP_PX : innerPx;
  const key = legend(entries(drawn, texts), wordsPx);
  if (!beside) return stackedFigure(text, widthPx, [key, square, noteBlock(notes, wordsPx)]);
  const words = stacked([key, noteBlock(notes, wordsPx)], GAP_PX);
  const row: Block = {
    content: [...square.content, moved(squarePx + COLUMN_GAP_PX, TITLE_LINE_PX + HEADER_GAP_PX, words.content)],
    heightPx: Math.max(square.heightPx, words.heightPx + TITLE_LINE_PX + HEADER_GAP_PX),
  };
  return stackedFigure(text, widthPx, [row, NOTHING]);
}

function noteLines(evaluation: RocEvaluation, texts: RocPlotTexts): string[] {
  if (evaluation.roc.length === 0) return [];
  const few = fewPatients(evaluation);
  const intervals = texts.intervals(evaluation.rocAuc.level, evaluation.bootstrap?.patients ?? null);
  return few === null ? [intervals] : [intervals, texts.fewPatients(few)];
}

function squareFrame(drawn: Drawn, texts: RocPlotTexts, roomPx: number): { block: Block; widthPx: number } {
  const measure = (title: string): AxisSpec => ({ kind: 'linear', title, limits: [0, 1] });
  const widest = verticalAxisWidthPx(required(verticalScale(measure(texts.sensitivity), [], MOST_SIDE_PX)));
  const left = Math.max(OVERHANG_PX, widest);
  const side = Math.floor(Math.min(MOST_SIDE_PX, roomPx - left - OVERHANG_PX));
  const frame: Size = { widthPx: side, heightPx: side };
  const y = required(verticalScale(measure(texts.sensitivity), [], side));
  const x = required(horizontalScale(measure(texts.falsePositives), [], side));
  const top = TITLE_LINE_PX + HEADER_GAP_PX;
  const below = titleBelow(texts.falsePositives, frame);
  const title = textLines([texts.sensitivity], { xPx: 0, yPx: TITLE_LINE_PX / 2, sizePx: TITLE_TEXT_PX });
  const content = [
    inRole('ink', title),
    moved(left, top, [
      ...verticalAxis(y, side),
      horizontalAxis(x, frame),
      ...below.content,
      inRole('muted', [diagonal(side)]),
      inTone(CURVE_LOOK, [curvePath(drawn.roc, x, y)]),
      ...operatingPoint(drawn, x, y),
    ]),
  ];
  const heightPx = top + side + below.heightPx + TITLE_GAP_PX;
  return { block: { content, heightPx }, widthPx: left + side + OVERHANG_PX };
}

function required(scale: AxisScale | null): AxisScale {
  if (scale === null) throw new RangeError('an axis with limits has a scale');
  return scale;
}

function curvePath(roc: Drawn['roc'], x: AxisScale, y: AxisScale): SvgElement {
  const points = roc.map(({ sensitivity, specificity }) => ({ xPx: x.at(1 - specificity), yPx: y.at(sensitivity) }));
  return linePath(points, CURVE_LOOK);
}

function diagonal(side: number): SvgElement {
  return svg('line', { x1: 0, y1: side, x2: side, y2: 0, stroke: 'currentColor', 'stroke-dasharray': '2 4' });
}

function operatingPoint({ sensitivity, specificity }: Drawn, x: AxisScale, y: AxisScale): SvgElement[] {
  if (sensitivity.value === null || specificity.value === null) return [];
  const at = { xPx: x.at(1 - specificity.value), yPx: y.at(sensitivity.value) };
  return [
    inTone(POINT_LOOK, [
      ...intervalMark('vertical', at.xPx, [sensitivity.low, sensitivity.high], (value) => y.at(value)),
      ...intervalMark('horizontal', at.yPx, [specificity.low, specificity.high], (value) => x.at(1 - value)),
      ...symbolsAt([at], POINT_LOOK),
    ]),
  ];
}

function entries(drawn: Drawn, texts: RocPlotTexts): LegendEntry[] {
  const middle = { xPx: SWATCH_WIDTH_PX / 2, yPx: 0 };
  const ends = [1, SWATCH_WIDTH_PX - 1].map((xPx) => ({ xPx, yPx: 0 }));
  const dotted = svg('line', {
    x1: 1,
    y1: 0,
    x2: SWATCH_WIDTH_PX - 1,
    y2: 0,
    stroke: 'currentColor',
    'stroke-dasharray': '2 4',
  });
  return [
    { label: texts.curve(drawn.auc), swatch: [inTone(CURVE_LOOK, [linePath(ends, CURVE_LOOK)])] },
    { label: texts.operatingPoint(drawn), swatch: [inTone(POINT_LOOK, symbolsAt([middle], POINT_LOOK))] },
    { label: texts.chance, swatch: [inRole('muted', [dotted])] },
  ];
}
