import { KNOWN_LABELS } from '../../cells/aliases.ts';
import { type Cell, SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import { nearest } from '../../cells/nearest.ts';
import { type LabelResolver, labelResolver, type ResolvedLabel } from '../../cells/resolve-label.ts';
import { GROUPS, type Group, namesIn } from '../../cells/scheme.ts';
import type { FaultLog } from '../../errors/fault-log.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { CsvRow } from '../csv.ts';
import type { ReadOptions } from '../readers/reader.ts';
import type { ManifestColumns } from './manifest-columns.ts';
import { manifestPath } from './manifest-path.ts';

export interface ManifestContext extends ReadOptions {
  /** For messages. */
  readonly file: string;
  /** Absolute. */
  readonly folder: string;
  readonly columns: ManifestColumns;
  readonly faults: FaultLog;
}

/** Turns a manifest's rows into cells, one at a time, noting what is wrong with them. */
export class RowReader {
  readonly #context: ManifestContext;
  readonly #resolver: LabelResolver;
  readonly #lineOfId = new Map<string, number>();
  readonly #unknownLabels = new Map<string, number>();
  readonly #repeated = new Map<string, string>();
  readonly #pathPosition: number;

  constructor(context: ManifestContext) {
    this.#context = context;
    this.#pathPosition = context.columns.names.indexOf('path');
    this.#resolver = labelResolver(context.scheme, context.unknownLabels);
  }

  /** Where each cell read so far stands in the manifest. */
  get lineOfId(): ReadonlyMap<string, number> {
    return this.#lineOfId;
  }

  /** Whether the manifest says the groups itself. */
  get statesGroups(): boolean {
    return this.#context.columns.has('group');
  }

  /** @returns `null` after noting a fault. */
  read(row: CsvRow): Cell | null {
    const { columns, folder } = this.#context;
    const id = this.#id(row);
    if (id === null) return null;
    const meaning = this.#meaning(row);
    const presetSplit = this.#presetSplit(row);
    if (meaning === null || presetSplit === undefined) return null;
    const { fields } = row;
    return {
      id,
      path: `${folder}/${id}`,
      label: this.#once(columns.value(fields, 'label')),
      ...meaning,
      patient: this.#once(columns.value(fields, 'patient')),
      presetSplit,
      extra: columns.extra(fields),
    };
  }

  #id(row: CsvRow): string | null {
    const { columns, file, faults } = this.#context;
    const { line, fields } = row;
    const expected = columns.names.length;
    if (fields.length !== expected) {
      const got = fields.length;
      faults.note(
        'fields',
        line,
        (rows) => new LeukoscopeError('csv.field-count', { file, line, got, expected, rows }),
      );
      return null;
    }
    const written = fields[this.#pathPosition] ?? '';
    const path = manifestPath(written);
    if ('fault' in path) {
      const { fault } = path;
      faults.note(
        'path',
        line,
        (rows) => new LeukoscopeError('manifest.bad-path', { file, line, path: written, fault, rows }),
      );
      return null;
    }
    const firstLine = this.#lineOfId.get(path.id);
    if (firstLine !== undefined) {
      const details = { file, line, path: path.id, firstLine };
      faults.note('duplicate', line, (rows) => new LeukoscopeError('manifest.duplicate-path', { ...details, rows }));
      return null;
    }
    this.#lineOfId.set(path.id, line);
    return path.id;
  }

  #meaning(row: CsvRow): ResolvedLabel | null {
    const { columns, exclude } = this.#context;
    const label = columns.value(row.fields, 'label');
    const code = columns.value(row.fields, 'cell_code');
    if (exclude.some(({ column, value }) => columns.value(row.fields, column) === value)) {
      return { cellCode: this.#codeAsGiven(code, label), group: null, excluded: 'filter' };
    }
    if (columns.has('group')) return this.#statedGroup(row, this.#codeAsGiven(code, label));
    const own = this.#resolver.ownLabel(label);
    if (own !== null) return own;
    if (code !== '') return this.#resolver.code(code) ?? this.#unknown(row, code, 'cell_code');
    if (label !== '') return this.#resolver.label(label) ?? this.#unknown(row, label, 'label');
    return { cellCode: null, group: null, excluded: 'unlabelled' };
  }

  #statedGroup({ line, fields }: CsvRow, cellCode: string | null): ResolvedLabel | null {
    const { columns, file, faults } = this.#context;
    const value = columns.value(fields, 'group');
    if (value === '') return { cellCode, group: null, excluded: 'no-group' };
    const group = GROUPS.find((name): name is Group => name === value.toLowerCase());
    if (group !== undefined) return { cellCode, group, excluded: null };
    faults.note('group', line, (rows) => new LeukoscopeError('manifest.unknown-group', { file, line, value, rows }));
    return null;
  }

  /** Where something else decides the group, a code need not be known to the scheme. */
  #codeAsGiven(code: string, label: string): string | null {
    const own = this.#resolver.ownLabel(label)?.cellCode;
    const given = own ?? (code === '' ? this.#resolver.codeOfLabel(label) : (this.#resolver.codeOfLabel(code) ?? code));
    return given === null ? null : this.#once(given);
  }

  #unknown({ line }: CsvRow, value: string, column: 'label' | 'cell_code'): null {
    const { file, faults, scheme } = this.#context;
    const key = `${column}=${value}`;
    this.#unknownLabels.set(key, (this.#unknownLabels.get(key) ?? 0) + 1);
    faults.note('unknown', line, (rows) => {
      const same = this.#unknownLabels.get(key) ?? 0;
      const own = namesIn(scheme);
      const suggestion = nearest(value, column === 'label' ? [...own, ...KNOWN_LABELS] : own);
      const counts = { rowsWithSame: same, rowsWithOther: rows - same };
      return new LeukoscopeError('manifest.unknown-label', {
        ...{ file, line, column, value, suggestion, ...counts },
        ...{ scheme: scheme.id, types: Object.keys(scheme.groups).length },
      });
    });
    return null;
  }

  /** @returns `undefined` after noting a fault. */
  #presetSplit({ line, fields }: CsvRow): SplitPart | null | undefined {
    const { columns, file, faults } = this.#context;
    const value = columns.value(fields, 'split');
    if (value === '') return null;
    const part = SPLIT_PARTS.find((name) => name === value.toLowerCase());
    if (part === undefined) {
      faults.note('split', line, (rows) => new LeukoscopeError('manifest.unknown-split', { file, line, value, rows }));
    }
    return part;
  }

  /** One string for all rows that say the same: 200,000 rows have few labels and patients. Empty is `null`. */
  #once(value: string): string | null {
    if (value === '') return null;
    const known = this.#repeated.get(value) ?? value;
    this.#repeated.set(known, known);
    return known;
  }
}
