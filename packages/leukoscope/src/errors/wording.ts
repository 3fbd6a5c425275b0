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
