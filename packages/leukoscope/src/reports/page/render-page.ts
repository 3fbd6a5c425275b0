import { LANGUAGES, type Language } from '../../errors/entry.ts';
import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';
import { markup } from '../markup/markup.ts';
import { pageStyle } from './page-style.ts';
import { PAGE_TEXTS } from './page-texts.ts';

export interface PageSection {
  /** Lower-case letters, digits and hyphens; others can link to it with `#id`. */
  readonly id: string;
  readonly title: string;
  readonly content: readonly HtmlContent[];
}

/** A page as data; strings in it are text and never markup, whoever wrote them. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  /** What the reader must know, before the table of contents. */
  readonly lead: readonly HtmlContent[];
  readonly sections: readonly PageSection[];
  /** What made the page from what: version, date, seed. */
  readonly origin: string;
}

/** From so many sections on there is a table of contents. */
const LONG = 4;

/**
 * Nothing is fetched and no script runs, whatever the page holds. Styles are inline since pictures bring their own, and
 * a style alone cannot send anything when nothing may be fetched.
 */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * One self-contained HTML file: opens without a network, in light and dark, on narrow screens and on paper.
 *
 * @throws RangeError if an id is not fit for a link or stands twice, and as `markup` does.
 */
export function renderPage(page: Page): string {
  checkIds(page.sections);
  return `<!DOCTYPE html>\n${markup(html('html', { lang: page.language }, [head(page), body(page)]))}\n`;
}

function head({ language, title }: Page): HtmlElement {
  return html('head', {}, [
    html('meta', { charset: 'utf-8' }),
    html('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    html('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    html('meta', { name: 'referrer', content: 'no-referrer' }),
    html('title', {}, [`${title} · Leukoscope`]),
    html('style', {}, [pageStyle(language)]),
  ]);
}

function body(page: Page): HtmlElement {
  const words = PAGE_TEXTS[page.language];
  return html('body', {}, [
    html('a', { class: 'skip', href: '#content' }, [words.toContent]),
    html('header', {}, [html('p', { class: 'product' }, ['Leukoscope']), html('h1', {}, [page.title])]),
    html('main', { id: 'content' }, [
      ...page.lead,
      ...(page.sections.length < LONG ? [] : [contents(page)]),
      ...page.sections.map(({ id, title, content }) =>
        html('section', { id, 'aria-labelledby': `${id}-title` }, [
          html('h2', { id: `${id}-title` }, [title]),
          ...content,
        ]),
      ),
    ]),
    html('footer', {}, [
      ...LANGUAGES.map((language) => html('p', { lang: language }, [PAGE_TEXTS[language].notice])),
      html('p', {}, [page.origin]),
    ]),
  ]);
}

function contents({ language, sections }: Page): HtmlElement {
  return html('nav', { class: 'contents', 'aria-labelledby': 'contents-title' }, [
    html('h2', { id: 'contents-title' }, [PAGE_TEXTS[language].contents]),
    html(
      'ol',
      {},
      sections.map(({ id, title }) => html('li', {}, [html('a', { href: `#${id}` }, [title])])),
    ),
  ]);
}

function checkIds(sections: readonly PageSection[]): void {
  const seen = new Set(['content', 'contents']);
  for (const { id } of sections) {
    if (!/^[a-z][a-z0-9-]*$/.test(id) || seen.has(id))
      throw new RangeError(`section id: got '${id}', expected a new one`);
    seen.add(id);
  }
}
