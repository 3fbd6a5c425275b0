/** A column of a table in plain text. */
export interface TextColumn {
  readonly heading: string;
  /** Numbers stand at the right. */
  readonly align: 'left' | 'right';
}

/**
 * A table for a terminal or a log: columns as wide as their widest cell, two spaces between them, a final line break.
 *
 * @throws RangeError for a row with another number of cells than there are columns
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new RangeError(`textTable rows[${index}]: got ${row.length} cells, expected ${columns.length}`);
    }
  }
  const lines = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  const padded = (line: readonly string[]) =>
    columns.map(({ align }, at) =>
      align === 'left' ? line[at]!.padEnd(widths[at]!) : line[at]!.padStart(widths[at]!),
    );
  return lines.map((line) => `${padded(line).join('  ').trimEnd()}\n`).join('');
}
