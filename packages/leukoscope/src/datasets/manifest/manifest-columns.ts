import { columnPositions } from '../../cells/csv-columns.ts';

const REQUIRED = ['path', 'label'] as const;
const OPTIONAL = ['patient', 'group', 'cell_code', 'split'] as const;
type KnownColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** The columns of one manifest. */
export interface ManifestColumns {
  /** All of them, in their order. */
  readonly names: readonly string[];
  readonly has: (column: KnownColumn) => boolean;
  /** A row's value without the spaces around it; empty where the manifest has no such column. */
  readonly value: (fields: readonly string[], column: string) => string;
  /** The columns that are not part of the format, kept as written; rows that say the same share one object. */
  readonly extra: (fields: readonly string[]) => Readonly<Record<string, string>>;
}

/**
 * `path,label[,patient][,group][,cell_code][,split]` in any order, and any further columns.
 *
 * @throws LeukoscopeError `csv.missing-column` and the others of `columnPositions`.
 */
export function manifestColumns(header: readonly string[], file: string): ManifestColumns {
  const positions = columnPositions(header, { file, required: REQUIRED });
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  const further = [...positions].filter(([name]) => !known.includes(name));
  const shared = new Map<string, Readonly<Record<string, string>>>();
  return {
    names: [...positions.keys()],
    has: (column) => positions.has(column),
    value: (fields, column) => {
      const position = positions.get(column);
      return position === undefined ? '' : (fields[position] ?? '').trim();
    },
    extra: (fields) => {
      const values = further.map(([name, position]): [string, string] => [name, fields[position] ?? '']);
      const key = values.map(([, value]) => value).join('\0');
      const known = shared.get(key) ?? Object.freeze(Object.fromEntries(values));
      shared.set(key, known);
      return known;
    },
  };
}
