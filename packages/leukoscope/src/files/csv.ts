/** Text, a number, a truth value, or `null` for an empty cell. */
export type CsvCell = string | number | boolean | null;

/**
 * One line of a CSV file (RFC 4180, with \n). Text that a spreadsheet would take for a formula gets a leading `'`, as
 * OWASP advises: a file name must not be able to run anything. Numbers are written as JavaScript writes them, so that they
 * read back as the same; one that is not finite is a mistake of the caller's.
 *
 * @throws RangeError for NaN and infinities: what is undefined is `null`
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' && !Number.isFinite(cell))
    throw new RangeError(`csvLine: ${cell} is not a finite number`);
  if (typeof cell !== 'string') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
