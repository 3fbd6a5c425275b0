import type { Evaluation } from '../../evaluation/evaluate.ts';
import type { Markup } from '../markup/markup.ts';
import type { AxisScale } from './axis-scale.ts';
import { bandOf, bandSwatch } from './curve-band.ts';
import type { PlotView } from './figure.ts';
import { intervalMark } from './interval-marks.ts';
import { PRECISION_RECALL_PLOT_TEXTS } from './precision-recall-plot-texts.ts';
import { fewPatients, type QuotedEvaluation, type QuotedFigure, quoted } from './quoted-figure.ts';
import { linePath, type PixelPoint, symbolsAt } from './series-marks.ts';
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

/** What the plot needs of an evaluation. */
export type PrecisionRecallEvaluation = QuotedEvaluation &
  Pick<Evaluation, 'precisionRecall' | 'threshold' | 'bands' | 'n' | 'positive'>;

const CURVE_LOOK = 0;
const POINT_LOOK = 3;

/**
 * Precision (PPV) against recall (sensitivity) over all thresholds, as the steps whose area is the average precision,
 * with its pointwise band, the share of atypical cells that calls at random would reach, and the operating point. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function precisionRecallPlot(evaluation: PrecisionRecallEvaluation, { language, widthPx }: PlotView): Markup {
  const texts = PRECISION_RECALL_PLOT_TEXTS[language];
  const { precisionRecall, bands, threshold, n, positive } = evaluation;
  if (precisionRecall.length === 0) return emptySquare({ title: texts.title, description: texts.undefined }, widthPx);
  const share = positive / n;
  const [area, recall, precision] = (['averagePrecision', 'sensitivity', 'ppv'] as const).map((name) =>
    quoted(evaluation, name),
  ) as [QuotedFigure, QuotedFigure, QuotedFigure];
  const few = fewPatients(evaluation);
  const notes = [
    texts.intervals(evaluation.averagePrecision.level, evaluation.bootstrap?.patients ?? null),
    ...(few === null ? [] : [texts.fewPatients(few)]),
    texts.mix,
  ];
  const described = { area, recall, precision, threshold, share };
  return unitSquarePlot(
    {
      title: texts.title,
      description: [texts.description(described), ...notes].join(' '),
      across: texts.recall,
      up: texts.precision,
      draw: (x, y) => [
        bandOf(bands.precisionRecall, { x, y }, CURVE_LOOK),
        guideLine({ xPx: x.at(0), yPx: y.at(share) }, { xPx: x.at(1), yPx: y.at(share) }),
        inTone(CURVE_LOOK, [linePath(steps(precisionRecall, x, y), CURVE_LOOK)]),
        ...operatingPoint({ recall, precision }, x, y),
      ],
      entries: [
        { label: texts.curve(area), swatch: [inTone(CURVE_LOOK, [linePath(SWATCH_ENDS, CURVE_LOOK)])] },
        ...(bands.precisionRecall.length === 0 ? [] : [{ label: texts.band, swatch: [bandSwatch(CURVE_LOOK)] }]),
        {
          label: texts.operatingPoint(described),
          swatch: [inTone(POINT_LOOK, symbolsAt([SWATCH_MIDDLE], POINT_LOOK))],
        },
        { label: texts.chance(share), swatch: GUIDE_SWATCH },
      ],
      notes,
    },
    widthPx,
  );
}

/** Each precision holds from the recall before it to its own. */
function steps(points: PrecisionRecallEvaluation['precisionRecall'], x: AxisScale, y: AxisScale): PixelPoint[] {
  let before = 0;
  return points.flatMap(({ recall, precision }) => {
    const ends = [before, recall].map((end) => ({ xPx: x.at(end), yPx: y.at(precision) }));
    before = recall;
    return ends;
  });
}

function operatingPoint(
  { recall, precision }: Readonly<Record<'recall' | 'precision', QuotedFigure>>,
  x: AxisScale,
  y: AxisScale,
): SvgElement[] {
  if (recall.value === null || precision.value === null) return [];
  const at = { xPx: x.at(recall.value), yPx: y.at(precision.value) };
  return [
    inTone(POINT_LOOK, [
      ...intervalMark('vertical', at.xPx, [precision.low, precision.high], (value) => y.at(value)),
      ...intervalMark('horizontal', at.yPx, [recall.low, recall.high], (value) => x.at(value)),
      ...symbolsAt([at], POINT_LOOK),
    ]),
  ];
}
