import type { Markup } from '../markup/markup.ts';
import { innerWidthPx, NOTHING, noteBlock, stacked, stackedFigure } from './blocks.ts';
import { type Block, checkWidth, type FigureText } from './figure.ts';
import { legend } from './legend.ts';
import { headerHeightPx, type LinePanel, linePanel } from './line-panel.ts';
import { legendEntries, plottedValues } from './plot-series.ts';
import { moved } from './svg.ts';

export interface LinePlot extends FigureText {
  /** Side by side where each is wide enough, otherwise one below the other. One legend, of the first, serves them all. */
  readonly panels: readonly [LinePanel, ...LinePanel[]];
  /** Sentences that stand below, each on its own line, for what the lines do not say. */
  readonly notes?: readonly string[];
}

const PANEL_GAP_PX = 28;
/** Panels narrower than this are not set side by side. */
const LEAST_PANEL_PX = 330;
/** Height by width of a frame, within limits: not flat on a telephone, not a poster on a wide screen. */
const FRAME_RATIO = 0.4;
const FRAME_HEIGHTS_PX = [170, 330] as const;

/**
 * Lines over two axes as one SVG.
 *
 * @throws RangeError if the width is under 240 px, an `x` is not finite, or a value of a logarithmic axis not positive.
 */
export function linePlot(plot: LinePlot, widthPx: number): Markup {
  checkWidth(widthPx);
  const innerPx = innerWidthPx(widthPx);
  return stackedFigure(plot, widthPx, [
    plottedValues(plot.panels[0]).y.length > 0 ? legend(legendEntries(plot.panels[0]), innerPx) : NOTHING,
    panelGrid(plot.panels, innerPx),
    noteBlock(plot.notes ?? [], innerPx),
  ]);
}

function panelGrid(panels: readonly LinePanel[], innerPx: number): Block {
  const besidePx = (innerPx - (panels.length - 1) * PANEL_GAP_PX) / panels.length;
  const beside = besidePx >= LEAST_PANEL_PX;
  const widthPx = beside ? besidePx : innerPx;
  const [least, most] = FRAME_HEIGHTS_PX;
  const frameHeightPx = Math.round(Math.max(least, Math.min(most, widthPx * FRAME_RATIO)));
  const headers = panels.map((panel) => headerHeightPx(panel, widthPx));
  const blocks = panels.map((panel, index) =>
    linePanel(panel, { widthPx, frameHeightPx, headerPx: beside ? Math.max(...headers) : (headers[index] ?? 0) }),
  );
  if (!beside) return stacked(blocks, PANEL_GAP_PX);
  return {
    content: blocks.map(({ content }, index) => moved(index * (widthPx + PANEL_GAP_PX), 0, content)),
    heightPx: Math.max(...blocks.map(({ heightPx }) => heightPx)),
  };
}
