import { scaleLinear } from 'd3-scale';
import type { Markup } from '../markup/markup.ts';
import type { PlotView } from './figure.ts';
import type { LinePanel } from './line-panel.ts';
import { linePlot } from './line-plot.ts';
import type { PlotPoint } from './plot-series.ts';
import { RANGE_TEST_TEXTS } from './range-test-texts.ts';

export interface RangeTestPlotPoint {
  /** Positive. */
  readonly learningRate: number;
  /** Of one batch; finite. */
  readonly loss: number;
  readonly smoothed: number;
}

/** The result of a learning-rate range test (`RangeTest` of the training), as far as it is drawn. */
export interface RangeTestCurve {
  /** By rising rate. */
  readonly points: readonly RangeTestPlotPoint[];
  /** `null` if no rate can be suggested. */
  readonly suggested: number | null;
  /** Whether the loss grew so far that the test ended before its highest rate. */
  readonly diverged: boolean;
}

/** How far single batches may lie above the smoothed loss before the frame cuts them off, in parts of its span. */
const TOLERATED = 1.5;
/** How far such a frame reaches above the smoothed loss. */
const HEADROOM = 0.35;
const ROUND_STEPS = 5;

/**
 * Loss against learning rate: single batches as faint dots, their smoothed mean as a line, the suggested rate marked.
 * One SVG.
 *
 * @throws RangeError if the width is under 240 px or a learning rate is not positive.
 */
export function rangeTestPlot(test: RangeTestCurve, { language, widthPx }: PlotView): Markup {
  const texts = RANGE_TEST_TEXTS[language];
  const { points, suggested } = test;
  const limits = lossLimits(test);
  const beyond = limits === null ? 0 : points.filter(({ loss }) => loss > limits[1]).length;
  const notes = [
    points.length > 0 && suggested === null ? texts.noSuggestion : '',
    test.diverged ? texts.diverged : '',
    beyond > 0 ? texts.beyond(beyond) : '',
  ].filter((sentence) => sentence !== '');
  const panel: LinePanel = {
    x: { kind: 'log', title: texts.learningRate },
    y: { kind: 'linear', title: texts.loss, ...(limits === null ? {} : { limits }) },
    series: [
      { label: texts.smoothed, points: against(points, 'smoothed'), style: 'line', look: 0 },
      { label: texts.batches, points: against(points, 'loss'), style: 'dots', look: 0 },
    ],
    marker: suggested === null ? null : { x: suggested, label: texts.suggested(suggested) },
    emptyText: texts.empty,
  };
  const description = [texts.description(test), ...notes].join(' ');
  return linePlot({ title: texts.title, description, panels: [panel], notes }, widthPx);
}

function against(points: RangeTestCurve['points'], figure: 'loss' | 'smoothed'): PlotPoint[] {
  return points.map((point) => ({ x: point.learningRate, y: point[figure] }));
}

/**
 * A loss that runs away at the end would flatten everything before it: the frame then ends a little above the smoothed
 * loss, in which the step that ended the test does not count.
 */
function lossLimits({ points, diverged }: RangeTestCurve): readonly [number, number] | null {
  const smoothed = points.map((point) => point.smoothed);
  const judged = (diverged && smoothed.length > 1 ? smoothed.slice(0, -1) : smoothed).filter(Number.isFinite);
  const all = [...smoothed, ...points.map((point) => point.loss)].filter(Number.isFinite);
  if (judged.length === 0) return null;
  const [low, high] = [Math.min(...all), Math.max(...judged)];
  const span = high - low;
  if (span === 0 || Math.max(...all) <= high + TOLERATED * span) return null;
  const [from = low, to = high] = scaleLinear([low, high + HEADROOM * span], [0, 1])
    .nice(ROUND_STEPS)
    .domain();
  return [from, to];
}
