import { type HtmlContent, type HtmlElement, html } from '../markup/html.ts';

export interface PageColumn {
  readonly heading: string;
  /** Numbers stand at the right, digit under digit. */
  readonly align: 'left' | 'right';
  /** A heading over this column and its neighbours of the same group. */
  readonly group?: string;
}

export interface PageTable {
  /** What the table shows; read first by those who do not see it. */
  readonly caption: string;
  readonly columns: readonly PageColumn[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly HtmlContent[])[];
  /** Headings across the table, each above the row of its index; rows up to the next one belong together. */
  readonly blocks?: ReadonlyMap<number, HtmlContent>;
  /** Whether it has so many columns that they need smaller letters. */
  readonly isDense?: boolean;
}

/**
 * A table that scrolls by itself where it is wider than the screen.
 *
 * @throws RangeError for a row with another number of cells than there are columns
 */
export function pageTable({ caption, columns, rows, blocks = new Map(), isDense = false }: PageTable): HtmlElement {
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new RangeError(`pageTable rows[${index}]: got ${row.length} cells, expected ${columns.length}`);
    }
  }
  const classes = [...(blocks.size > 0 ? ['blocks'] : []), ...(isDense ? ['dense'] : [])];
  // Focusable, so that a keyboard can scroll it.
  return html('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, [
    html('table', { class: classes.length === 0 ? undefined : classes.join(' ') }, [
      html('caption', {}, [caption]),
      html('thead', {}, [
        ...groupRow(columns),
        html(
          'tr',
          {},
          columns.map(({ heading }, at) => html('th', { scope: 'col', class: classOf(columns, at) }, [heading])),
        ),
      ]),
      ...bodies(rows, blocks).map(({ heading, members }) =>
        html('tbody', {}, [
          ...(heading === null
            ? []
            : [
                html('tr', { class: 'block' }, [
                  html('th', { scope: 'rowgroup', colspan: columns.length }, [html('span', {}, [heading])]),
                ]),
              ]),
          ...members.map((row) => bodyRow(row, columns)),
        ]),
      ),
    ]),
  ]);
}

function classOf(columns: readonly PageColumn[], at: number): string | undefined {
  const { align, group } = columns[at]!;
  const classes = [
    ...(align === 'right' ? ['number'] : []),
    ...(group !== undefined && group !== columns[at - 1]?.group ? ['group-start'] : []),
  ];
  return classes.length === 0 ? undefined : classes.join(' ');
}

function groupRow(columns: readonly PageColumn[]): HtmlElement[] {
  if (columns.every(({ group }) => group === undefined)) return [];
  const cells: { heading: string | undefined; span: number }[] = [];
  for (const [at, { group }] of columns.entries()) {
    if (at > 0 && group === columns[at - 1]?.group) cells.at(-1)!.span += 1;
    else cells.push({ heading: group, span: 1 });
  }
  return [
    html(
      'tr',
      {},
      cells.map(({ heading, span }) =>
        heading === undefined
          ? html('td', { colspan: span })
          : html('th', { scope: 'colgroup', colspan: span, class: 'group-start' }, [heading]),
      ),
    ),
  ];
}

interface TableBody {
  readonly heading: HtmlContent | null;
  readonly members: (readonly HtmlContent[])[];
}

function bodies(rows: PageTable['rows'], blocks: ReadonlyMap<number, HtmlContent>): TableBody[] {
  const found: TableBody[] = [];
  for (const [index, row] of rows.entries()) {
    const heading = blocks.get(index);
    if (heading !== undefined || found.length === 0) found.push({ heading: heading ?? null, members: [] });
    found.at(-1)!.members.push(row);
  }
  return found.length === 0 ? [{ heading: null, members: [] }] : found;
}

function bodyRow(row: readonly HtmlContent[], columns: readonly PageColumn[]): HtmlElement {
  return html(
    'tr',
    {},
    row.map((cell, at) =>
      at === 0
        ? html('th', { scope: 'row', class: classOf(columns, at) }, [cell])
        : html('td', { class: classOf(columns, at) }, [cell]),
    ),
  );
}
