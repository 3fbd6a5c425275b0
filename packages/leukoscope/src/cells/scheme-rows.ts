import { FaultLog } from '../errors/fault-log.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { cellTypeByCode, LINEAGES, type Lineage, MATURITIES, type Maturity } from './cell-types.ts';
import { columnPositions } from './csv-columns.ts';
import { labelKey } from './label-key.ts';
import { nearest } from './nearest.ts';
import {
  BUILT_IN_SCHEMES,
  CODE_PATTERN,
  GROUPS,
  SCHEME_GROUPS,
  type Scheme,
  type SchemeGroup,
  schemeSchema,
} from './scheme.ts';

const REQUIRED = ['label', 'code', 'name', 'group'] as const;
const OPTIONAL = ['lineage', 'maturity'] as const;
type SchemeColumn = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Columns that tell a person what a label is and are not read back. */
const FOR_PEOPLE = ['cells', 'patients', 'note'] as const;

/** The columns of a scheme file as it is written. */
export const SCHEME_COLUMNS = [...REQUIRED, ...OPTIONAL, ...FOR_PEOPLE] as const;

const LONGEST_CODE = 40;

/** One row of a CSV file. */
export interface SchemeRow {
  /** Counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

interface Entry {
  readonly line: number;
  readonly label: string;
  readonly code: string;
  readonly name: string;
  readonly group: SchemeGroup;
  readonly lineage: Lineage | null;
  readonly maturity: Maturity | null;
}

/**
 * A scheme of a user's own, from a table with one row for each label: `label,code,name,group[,lineage][,maturity]`, the
 * header first, the columns in any order. Several labels may be one type; what a row leaves out of a type another may
 * say. Empty rows and empty columns at the right, as spreadsheets leave them, are nothing. The scheme's id and name are
 * the file's.
 *
 * @throws LeukoscopeError `csv.*` for the table, `scheme.*` for what it says, naming the first faulty line.
 */
export function schemeOfRows(rows: readonly SchemeRow[], file: string): Scheme {
  const [header, ...body] = rows
    .map(({ line, fields }) => ({ line, fields: withoutEmptyEnd(fields) }))
    .filter(({ fields }) => fields.length > 0);
  if (header === undefined || body.length === 0) throw new LeukoscopeError('csv.empty', { file });
  const faults = new FaultLog();
  const reader = new EntryReader(header.fields, { file, faults });
  const entries = body.flatMap((row) => reader.read(row) ?? []);
  requireOneRowEach(entries, { file, faults });
  requireOneMeaningEach(entries, { file, faults });
  faults.throwFirst();
  for (const group of GROUPS) {
    if (!entries.some((entry) => entry.group === group))
      throw new LeukoscopeError('scheme.lacks-group', { file, group });
  }
  return schemeSchema.parse({
    id: idOf(file),
    name: baseName(file),
    groups: Object.fromEntries(entries.map(({ code, group }) => [code, group])),
    types: typesOf(entries),
    labels: entries.map(({ label, code }) => ({ label, code })),
  } satisfies Scheme);
}

interface Told {
  readonly file: string;
  readonly faults: FaultLog;
}

/** Reads rows one at a time, noting what is wrong with them. */
class EntryReader {
  readonly #told: Told;
  readonly #positions: ReadonlyMap<string, number>;

  constructor(header: readonly string[], told: Told) {
    this.#told = told;
    const names = header.map((name) => name.trim().toLowerCase());
    this.#positions = columnPositions(names, { file: told.file, required: REQUIRED });
    const known: readonly string[] = SCHEME_COLUMNS;
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const suggestion = nearest(unknown, known);
      throw new LeukoscopeError('scheme.unknown-column', { file: told.file, column: unknown, known, suggestion });
    }
  }

  /** @returns `null` after noting a fault. */
  read({ line, fields }: SchemeRow): Entry | null {
    const { file, faults } = this.#told;
    const expected = this.#positions.size;
    if (fields.length > expected) {
      const got = fields.length;
      faults.note(
        'fields',
        line,
        (rows) => new LeukoscopeError('csv.field-count', { file, line, got, expected, rows }),
      );
      return null;
    }
    const value = (column: SchemeColumn) => unguarded((fields[this.#positions.get(column) ?? -1] ?? '').trim());
    const [label, code, name] = [value('label'), value('code'), value('name')];
    const row = { line, label };
    if (label === '') return this.#empty(row, 'label');
    if (code === '') return this.#empty(row, 'code');
    if (!CODE_PATTERN.test(code) || code.length > LONGEST_CODE) {
      faults.note('code', line, (rows) => new LeukoscopeError('scheme.bad-code', { file, line, code, rows }));
      return null;
    }
    const group = this.#word(row, 'group', { value: value('group'), words: SCHEME_GROUPS });
    const lineage = this.#word(row, 'lineage', { value: value('lineage'), words: LINEAGES });
    const maturity = this.#word(row, 'maturity', { value: value('maturity'), words: MATURITIES });
    if (group === undefined || lineage === undefined || maturity === undefined) return null;
    return group === null ? this.#empty(row, 'group') : { line, label, code, name, group, lineage, maturity };
  }

  #empty({ line, label }: { line: number; label: string }, column: 'label' | 'code' | 'group'): null {
    const { file, faults } = this.#told;
    const details = { file, line, column, label };
    faults.note(`empty ${column}`, line, (rows) => new LeukoscopeError('scheme.empty-value', { ...details, rows }));
    return null;
  }

  /** One of a few words whatever its case; `null` if empty, `undefined` after noting a fault. */
  #word<Word extends string>(
    { line }: { line: number },
    column: 'group' | 'lineage' | 'maturity',
    { value, words }: { value: string; words: readonly Word[] },
  ): Word | null | undefined {
    if (value === '') return null;
    const word = words.find((known) => known === value.toLowerCase());
    if (word !== undefined) return word;
    const { file, faults } = this.#told;
    const details = { file, line, column, value, words, suggestion: nearest(value, words) };
    faults.note(column, line, (rows) => new LeukoscopeError('scheme.unknown-value', { ...details, rows }));
    return undefined;
  }
}

function requireOneRowEach(entries: readonly Entry[], { file, faults }: Told): void {
  const lineOf = new Map<string, number>();
  for (const { line, label } of entries) {
    const written = label.normalize('NFC');
    const firstLine = lineOf.get(written);
    if (firstLine === undefined) lineOf.set(written, line);
    else {
      const details = { file, line, label, firstLine };
      faults.note('twice', line, (rows) => new LeukoscopeError('scheme.duplicate-label', { ...details, rows }));
    }
  }
}

/** All rows of a code must agree in what they say of it, and codes must differ in more than case and punctuation. */
function requireOneMeaningEach(entries: readonly Entry[], { file, faults }: Told): void {
  const firstByKey = new Map<string, Entry>();
  const firstSaying = new Map<string, Entry>();
  for (const entry of entries) {
    const { line, code } = entry;
    const similar = firstByKey.get(labelKey(code)) ?? entry;
    firstByKey.set(labelKey(code), similar);
    if (similar.code !== code) {
      const details = { file, line, code, firstCode: similar.code, firstLine: similar.line };
      faults.note('similar', line, (rows) => new LeukoscopeError('scheme.similar-codes', { ...details, rows }));
      continue;
    }
    for (const column of ['group', 'name', 'lineage', 'maturity'] as const) {
      const value = entry[column];
      if (value === null || value === '') continue;
      const first = firstSaying.get(`${column} ${code}`) ?? entry;
      firstSaying.set(`${column} ${code}`, first);
      if (first[column] === value) continue;
      const details = { file, line, code, column, value, firstLine: first.line, firstValue: first[column]! };
      faults.note(`two ${column}`, line, (rows) => new LeukoscopeError('scheme.two-values', { ...details, rows }));
    }
  }
}

/** What the rows say of their types beyond what is built in: a name that a type has anyway stays in both languages. */
function typesOf(entries: readonly Entry[]): NonNullable<Scheme['types']> {
  const types: Record<string, NonNullable<Scheme['types']>[string]> = {};
  for (const { code, name, lineage, maturity } of entries) {
    const builtIn = cellTypeByCode(code);
    const known = [code, builtIn?.name.en, builtIn?.name.es];
    const said = {
      ...(name !== '' && !known.includes(name) && { name }),
      ...(lineage !== null && lineage !== builtIn?.lineage && { lineage }),
      ...(maturity !== null && maturity !== builtIn?.maturity && { maturity }),
    };
    if (Object.keys(said).length > 0) types[code] = { ...types[code], ...said };
  }
  return types;
}

/** A spreadsheet takes `+blast` for a formula, so it is written `'+blast`; see `csvLine`. */
function unguarded(value: string): string {
  return /^'+[=+\-@]/.test(value) ? value.slice(1) : value;
}

function withoutEmptyEnd(fields: readonly string[]): readonly string[] {
  const last = fields.findLastIndex((field) => field.trim() !== '');
  return fields.slice(0, last + 1);
}

/** Without folders and ending; both kinds of slash, as this runs in a browser too. */
function baseName(file: string): string {
  const name = file.split(/[/\\]/).at(-1) ?? '';
  return name.replace(/\.[^.]*$/, '') || name;
}

/** Never the id of a built-in scheme, so that a result tells them apart. */
function idOf(file: string): string {
  const plain = baseName(file)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'scheme';
  return BUILT_IN_SCHEMES.some((scheme) => scheme.id === id) ? `own-${id}` : id;
}
