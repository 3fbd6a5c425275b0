import type { BandPoint } from '../../evaluation/curve-bands.ts';
import { SWATCH_WIDTH_PX } from './legend.ts';
import type { PlotScales } from './plot-series.ts';
import { bandPath } from './series-marks.ts';
import type { SvgElement } from './svg.ts';
import { inTone } from './theme.ts';

/** The area of a curve's intervals, to be drawn behind it; nothing where there are none. */
export function bandOf(points: readonly BandPoint[], { x, y }: PlotScales, look: number): SvgElement {
  const edges = points.map((point) => ({ xPx: x.at(point.x), lowPx: y.at(point.low), highPx: y.at(point.high) }));
  return inTone(look, [bandPath(edges)]);
}

/** Stands for a band in a legend. */
export function bandSwatch(look: number): SvgElement {
  return inTone(look, [bandPath([1, SWATCH_WIDTH_PX - 1].map((xPx) => ({ xPx, lowPx: 5, highPx: -5 })))]);
}
