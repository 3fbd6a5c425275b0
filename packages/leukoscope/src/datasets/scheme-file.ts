import { open } from 'node:fs/promises';
import type { Scheme } from '../cells/scheme.ts';
import { SCHEME_COLUMNS, schemeOfRows } from '../cells/scheme-rows.ts';
import type { StarterRow } from '../cells/scheme-starter.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { csvLine } from '../files/csv.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { type CsvForm, type CsvRow, readCsv } from './csv.ts';
import { openFailure } from './missing-file.ts';

/** Room for thousands of labels; whatever is larger is another kind of file. */
const MAX_BYTES = 1 << 20;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a scheme of a user's own, as `schemeOfRows` describes it, from a CSV file with commas, semicolons or tabs, as
 * spreadsheets write them in different countries.
 *
 * @throws LeukoscopeError as `schemeOfRows` and `readCsv`, and `scheme.too-large`.
 */
export async function readScheme(file: string): Promise<Scheme> {
  const separator = await separatorOf(file);
  const rows: CsvRow[] = [];
  for await (const row of readCsv(file, { separator })) rows.push(row);
  return schemeOfRows(rows, file);
}

/**
 * Writes a scheme file for a spreadsheet: with a byte order mark, without which some take UTF-8 for an older encoding.
 *
 * @throws LeukoscopeError as `writeFileAtomic` does.
 */
export async function writeSchemeFile(file: string, rows: readonly StarterRow[]): Promise<void> {
  const lines = rows.map((row) => csvLine(SCHEME_COLUMNS.map((column) => guarded(row[column]))));
  await writeFileAtomic(file, `${BYTE_ORDER_MARK}${csvLine(SCHEME_COLUMNS)}${lines.join('')}`);
}

/** `csvLine` guards what a spreadsheet would take for a formula by a quote, which reading removes: one more for what looks so. */
function guarded(value: string | number | null): string | number | null {
  return typeof value === 'string' && /^'+[=+\-@]/.test(value) ? `'${value}` : value;
}

/** The one that the first line has most of; a column's name holds none of them. */
async function separatorOf(file: string): Promise<NonNullable<CsvForm['separator']>> {
  const header = (await beginningOf(file)).split(/\r\n|\n|\r/, 1)[0]!;
  const count = (separator: string) => header.split(separator).length;
  return ([',', ';', '\t'] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}

async function beginningOf(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size: bytes } = await handle.stat();
    if (bytes > MAX_BYTES) throw new LeukoscopeError('scheme.too-large', { file, bytes, maxBytes: MAX_BYTES });
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    throw openFailure(error, file);
  }
}
