import { LeukoscopeError } from '../errors/leukoscope-error.ts';

/** Excludes the cells whose column holds exactly this value (`--exclude low_nucleus=1`). */
export interface ColumnFilter {
  readonly column: string;
  readonly value: string;
}

/** @throws LeukoscopeError `dataset.invalid-filter` unless the text is `column=value`; the value may be empty. */
export function parseColumnFilter(text: string): ColumnFilter {
  const at = text.indexOf('=');
  const column = text.slice(0, Math.max(at, 0)).trim();
  if (column === '') throw new LeukoscopeError('dataset.invalid-filter', { filter: text });
  return { column, value: text.slice(at + 1).trim() };
}

/** @throws LeukoscopeError `dataset.unknown-filter-column` for a filter on a column that the data set does not have. */
export function requireColumns(filters: readonly ColumnFilter[], columns: readonly string[]): void {
  for (const { column } of filters) {
    if (!columns.includes(column)) throw new LeukoscopeError('dataset.unknown-filter-column', { column, columns });
  }
}
