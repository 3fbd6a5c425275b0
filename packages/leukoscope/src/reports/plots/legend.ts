import type { Block } from './figure.ts';
import { moved, type SvgElement } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole } from './theme.ts';

export interface LegendEntry {
  readonly label: string;
  /** Drawn around the middle of a swatch `SWATCH_WIDTH_PX` wide, from its left end at 0. */
  readonly swatch: readonly SvgElement[];
}

export const SWATCH_WIDTH_PX = 30;
const SWATCH_GAP_PX = 7;
const ENTRY_GAP_PX = 20;
const ROW_GAP_PX = 3;

/** Entries side by side, in as many rows as the width asks for. It stands apart from the data, never over them. */
export function legend(entries: readonly LegendEntry[], widthPx: number): Block {
  const content: SvgElement[] = [];
  const lineHeight = lineHeightPx(SMALL_TEXT_PX);
  const indent = SWATCH_WIDTH_PX + SWATCH_GAP_PX;
  let [x, y, rowHeight] = [0, 0, 0];
  for (const { label, swatch } of entries) {
    const lines = wrapped(label, widthPx - indent, SMALL_TEXT_PX);
    const width = indent + Math.max(0, ...lines.map((line) => textWidthPx(line, SMALL_TEXT_PX)));
    if (x > 0 && x + width > widthPx) {
      y += rowHeight + ROW_GAP_PX;
      [x, rowHeight] = [0, 0];
    }
    const text = textLines(lines, { xPx: indent, yPx: 0, sizePx: SMALL_TEXT_PX });
    content.push(moved(x, y + lineHeight / 2, [...swatch, inRole('ink', text)]));
    x += width + ENTRY_GAP_PX;
    rowHeight = Math.max(rowHeight, lines.length * lineHeight);
  }
  return { content, heightPx: y + rowHeight };
}
