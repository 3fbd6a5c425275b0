import type { Evaluation } from '../../evaluation/evaluate.ts';
import type { Markup } from '../markup/markup.ts';
import type { AxisScale } from './axis-scale.ts';
import { bandOf, bandSwatch } from './curve-band.ts';
import type { PlotView } from './figure.ts';
import { intervalMark } from './interval-marks.ts';
import type { LegendEntry } from './legend.ts';
import { fewPatients, type QuotedEvaluation, type QuotedFigure, quoted } from './quoted-figure.ts';
import { ROC_PLOT_TEXTS, type RocPlotTexts } from './roc-plot-texts.ts';
import { linePath, symbolsAt } from './series-marks.ts';
import type { SvgElement } from './svg.ts';
import { inTone } from './theme.ts';
import {
  emptySquare,
  GUIDE_SWATCH,
  guideLine,
  SWATCH_ENDS,
  SWATCH_MIDDLE,
  unitSquarePlot,
} from './unit-square-plot.ts';

/** What the ROC plot needs of an evaluation. */
export type RocEvaluation = QuotedEvaluation & Pick<Evaluation, 'roc' | 'threshold' | 'bands'>;

interface Drawn {
  readonly roc: RocEvaluation['roc'];
  readonly band: RocEvaluation['bands']['roc'];
  readonly auc: QuotedFigure;
  readonly sensitivity: QuotedFigure;
  readonly specificity: QuotedFigure;
  readonly threshold: number;
}

const CURVE_LOOK = 0;
const POINT_LOOK = 3;

/**
 * Sensitivity against 1 − specificity over all thresholds, on equal axes, with its pointwise band, the diagonal of calls
 * at random and the operating point with its two intervals. Intervals are over patients where cells have patients. One
 * SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function rocPlot(evaluation: RocEvaluation, { language, widthPx }: PlotView): Markup {
  const texts = ROC_PLOT_TEXTS[language];
  const { roc, bands, threshold } = evaluation;
  if (roc.length === 0) return emptySquare({ title: texts.title, description: texts.undefined }, widthPx);
  const figures = {
    auc: quoted(evaluation, 'rocAuc'),
    sensitivity: quoted(evaluation, 'sensitivity'),
    specificity: quoted(evaluation, 'specificity'),
  };
  const drawn: Drawn = { roc, band: bands.roc, threshold, ...figures };
  const notes = noteLines(evaluation, texts);
  return unitSquarePlot(
    {
      title: texts.title,
      description: [texts.description(drawn), ...notes].join(' '),
      across: texts.falsePositives,
      up: texts.sensitivity,
      draw: (x, y) => [
        bandOf(drawn.band, { x, y }, CURVE_LOOK),
        guideLine({ xPx: x.at(0), yPx: y.at(0) }, { xPx: x.at(1), yPx: y.at(1) }),
        inTone(CURVE_LOOK, [curvePath(roc, x, y)]),
        ...operatingPoint(drawn, x, y),
      ],
      entries: entries(drawn, texts),
      notes,
    },
    widthPx,
  );
}

function noteLines(evaluation: RocEvaluation, texts: RocPlotTexts): string[] {
  const few = fewPatients(evaluation);
  const intervals = texts.intervals(evaluation.rocAuc.level, evaluation.bootstrap?.patients ?? null);
  return few === null ? [intervals] : [intervals, texts.fewPatients(few)];
}

function curvePath(roc: Drawn['roc'], x: AxisScale, y: AxisScale): SvgElement {
  const points = roc.map(({ sensitivity, specificity }) => ({ xPx: x.at(1 - specificity), yPx: y.at(sensitivity) }));
  return linePath(points, CURVE_LOOK);
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
  return [
    { label: texts.curve(drawn.auc), swatch: [inTone(CURVE_LOOK, [linePath(SWATCH_ENDS, CURVE_LOOK)])] },
    ...(drawn.band.length === 0 ? [] : [{ label: texts.band, swatch: [bandSwatch(CURVE_LOOK)] }]),
    { label: texts.operatingPoint(drawn), swatch: [inTone(POINT_LOOK, symbolsAt([SWATCH_MIDDLE], POINT_LOOK))] },
    { label: texts.chance, swatch: GUIDE_SWATCH },
  ];
}
