import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';

export interface PageColumn {
  readonly heading: string;
  /** Numbers stand at the right, digit under digit. */
  readonly align: 'left' | 'right';
}

export interface PageTable {
  /** What the table shows; read first by those who do not see it. */
  readonly caption: string;
  readonly columns: readonly PageColumn[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly HtmlContent[])[];
}

/**
 * A table that scrolls by itself where it is wider than the screen.
 *
 * @throws RangeError for a row with another number of cells than there are columns
 */
export function pageTable({ caption, columns, rows }: PageTable): HtmlElement {
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new RangeError(`pageTable rows[${index}]: got ${row.length} cells, expected ${columns.length}`);
    }
  }
  const classOf = (at: number) => (columns[at]?.align === 'right' ? 'number' : undefined);
  // Focusable, so that a keyboard can scroll it.
  return html('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, [
    html('table', {}, [
      html('caption', {}, [caption]),
      html('thead', {}, [
        html(
          'tr',
          {},
          columns.map(({ heading }, at) => html('th', { scope: 'col', class: classOf(at) }, [heading])),
        ),
      ]),
      html(
        'tbody',
        {},
        rows.map((row) =>
          html(
            'tr',
            {},
            row.map((cell, at) =>
              at === 0
                ? html('th', { scope: 'row', class: classOf(at) }, [cell])
                : html('td', { class: classOf(at) }, [cell]),
            ),
          ),
        ),
      ),
    ]),
  ]);
}
