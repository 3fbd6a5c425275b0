import { type Block, checkWidth, type FigureText, figure } from './figure.ts';
import { legend } from './legend.ts';
import { type LinePanel, linePanel } from './line-panel.ts';
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
/** Height by width of a panel, within limits: not flat on a telephone, not a poster on a wide screen. */
const PANEL_RATIO = 0.5;
const PANEL_HEIGHTS_PX = [230, 400] as const;

/**
 * Lines over two axes as one SVG.
 *
 * @throws RangeError if the width is under 240 px, an `x` is not finite, or a value of a logarithmic axis not positive.
 */
export function linePlot(plot: LinePlot, widthPx: number): string {
  checkWidth(widthPx);
  const innerPx = widthPx - 2 * MARGIN_PX;
  const blocks: Block[] = [
    plottedValues(plot.panels[0]).y.length > 0 ? legend(legendEntries(plot.panels[0]), innerPx) : NOTHING,
    panelGrid(plot.panels, innerPx),
    noteBlock(plot.notes ?? [], innerPx),
  ];
  const content: SvgElement[] = [];
  let bottom = MARGIN_PX;
  for (const block of blocks.filter(({ heightPx }) => heightPx > 0)) {
    const top = content.length === 0 ? bottom : bottom + GAP_PX;
    content.push(moved(MARGIN_PX, top, block.content));
    bottom = top + block.heightPx;
  }
  return figure(plot, { widthPx, heightPx: Math.ceil(bottom + MARGIN_PX) }, content);
}

const NOTHING: Block = { content: [], heightPx: 0 };

function panelGrid(panels: readonly LinePanel[], innerPx: number): Block {
  const besidePx = (innerPx - (panels.length - 1) * PANEL_GAP_PX) / panels.length;
  const beside = besidePx >= LEAST_PANEL_PX;
  const widthPx = beside ? besidePx : innerPx;
  const [least, most] = PANEL_HEIGHTS_PX;
  const heightPx = Math.round(Math.max(least, Math.min(most, widthPx * PANEL_RATIO)));
  const content = panels.map((panel, index) =>
    moved(
      beside ? index * (widthPx + PANEL_GAP_PX) : 0,
      beside ? 0 : index * (heightPx + PANEL_GAP_PX),
      linePanel(panel, { widthPx, heightPx }),
    ),
  );
  const rows = beside ? 1 : panels.length;
  return { content, heightPx: rows * heightPx + (rows - 1) * PANEL_GAP_PX };
}

function noteBlock(notes: readonly string[], innerPx: number): Block {
  const lines = notes.flatMap((note) => wrapped(note, innerPx, SMALL_TEXT_PX));
  const lineHeight = lineHeightPx(SMALL_TEXT_PX);
  return {
    content: [inRole('muted', textLines(lines, { xPx: 0, yPx: lineHeight / 2, sizePx: SMALL_TEXT_PX }))],
    heightPx: lines.length * lineHeight,
  };
}
