import type { EvaluatedReliability } from '../../evaluation/evaluate.ts';
import type { Reliability, ReliabilityBin } from '../../evaluation/reliability/reliability.ts';
import type { Markup } from '../markup/markup.ts';
import type { AxisScale } from './axis-scale.ts';
import type { PlotView } from './figure.ts';
import { intervalMark } from './interval-marks.ts';
import type { LegendEntry } from './legend.ts';
import { outerInterval, type QuotedFigure } from './quoted-figure.ts';
import { RELIABILITY_PLOT_TEXTS } from './reliability-plot-texts.ts';
import { linePath, type PixelPoint, sizedSymbols, symbolsAt } from './series-marks.ts';
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

const AS_GIVEN_LOOK = 1;
const CALIBRATED_LOOK = 0;
/** Of the symbol of a bin with all cells, and of the smallest. */
const AREAS_PX2 = { most: 500, least: 16 } as const;

/**
 * The share of atypical cells against the probability that the model gave them, in ten bins, before and after its
 * temperature; chances lie on the diagonal. Symbols grow with their cells. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function reliabilityPlot(reliability: EvaluatedReliability, { language, widthPx }: PlotView): Markup {
  const texts = RELIABILITY_PLOT_TEXTS[language];
  const { asGiven, calibrated, temperature } = reliability;
  const n = asGiven.bins.reduce((sum, { atypical }) => sum + atypical.denominator, 0);
  if (n === 0) return emptySquare({ title: texts.title, description: texts.undefined }, widthPx);
  const drawn = [
    { look: AS_GIVEN_LOOK, label: texts.asGiven(asGiven), of: asGiven },
    ...(calibrated === null
      ? []
      : [{ look: CALIBRATED_LOOK, label: texts.calibrated(calibrated, temperature?.value ?? null), of: calibrated }]),
  ];
  const patients = asGiven.unit === 'patients' ? asGiven.brier.n : null;
  const notes = [
    texts.intervals(asGiven.ece.level, patients),
    ...(asGiven.brier.warnings.includes('few-patients') ? [texts.fewPatients(asGiven.brier.n)] : []),
    texts.sizes,
  ];
  return unitSquarePlot(
    {
      title: texts.title,
      description: [...drawn.map(({ label }) => `${label}.`), ...notes].join(' '),
      across: texts.probability,
      up: texts.share,
      draw: (x, y) => [
        guideLine({ xPx: x.at(0), yPx: y.at(0) }, { xPx: x.at(1), yPx: y.at(1) }),
        ...drawn.map(({ look, of }) => inTone(look, binMarks(of, { x, y, n, look }))),
      ],
      entries: [
        ...drawn.map(({ look, label }): LegendEntry => {
          return { label, swatch: [inTone(look, [linePath(SWATCH_ENDS, look), ...symbolsAt([SWATCH_MIDDLE], look)])] };
        }),
        { label: texts.chances, swatch: GUIDE_SWATCH },
      ],
      notes,
    },
    widthPx,
  );
}

/** The share with the interval to quote: over patients, drawn out to the one over cells. */
export function quotedBin({ atypical, overPatients }: ReliabilityBin): QuotedFigure {
  return overPatients === null ? atypical : outerInterval(overPatients, atypical);
}

interface Drawing {
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly n: number;
  readonly look: number;
}

function binMarks({ bins }: Reliability, { x, y, n, look }: Drawing): SvgElement[] {
  const marks = bins.flatMap((bin) => {
    const { value, low, high } = quotedBin(bin);
    if (bin.meanProbability === null || value === null) return [];
    const share = bin.atypical.denominator / n;
    const areaPx2 = AREAS_PX2.least + (AREAS_PX2.most - AREAS_PX2.least) * share;
    const point: PixelPoint & { areaPx2: number } = { xPx: x.at(bin.meanProbability), yPx: y.at(value), areaPx2 };
    return [{ point, interval: intervalMark('vertical', point.xPx, [low, high], (end) => y.at(end)) }];
  });
  const points = marks.map(({ point }) => point);
  return [...marks.flatMap(({ interval }) => interval), linePath(points, look), ...sizedSymbols(points, look)];
}
