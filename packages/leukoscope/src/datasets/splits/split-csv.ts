import { SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import { columnPositions } from '../../cells/csv-columns.ts';
import { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readCsv } from '../csv.ts';
import { manifestPath } from '../manifest/manifest-path.ts';
import type { Split } from '../split.ts';
import type { SplitUnit } from '../split-units.ts';
import { sealSplit } from './split-hash.ts';

/** Names everything that no other row names. */
const REST = '*';

/**
 * A split written by hand: a CSV file with the columns `path,split` or `patient,split` (with both, `path` counts; a
 * manifest with a column `split` will do). In a row `*,train` the asterisk stands for everything not named.
 *
 * @throws LeukoscopeError `csv.*`, `split.unknown-part`, `split.empty-name`, `split.duplicate-name`.
 */
export async function readSplitCsv(file: string): Promise<Split> {
  const parts: Record<SplitPart, string[]> = { train: [], validation: [], test: [] };
  const faults = new FaultLog();
  const lineOfName = new Map<string, number>();
  let rest: SplitPart | null = null;
  let columns: Columns | null = null;
  for await (const { line, fields } of readCsv(file)) {
    if (columns === null) {
      columns = columnsOf(fields, file);
      continue;
    }
    const expected = columns.count;
    const got = fields.length;
    if (got !== expected) {
      faults.note(
        'fields',
        line,
        (rows) => new LeukoscopeError('csv.field-count', { file, line, got, expected, rows }),
      );
      continue;
    }
    const name = columns.nameOf(fields);
    const value = (fields[columns.split] ?? '').trim();
    const part = SPLIT_PARTS.find((known) => known === value.toLowerCase());
    const firstLine = lineOfName.get(name);
    if (part === undefined) {
      faults.note('part', line, (rows) => new LeukoscopeError('split.unknown-part', { file, line, value, rows }));
    } else if (name === '') {
      faults.note('name', line, (rows) => new LeukoscopeError('split.empty-name', { file, line, rows }));
    } else if (firstLine !== undefined) {
      faults.note(
        'twice',
        line,
        (rows) => new LeukoscopeError('split.duplicate-name', { file, line, name, firstLine, rows }),
      );
    } else if (name === REST) {
      rest = part;
    } else {
      parts[part].push(name);
    }
    if (firstLine === undefined) lineOfName.set(name, line);
  }
  faults.throwFirst();
  if (columns === null || lineOfName.size === 0) throw new LeukoscopeError('csv.empty', { file });
  const drawn = { seed: null, stratified: false, fractions: null };
  return sealSplit({ format: 'leukoscope-split', version: 1, by: columns.by, ...drawn, rest, parts });
}

interface Columns {
  readonly by: SplitUnit;
  readonly count: number;
  readonly split: number;
  readonly nameOf: (fields: readonly string[]) => string;
}

function columnsOf(header: readonly string[], file: string): Columns {
  const anyOf = header.some((name) => name.trim() === 'path') ? 'path' : 'patient';
  const positions = columnPositions(header, { file, required: [anyOf, 'split'] });
  const position = positions.get(anyOf)!;
  const nameOf =
    anyOf === 'patient'
      ? (fields: readonly string[]) => (fields[position] ?? '').trim()
      : (fields: readonly string[]) => idOf(fields[position] ?? '');
  return {
    by: anyOf === 'path' ? 'image' : 'patient',
    count: header.length,
    split: positions.get('split')!,
    nameOf,
  };
}

/** A path as the manifest's reader would make it a cell's id; one that it would refuse cannot name a cell and is kept. */
function idOf(written: string): string {
  const path = manifestPath(written);
  return 'id' in path ? path.id : written.trim();
}
