import type { Markup } from '../markup/markup.ts';
import { type Block, type FigureText, figure } from './figure.ts';
import { moved, type SvgElement } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, wrapped } from './text.ts';
import { inRole } from './theme.ts';

/** Of paper around every picture. */
const MARGIN_PX = 10;
const GAP_PX = 14;

/** Takes no room. */
export const NOTHING: Block = { content: [], heightPx: 0 };

/** How wide the blocks of a picture may be. */
export function innerWidthPx(widthPx: number): number {
  return widthPx - 2 * MARGIN_PX;
}

/** A whole picture of blocks one below the other, each laid out for `innerWidthPx(widthPx)`. */
export function stackedFigure(text: FigureText, widthPx: number, blocks: readonly Block[]): Markup {
  const { content, heightPx } = stacked(blocks, GAP_PX);
  return figure(text, { widthPx, heightPx: Math.ceil(heightPx) + 2 * MARGIN_PX }, [
    moved(MARGIN_PX, MARGIN_PX, content),
  ]);
}

/** One below the other; those without height leave no gap. */
export function stacked(blocks: readonly Block[], gapPx: number): Block {
  const content: SvgElement[] = [];
  let bottom = 0;
  for (const block of blocks.filter(({ heightPx }) => heightPx > 0)) {
    const top = content.length === 0 ? 0 : bottom + gapPx;
    content.push(moved(0, top, block.content));
    bottom = top + block.heightPx;
  }
  return { content, heightPx: bottom };
}

/** Sentences that stand below a picture, each on lines of its own. */
export function noteBlock(notes: readonly string[], widthPx: number): Block {
  const lines = notes.flatMap((note) => wrapped(note, widthPx, SMALL_TEXT_PX));
  const lineHeight = lineHeightPx(SMALL_TEXT_PX);
  return {
    content: [inRole('muted', textLines(lines, { xPx: 0, yPx: lineHeight / 2, sizePx: SMALL_TEXT_PX }))],
    heightPx: lines.length * lineHeight,
  };
}
