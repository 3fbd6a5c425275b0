import { BOTTOM_AXIS_PX } from './axes.ts';
import type { Block, Size } from './figure.ts';
import { type SvgElement, svg } from './svg.ts';
import { lineHeightPx, SMALL_TEXT_PX, TITLE_TEXT_PX, textLines, textWidthPx, wrapped } from './text.ts';
import { inRole } from './theme.ts';

/** Between the title of an axis and what stands next to it. */
export const TITLE_GAP_PX = 4;
export const TITLE_LINE_PX = lineHeightPx(TITLE_TEXT_PX);

/** The title of the horizontal axis; its height includes the axis between it and the frame. */
export function titleBelow(title: string, frame: Size): Block {
  const lines = wrapped(title, frame.widthPx, TITLE_TEXT_PX);
  const top = BOTTOM_AXIS_PX + TITLE_GAP_PX;
  const place = { xPx: frame.widthPx / 2, yPx: frame.heightPx + top + TITLE_LINE_PX / 2, sizePx: TITLE_TEXT_PX };
  return {
    content: [inRole('ink', textLines(lines, { ...place, anchor: 'middle' }))],
    heightPx: top + lines.length * TITLE_LINE_PX,
  };
}

/** A dashed line from just above the frame to its foot. */
export function markerLine(xPx: number, frameHeightPx: number): SvgElement {
  return inRole('muted', [
    svg('line', { x1: xPx, y1: -4, x2: xPx, y2: frameHeightPx, stroke: 'currentColor', 'stroke-dasharray': '4 3' }),
  ]);
}

/** Over its line, but never over the side of the room. */
export function markerLabel(
  lines: readonly string[],
  xPx: number,
  room: { readonly topPx: number; readonly widthPx: number },
): SvgElement {
  const half = Math.max(...lines.map((line) => textWidthPx(line, SMALL_TEXT_PX))) / 2;
  const middle = Math.max(half, Math.min(room.widthPx - half, xPx));
  const yPx = room.topPx + lineHeightPx(SMALL_TEXT_PX) / 2;
  return inRole('ink', textLines(lines, { xPx: middle, yPx, sizePx: SMALL_TEXT_PX, anchor: 'middle' }));
}

/** Stands in a frame's place and says why there is none. */
export function emptyFrame(text: string, { widthPx, heightPx }: Size): SvgElement {
  const lines = wrapped(text, widthPx - 32, TITLE_TEXT_PX);
  const yPx = heightPx / 2 - ((lines.length - 1) * lineHeightPx(TITLE_TEXT_PX)) / 2;
  return inRole('muted', [
    svg('rect', {
      width: widthPx,
      height: heightPx,
      rx: 4,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-dasharray': '4 4',
    }),
    ...textLines(lines, { xPx: widthPx / 2, yPx, sizePx: TITLE_TEXT_PX, anchor: 'middle' }),
  ]);
}
