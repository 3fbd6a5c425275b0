import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { openFailure } from './missing-file.ts';

/** Longer than any sensible row; a quote that is never closed would otherwise swallow the whole file. */
const MAX_ROW_BYTES = 1 << 20;
const LINE_FEED = 0x0a;

export interface CsvRow {
  /** The line on which the row ends, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvForm {
  /** Between the fields; a comma unless given. */
  readonly separator?: ',' | ';' | '\t';
}

/**
 * The rows of a CSV file, the header first, read as a stream: UTF-8 with or without a byte order mark; LF, CRLF or CR;
 * quotes as in RFC 4180. Blank lines are passed over. Rows may differ in length: that is for the caller to judge.
 *
 * @throws LeukoscopeError `csv.not-utf8`, `csv.quotes`, `csv.row-too-long`, `dataset.not-found`, `machine.cannot-read`.
 */
export async function* readCsv(file: string, { separator = ',' }: CsvForm = {}): AsyncGenerator<CsvRow> {
  let lastLine = 0;
  const parser = parse({
    info: true,
    delimiter: separator,
    // Called as each row is parsed: on a fault, rows that wait to be read are lost, and with them the fault's line.
    on_record: (fields, { lines }) => {
      lastLine = lines;
      return fields;
    },
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MAX_ROW_BYTES,
  });
  try {
    // The callback is required, but every failure also reaches the loop below through the parser.
    pipeline(
      createReadStream(file),
      (chunks) => decodeLines(chunks, file),
      parser,
      () => undefined,
    );
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, fields: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw csvFailure(error, file, lastLine + 1);
    throw openFailure(error, file);
  }
}

function csvFailure(error: CsvError, file: string, line: number): LeukoscopeError {
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new LeukoscopeError('csv.row-too-long', { file, line, maxBytes: MAX_ROW_BYTES }, { cause: error });
  }
  return new LeukoscopeError('csv.quotes', { file, line }, { cause: error });
}

/** Decodes whole lines at a time, so that a fault can be told by its line. */
async function* decodeLines(chunks: AsyncIterable<Buffer>, file: string): AsyncGenerator<string> {
  let carried: Buffer = Buffer.alloc(0);
  let linesDecoded = 0;
  const decode = (lines: Buffer): string => {
    if (!isUtf8(lines)) {
      throw new LeukoscopeError('csv.not-utf8', { file, line: linesDecoded + firstUndecodableLine(lines) });
    }
    const text = lines.toString('utf8');
    const start = linesDecoded === 0 && text.startsWith('\uFEFF') ? 1 : 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) linesDecoded += 1;
    return text.slice(start);
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield decode(Buffer.concat([carried, chunk.subarray(0, end)]));
    carried = end > 0 ? chunk.subarray(end) : Buffer.concat([carried, chunk]);
  }
  if (carried.length > 0) yield decode(carried);
}

/** Counted from 1 within `lines`. */
function firstUndecodableLine(lines: Buffer): number {
  let line = 1;
  for (let start = 0; start < lines.length; line++) {
    const feed = lines.indexOf(LINE_FEED, start);
    const end = feed === -1 ? lines.length : feed + 1;
    if (!isUtf8(lines.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
