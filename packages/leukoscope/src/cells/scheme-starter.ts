import type { Language } from '../errors/entry.ts';
import type { Cell } from './cell.ts';
import { labelKey } from './label-key.ts';
import { cellTypeIn, type Scheme, type SchemeGroup } from './scheme.ts';
import type { SCHEME_COLUMNS } from './scheme-rows.ts';

/** How some cells of a data set are labelled and what was made of it. */
export interface LabelUse extends Pick<Cell, 'label' | 'cellCode' | 'group' | 'excluded'> {
  readonly cells: number;
  /** How many patients they are from; `null` where the data set names none. */
  readonly patients: number | null;
}

/** One row of a scheme file; what is empty is for a person to fill in. */
export type StarterRow = Readonly<Record<(typeof SCHEME_COLUMNS)[number], string | number | null>>;

/** What the column `note` says, in the language of the person who will read it. */
interface Notes {
  readonly unknown: string;
  readonly disagreeing: string;
}

const NOTES: Readonly<Record<Language, Notes>> = {
  en: {
    unknown: 'not known: write typical, atypical or excluded in the column group',
    disagreeing: 'counted in more than one group: write one of typical, atypical or excluded in the column group',
  },
  es: {
    unknown: 'desconocida: escriba typical, atypical o excluded en la columna group',
    disagreeing: 'contada en más de un grupo: escriba uno de typical, atypical o excluded en la columna group',
  },
};

/**
 * A scheme file for a data set as it is understood now, to be edited: a row for each label, and after them the labels
 * that the scheme names and the data set does not have. A label that stands for several types is told by their codes
 * instead, and one without a type gets a code made from it. Where the group is not known or not settled it is empty.
 */
export function starterRows(uses: readonly LabelUse[], { scheme, language }: { scheme: Scheme; language: Language }) {
  const rows = new RowsToBe(scheme);
  const codesOf = new Map<string, Set<string | null>>();
  for (const { label, cellCode } of uses) {
    if (label !== null) codesOf.set(label, (codesOf.get(label) ?? new Set()).add(cellCode));
  }
  for (const use of uses) {
    const isOneType = use.label !== null && codesOf.get(use.label)!.size === 1;
    const label = isOneType ? use.label : (use.cellCode ?? use.label);
    if (label !== null) rows.add(label, use);
  }
  for (const { label, code } of scheme.labels ?? []) rows.addAbsent(label, code);
  return rows.finished(language);
}

interface RowToBe {
  readonly label: string;
  readonly code: string | null;
  readonly groups: Set<SchemeGroup | null>;
  cells: number;
  patients: number | null;
}

class RowsToBe {
  readonly #scheme: Scheme;
  readonly #rows = new Map<string, RowToBe>();

  constructor(scheme: Scheme) {
    this.#scheme = scheme;
  }

  add(label: string, { cellCode, group, excluded, cells, patients }: LabelUse): void {
    const row = this.#rows.get(label) ?? { label, code: cellCode, groups: new Set(), cells: 0, patients: null };
    this.#rows.set(label, row);
    row.groups.add(group ?? (excluded === 'unknown' ? null : 'excluded'));
    row.cells += cells;
    // Of a label in several groups: at least as many patients as in any of them.
    if (patients !== null) row.patients = Math.max(row.patients ?? 0, patients);
  }

  addAbsent(label: string, code: string): void {
    if (this.#rows.has(label)) return;
    this.#rows.set(label, { label, code, groups: new Set([this.#scheme.groups[code]!]), cells: 0, patients: null });
  }

  finished(language: Language): StarterRow[] {
    const rows = [...this.#rows.values()];
    const taken = new Set(rows.flatMap(({ code }) => (code === null ? [] : [labelKey(code)])));
    const groupsOf = new Map<string, Set<SchemeGroup | null>>();
    for (const { code, groups } of rows) {
      if (code !== null) groupsOf.set(code, new Set([...(groupsOf.get(code) ?? []), ...groups]));
    }
    return rows.map(({ label, code, groups, cells, patients }) => {
      const type = code === null ? null : cellTypeIn(this.#scheme, code);
      const all = [...(code === null ? groups : groupsOf.get(code)!)];
      const group = all.length === 1 ? all[0]! : null;
      const note = group === null ? NOTES[language][all.length === 1 ? 'unknown' : 'disagreeing'] : null;
      return {
        ...{ label, code: code ?? newCode(label, taken), name: type?.name[language] ?? label, group },
        ...{ lineage: told(type?.lineage), maturity: told(type?.maturity), cells, patients, note },
      };
    });
  }
}

function told(value: string | undefined): string | null {
  return value === undefined || value === 'undetermined' ? null : value;
}

const LONGEST_NEW_CODE = 24;

/** A code made from a label, unlike all that are taken; it is taken then. */
function newCode(label: string, taken: Set<string>): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, LONGEST_NEW_CODE)
    .replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'type' : plain;
  for (let attempt = 1; ; attempt++) {
    const code = attempt === 1 ? base : `${base}-${attempt}`;
    if (taken.has(labelKey(code))) continue;
    taken.add(labelKey(code));
    return code;
  }
}
