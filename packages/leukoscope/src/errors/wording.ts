import type { Language } from './entry.ts';

const LONGEST_SHOWN = 200;

/** A user's own text inside a message: on one line, and cut where it is long. */
export function shown(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN)}…`;
}

/** A path or word as a shell takes it: in quotes where it has more than plain characters. */
export function typed(word: string): string {
  return /^[\w./:=*-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * How numbers are written for people. In Spanish with a decimal point and, from five digits on, thin spaces, as tables,
 * reports and CSV files have them (Ortografía de la lengua española, 2010): a comma or a point within a number would be
 * taken for thousands in one place and for decimals in the other.
 */
export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): (value: number) => string {
  const format = new Intl.NumberFormat(language, options);
  if (language === 'en') return (value) => format.format(value);
  const signs: Readonly<Record<string, string>> = { decimal: '.', group: '\u202F' };
  return (value) => {
    const parts = format.formatToParts(value);
    return parts.map(({ type, value: part }) => signs[type] ?? part).join('');
  };
}

/** A number with its noun: `[one, many]`. */
export function counted(count: number, [one, many]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** " (and 12 more rows)", where `rows` counts the row that is told too. */
export function moreRowsEn(rows: number): string {
  return rows <= 1 ? '' : ` (and ${counted(rows - 1, ['more row', 'more rows'])})`;
}

export function moreRowsEs(rows: number): string {
  return rows <= 1 ? '' : ` (y ${counted(rows - 1, ['fila más', 'filas más'])})`;
}
