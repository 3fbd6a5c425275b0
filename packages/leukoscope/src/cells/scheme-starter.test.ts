import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_LABELS } from './aliases.ts';
import { labelResolver } from './resolve-label.ts';
import { CODE_PATTERN, DEFAULT_SCHEME, PAPER_SCHEME, type Scheme } from './scheme.ts';
import { SCHEME_COLUMNS, schemeOfRows } from './scheme-rows.ts';
import { type LabelUse, type StarterRow, starterRows } from './scheme-starter.ts';

const english = { scheme: DEFAULT_SCHEME, language: 'en' } as const;

/** How the scheme understands labels, ten cells each. */
function usesOf(labels: readonly string[], scheme: Scheme): LabelUse[] {
  const resolver = labelResolver(scheme, 'keep');
  return labels.map((label) => ({ label, ...resolver.label(label)!, cells: 10, patients: 2 }));
}

function readBack(rows: readonly StarterRow[]): Scheme {
  const lines = [[...SCHEME_COLUMNS], ...rows.map((row) => SCHEME_COLUMNS.map((column) => String(row[column] ?? '')))];
  return schemeOfRows(
    lines.map((fields, at) => ({ line: at + 1, fields })),
    'mine.csv',
  );
}

describe('the file to start from', () => {
  it('says how each label is understood and leaves the group of unknown ones open, with a note', () => {
    const [known, coarse, neither, unknown] = starterRows(
      usesOf(['lymphocyte', 'neutrophil', 'platelet', 'célula rara (2)'], DEFAULT_SCHEME),
      english,
    );
    expect(known).toEqual({
      ...{ label: 'lymphocyte', code: 'LYT', name: 'lymphocyte, typical', group: 'typical', lineage: 'lymphoid' },
      ...{ maturity: 'mature', cells: 10, patients: 2, note: null },
    });
    expect(coarse).toMatchObject({ code: 'neutrophil', name: 'neutrophil', group: 'typical', lineage: null });
    expect(neither).toMatchObject({ code: 'platelet', group: 'excluded' });
    expect(unknown).toMatchObject({
      ...{ code: 'celula-rara-2', name: 'célula rara (2)', group: null },
      note: 'not known: write typical, atypical or excluded in the column group',
    });
  });

  it('names types and writes notes in the language asked for', () => {
    const [known, unknown] = starterRows(usesOf(['EOS', 'x'], DEFAULT_SCHEME), { ...english, language: 'es' });
    expect([known?.name, unknown?.note]).toEqual([
      'eosinófilo',
      'desconocida: escriba typical, atypical o excluded en la columna group',
    ]);
  });

  it('leaves a group open that the data set does not settle, of a label or of all labels of a code', () => {
    const use = { excluded: null, patients: null, cells: 1 };
    const rows = starterRows(
      [
        { ...use, label: 'blast', cellCode: 'MYO', group: 'atypical' },
        { ...use, label: 'Blast?', cellCode: 'MYO', group: 'typical' },
        { ...use, label: 'odd', cellCode: null, group: 'typical' },
        { ...use, label: 'odd', cellCode: null, group: 'atypical' },
        { ...use, label: 'eos', cellCode: 'EOS', group: 'typical' },
      ],
      english,
    );
    expect(rows.map(({ label, group, cells, note }) => [label, group, cells, note !== null])).toEqual([
      ['blast', null, 1, true],
      ['Blast?', null, 1, true],
      ['odd', null, 2, true],
      ['eos', 'typical', 1, false],
    ]);
  });

  it('tells a label of several types by their codes', () => {
    const use = { group: 'atypical', excluded: null, patients: null, cells: 1 } as const;
    const uses = ['MYO', 'PMO'].map((cellCode) => ({ ...use, label: 'atypical', cellCode }));
    expect(starterRows(uses, english).map(({ label, code }) => [label, code])).toEqual([
      ['MYO', 'MYO'],
      ['PMO', 'PMO'],
    ]);
  });

  it('keeps the labels of the scheme that the data set does not have', () => {
    const scheme: Scheme = { ...PAPER_SCHEME, labels: [{ label: 'my blast', code: 'MYO' }] };
    expect(starterRows(usesOf(['EOS'], scheme), { scheme, language: 'en' })[1]).toMatchObject({
      ...{ label: 'my blast', code: 'MYO', group: 'atypical', cells: 0, patients: null },
    });
  });

  it('read back once its gaps are filled, means for every label what was meant before', () => {
    const anyLabel = fc.oneof(
      fc.constantFrom(...KNOWN_LABELS),
      fc
        .string({ unit: 'grapheme', minLength: 1 })
        .filter((label) => label.trim() === label && !/^['=+\-@]/.test(label)),
    );
    const labels = fc.uniqueArray(anyLabel, { selector: (label) => label.normalize('NFC'), maxLength: 12 });
    fc.assert(
      fc.property(labels, fc.constantFrom(DEFAULT_SCHEME, PAPER_SCHEME), (given, scheme) => {
        const uses = usesOf(
          ['eosinophil', 'blast', ...given.filter((l) => !['eosinophil', 'blast'].includes(l))],
          scheme,
        );
        const rows = starterRows(uses, { scheme, language: 'es' });
        const own = labelResolver(readBack(rows.map((row) => ({ ...row, group: row.group ?? 'excluded' }))));
        for (const { label, cellCode, group } of uses) {
          const meant = own.label(label!);
          expect(meant?.group).toBe(group);
          expect(meant?.cellCode).toMatch(CODE_PATTERN);
          if (cellCode !== null) expect(meant?.cellCode).toBe(cellCode);
        }
      }),
    );
  });
});
