import { GROUPS, type Group } from '../../cells/scheme.ts';
import { isCalledAtypical, type ScoredCell } from '../../evaluation/scored-cell.ts';
import type { Markup } from '../markup/markup.ts';
import {
  horizontalAxis,
  horizontalScale,
  OVERHANG_PX,
  verticalAxis,
  verticalAxisWidthPx,
  verticalScale,
} from './axes.ts';
import type { AxisScale } from './axis-scale.ts';
import { innerWidthPx, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type PlotView } from './figure.ts';
import { emptyFrame, markerLabel, markerLine, TITLE_LINE_PX, titleBelow } from './frame-parts.ts';
import { type LegendEntry, legend, SWATCH_WIDTH_PX } from './legend.ts';
import { PROBABILITY_PLOT_TEXTS, type ProbabilityPlotTexts } from './probability-plot-texts.ts';
import { moved, type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, wrapped } from './text.ts';
import { inRole, inTone } from './theme.ts';

export interface ProbabilityPlot {
  readonly cells: readonly Pick<ScoredCell, 'group' | 'probability'>[];
  readonly threshold: number;
}

/** A bar of the histogram: its cells below the threshold and those at or above it, as shares of the group. */
export interface ProbabilityBin {
  readonly below: number;
  readonly above: number;
}

const BINS = 20;
const TONES: Readonly<Record<Group, number>> = { atypical: 1, typical: 0 };
const HALF_RATIO = 0.24;
const HALF_HEIGHTS_PX = [100, 190] as const;
const MOST_ROUNDED_PERCENT = 50;
const EMPTY_HEIGHT_PX = 120;
const LABEL_LINE_PX = lineHeightPx(SMALL_TEXT_PX);

/**
 * How sure the model is: the probabilities of atypical cells as a histogram upwards, those of typical cells downwards,
 * each as shares of its group, cells on the wrong side of the threshold filled. One SVG.
 *
 * @throws RangeError if the width is under 240 px.
 */
export function probabilityPlot({ cells, threshold }: ProbabilityPlot, { language, widthPx }: PlotView): Markup {
  checkWidth(widthPx);
  const texts = PROBABILITY_PLOT_TEXTS[language];
  const innerPx = innerWidthPx(widthPx);
  if (cells.length === 0) {
    const content = [emptyFrame(texts.empty, { widthPx: innerPx, heightPx: EMPTY_HEIGHT_PX })];
    const text = { title: texts.title, description: texts.empty };
    return stackedFigure(text, widthPx, [{ content, heightPx: EMPTY_HEIGHT_PX }]);
  }
  const count = (group: Group, above: boolean) =>
    cells.filter((cell) => cell.group === group && isCalledAtypical(cell.probability, threshold) === above).length;
  const counts = {
    missed: count('atypical', false),
    atypical: count('atypical', false) + count('atypical', true),
    falseAlarms: count('typical', true),
    typical: count('typical', false) + count('typical', true),
  };
  const text = { title: texts.title, description: texts.description({ ...counts, threshold }) };
  return stackedFigure(text, widthPx, [
    legend(entries(texts, counts), innerPx),
    histogram({ cells, threshold }, texts, innerPx),
  ]);
}

/**
 * The histogram of one group over 20 equal bins of [0, 1], the last with its upper end.
 *
 * @returns shares of the group; all 0 where it has no cells.
 */
export function probabilityBins({ cells, threshold }: ProbabilityPlot, group: Group): ProbabilityBin[] {
  const own = cells.filter((cell) => cell.group === group);
  const bins = Array.from({ length: BINS }, () => ({ below: 0, above: 0 }));
  for (const { probability } of own) {
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))]!;
    bin[isCalledAtypical(probability, threshold) ? 'above' : 'below'] += 1 / own.length;
  }
  return bins;
}

function histogram(plot: ProbabilityPlot, texts: ProbabilityPlotTexts, widthPx: number): Block {
  const [least, most] = HALF_HEIGHTS_PX;
  const halfPx = Math.round(Math.max(least, Math.min(most, widthPx * HALF_RATIO)));
  const bins = { atypical: probabilityBins(plot, 'atypical'), typical: probabilityBins(plot, 'typical') };
  const shares = GROUPS.flatMap((group) => bins[group].map(({ below, above }) => 100 * (below + above)));
  // A round end of the axis lies beyond 100% where the largest share is near it.
  const reach = Math.max(...shares) > MOST_ROUNDED_PERCENT ? { limits: [0, 100] as const } : { include: [0] };
  const y = verticalScale({ kind: 'linear', title: texts.share, ...reach }, shares, halfPx);
  const left = y === null ? 0 : Math.max(OVERHANG_PX, verticalAxisWidthPx(y));
  const frame = { widthPx: widthPx - left - OVERHANG_PX, heightPx: 2 * halfPx };
  const x = horizontalScale({ kind: 'linear', title: texts.probability, limits: [0, 1] }, [], frame.widthPx);
  if (x === null || y === null) throw new RangeError('an axis that includes 0 has a scale');
  const label = wrapped(texts.threshold(plot.threshold), widthPx, SMALL_TEXT_PX);
  const title = wrapped(texts.share, widthPx, TITLE_TEXT_PX);
  const labelTop = title.length * TITLE_LINE_PX + 2;
  const top = labelTop + label.length * LABEL_LINE_PX + 12;
  const below = titleBelow(texts.probability, frame);
  const xPx = x.at(plot.threshold);
  const content = [
    inRole('ink', textLines(title, { xPx: 0, yPx: TITLE_LINE_PX / 2, sizePx: TITLE_TEXT_PX })),
    markerLabel(label, left + xPx, { topPx: labelTop, widthPx }),
    moved(left, top, [
      ...verticalAxis(mirrored(y, halfPx), frame.widthPx),
      horizontalAxis(x, frame),
      ...below.content,
      inTone(TONES.atypical, bars(bins.atypical, 'below', x, y.at)),
      inTone(
        TONES.typical,
        bars(bins.typical, 'above', x, (value) => 2 * halfPx - y.at(value)),
      ),
      inRole('muted', [svg('line', { x1: 0, y1: halfPx, x2: frame.widthPx, y2: halfPx, stroke: 'currentColor' })]),
      markerLine(xPx, frame.heightPx),
    ]),
  ];
  return { content, heightPx: top + frame.heightPx + below.heightPx };
}

/** The axis with its ticks again below 0, where shares count downwards. */
function mirrored({ domain, ticks, minorTicks, at }: AxisScale, halfPx: number): AxisScale {
  const signed = (value: number) => (value >= 0 ? at(value) : 2 * halfPx - at(-value));
  const down = ticks.filter(({ value }) => value > 0).map(({ value, label }) => ({ value: -value, label }));
  return { domain: [-domain[1], domain[1]], ticks: [...ticks, ...down], minorTicks, at: signed };
}

/** For each bin its right calls in outline and, from the base line, its wrong ones filled. */
function bars(
  bins: readonly ProbabilityBin[],
  wrong: keyof ProbabilityBin,
  x: AxisScale,
  at: (percent: number) => number,
): SvgElement[] {
  const box = (index: number, from: number, to: number) => {
    const [a, b] = [at(100 * from), at(100 * to)];
    const [startPx, endPx] = [x.at(index / BINS) + 1, x.at((index + 1) / BINS) - 1];
    return { x: startPx, y: Math.min(a, b), width: endPx - startPx, height: Math.abs(a - b) };
  };
  return bins.flatMap((bin, index) => {
    const right = wrong === 'below' ? bin.above : bin.below;
    return [
      ...(right > 0 ? [svg('rect', { ...box(index, bin[wrong], bin[wrong] + right), ...RIGHT })] : []),
      ...(bin[wrong] > 0 ? [svg('rect', { ...box(index, 0, bin[wrong]), ...WRONG })] : []),
    ];
  });
}

const RIGHT = { fill: 'currentColor', 'fill-opacity': 0.2, stroke: 'currentColor' } as const;
const WRONG = { fill: 'currentColor', stroke: 'currentColor' } as const;

function entries(
  texts: ProbabilityPlotTexts,
  { atypical, typical }: { atypical: number; typical: number },
): LegendEntry[] {
  const box = { y: -5, width: 12, height: 10 };
  const [first, second, middle] = [2, SWATCH_WIDTH_PX - 14, (SWATCH_WIDTH_PX - 12) / 2];
  const swatch = (group: Group) => [
    inTone(TONES[group], [svg('rect', { x: second, ...box, ...RIGHT }), svg('rect', { x: first, ...box, ...WRONG })]),
  ];
  return [
    { label: texts.atypicalAbove(atypical), swatch: swatch('atypical') },
    { label: texts.typicalBelow(typical), swatch: swatch('typical') },
    { label: texts.wrong, swatch: [inRole('muted', [svg('rect', { x: middle, ...box, ...WRONG })])] },
    { label: texts.right, swatch: [inRole('muted', [svg('rect', { x: middle, ...box, ...RIGHT })])] },
  ];
}
