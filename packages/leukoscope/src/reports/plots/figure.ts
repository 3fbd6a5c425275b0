import type { Language } from '../../errors/entry.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { type SvgContent, svg } from './svg.ts';
import { inRole, PLOT_CLASS, styleSheet } from './theme.ts';

/** What a picture says to those who do not see it. */
export interface FigureText {
  /** What is shown, in a few words. */
  readonly title: string;
  /** What it shows, with its figures. */
  readonly description: string;
}

/** How a figure of the report is wanted. */
export interface PlotView {
  readonly language: Language;
  /** At least 240: a telephone held upright has 320 or more. */
  readonly widthPx: number;
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A part of a picture that was laid out for a given width, and the height it took. */
export interface Block {
  readonly content: readonly SvgContent[];
  readonly heightPx: number;
}

const FONTS = `system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Verdana, sans-serif`;
const NARROWEST_PX = 240;

/**
 * A whole picture: one `svg` element with its own colours, for a file of its own or inside a page. It has no ids, so any
 * number of them stand on one page.
 *
 * @throws RangeError if a width or height is not finite.
 */
export function figure(text: FigureText, { widthPx, heightPx }: Size, content: readonly SvgContent[]): Markup {
  return markup(
    svg(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        class: PLOT_CLASS,
        role: 'img',
        width: widthPx,
        height: heightPx,
        viewBox: `0 0 ${widthPx} ${heightPx}`,
        'font-family': FONTS,
        style: 'max-width:100%;height:auto',
      },
      [
        svg('title', {}, [text.title]),
        svg('desc', {}, [text.description]),
        svg('style', {}, [styleSheet()]),
        inRole('paper', [svg('rect', { width: widthPx, height: heightPx, fill: 'currentColor' })]),
        ...content,
      ],
    ),
  );
}

/** @throws RangeError if a picture of this width would not hold its texts. */
export function checkWidth(widthPx: number): void {
  if (!(Number.isFinite(widthPx) && widthPx >= NARROWEST_PX)) {
    throw new RangeError(`widthPx must be at least ${NARROWEST_PX}, got ${widthPx}`);
  }
}
