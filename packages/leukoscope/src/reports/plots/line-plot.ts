import type { Markup } from '../markup/markup.ts';
import { type Block, checkWidth, type FigureText, figure } from './figure.ts';
import { legend } from './legend.ts';
import { headerHeightPx, type LinePanel, linePanel } from './line-panel.ts';
import { legendEntries, plottedValues } from './plot-series.ts';
import { moved, type SvgElement } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, wrapped } from './text.ts';
import { inRole } from './theme.ts';

export interface LinePlot extends FigureText {
  /** Side by side where each is wide enough, otherwise one below the other. One legend, of the first, serves them all. */
  readonly panels: readonly [LinePanel, ...LinePanel[]];
  /** Sentences that stand below, each on its own line, for what the lines do not say. */
  readonly notes?: readonly string[];
}

const MARGIN_PX = 10;
const GAP_PX = 14;
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
  const innerPx = widthPx - 2 * MARGIN_PX;
  const blocks: Block[] = [
    plottedValues(plot.panels[0]).y.length > 0 ? legend(legendEntries(plot.panels[0]), innerPx) : NOTHING,
    panelGrid(plot.panels, innerPx),
    noteBlock(plot.notes ?? [], innerPx),
  ];
  const { content, heightPx } = stacked(blocks, GAP_PX);
  return figure(plot, { widthPx, heightPx: Math.ceil(heightPx) + 2 * MARGIN_PX }, [
    moved(MARGIN_PX, MARGIN_PX, content),
  ]);
}

const NOTHING: Block = { content: [], heightPx: 0 };

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

/** One below the other; those without height leave no gap. */
function stacked(blocks: readonly Block[], gapPx: number): Block {
  const content: SvgElement[] = [];
  let bottom = 0;
  for (const block of blocks.filter(({ heightPx }) => heightPx > 0)) {
    const top = content.length === 0 ? 0 : bottom + gapPx;
    content.push(moved(0, top, block.content));
    bottom = top + block.heightPx;
  }
  return { content, heightPx: bottom };
}

function noteBlock(notes: readonly string[], innerPx: number): Block {
  const lines = notes.flatMap((note) => wrapped(note, innerPx, SMALL_TEXT_PX));
  const lineHeight = lineHeightPx(SMALL_TEXT_PX);
  return {
    content: [inRole('muted', textLines(lines, { xPx: 0, yPx: lineHeight / 2, sizePx: SMALL_TEXT_PX }))],
    heightPx: lines.length * lineHeight,
  };
}
