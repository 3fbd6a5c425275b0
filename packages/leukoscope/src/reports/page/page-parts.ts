import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';
import type { Markup } from '../markup/markup.ts';

export function paragraph(...content: readonly HtmlContent[]): HtmlElement {
  return html('p', {}, content);
}

/** A remark that need not be read. */
export function remark(...content: readonly HtmlContent[]): HtmlElement {
  return html('p', { class: 'muted' }, content);
}

export function bullets(items: readonly (readonly HtmlContent[])[]): HtmlElement {
  return html(
    'ul',
    {},
    items.map((item) => html('li', {}, item)),
  );
}

/** Something a computer reads: a command, a path. No line ends within the dashes of an option. */
export function code(text: string): HtmlElement {
  const words = text.split(/(?<= )(?=-)|(?= )/);
  return html(
    'code',
    {},
    words.map((word) => (/^--?[a-z]/i.test(word) ? html('span', { class: 'word' }, [word]) : word)),
  );
}

/** A picture of `reports/plots`, which brings its own title and description. */
export function pictureFigure(picture: Markup, caption: readonly HtmlContent[] = []): HtmlElement {
  const below = caption.length === 0 ? [] : [html('figcaption', {}, caption)];
  return html('figure', {}, [{ written: picture }, ...below]);
}

/** Widths of a plot on a page: for a screen or paper, and for a telephone. */
const PLOT_WIDTHS_PX = { wide: 720, narrow: 320 } as const;

/**
 * A picture that is drawn once for wide and once for narrow screens: shrunk to a telephone its words could not be read.
 * One of several parts may go on from sheet to sheet of paper, each part whole.
 *
 * @param draw the same picture at another width, in pixels
 */
export function plotFigure(
  draw: (widthPx: number) => Markup | readonly Markup[],
  caption: readonly HtmlContent[] = [],
): HtmlElement {
  const below = caption.length === 0 ? [] : [html('figcaption', {}, caption)];
  const [wide, narrow] = [PLOT_WIDTHS_PX.wide, PLOT_WIDTHS_PX.narrow].map((widthPx) => [draw(widthPx)].flat());
  const written = (parts: readonly Markup[] = []) => parts.map((part) => ({ written: part }));
  return html('figure', wide!.length > 1 ? { class: 'parts' } : {}, [
    html('div', { class: 'wide' }, written(wide)),
    html('div', { class: 'narrow' }, written(narrow)),
    ...below,
  ]);
}

/** What is only shown when asked for; on paper it always is. */
export function disclosure(summary: string, content: readonly HtmlContent[]): HtmlElement {
  return html('details', {}, [html('summary', {}, [summary]), ...content]);
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

/** A few figures to see first. */
export function factList(facts: readonly Fact[]): HtmlElement {
  return html(
    'dl',
    { class: 'facts' },
    facts.map(({ label, value, note }) =>
      html('div', {}, [
        html('dt', {}, [label]),
        html('dd', {}, [value, ...(note === undefined ? [] : [html('div', { class: 'muted' }, [note])])]),
      ]),
    ),
  );
}
