import { describe, expect, it } from 'vitest';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { labelResolver } from './resolve-label.ts';
import { cellTypeIn, type Scheme, schemeSchema } from './scheme.ts';
import { schemeOfRows } from './scheme-rows.ts';

const HEADER = 'label,code,name,group';
const BOTH = ['seg,NGS,,typical', 'blast,BL,Blast,atypical'];

/** Rows of fields without quotes, the first line the header. */
function read(lines: readonly string[], file = 'my scheme.csv'): Scheme {
  return schemeOfRows(
    lines.map((line, at) => ({ line: at + 1, fields: line.split(',') })),
    file,
  );
}

function faultOf(lines: readonly string[]): LeukoscopeError {
  try {
    read(lines);
  } catch (error) {
    if (error instanceof LeukoscopeError) return error;
    throw error;
  }
  throw new Error('no fault was found');
}

describe('a scheme file', () => {
  it('gives labels their types, several of them one, and types their names', () => {
    const scheme = read([
      'Group , code,LABEL,name,lineage,maturity',
      'typical,NGS,seg,segmented neutrophil,,',
      'typical,NGS,band,,,',
      'ATYPICAL,BL-1,CD34+,"Blasto",lymphoid,blast',
      'excluded,DIRT,CD34-,,,',
    ]);
    expect(scheme).toEqual({
      id: 'my-scheme',
      name: 'my scheme',
      groups: { NGS: 'typical', 'BL-1': 'atypical', DIRT: 'excluded' },
      types: { 'BL-1': { name: '"Blasto"', lineage: 'lymphoid', maturity: 'blast' } },
      labels: [
        { label: 'seg', code: 'NGS' },
        { label: 'band', code: 'NGS' },
        { label: 'CD34+', code: 'BL-1' },
        { label: 'CD34-', code: 'DIRT' },
      ],
    });
  });

  it('is read in the model file and the record of a run as it was written', () => {
    const scheme = read([`${HEADER},lineage`, ...BOTH.map((row) => `${row},`), '2,10,Ten,excluded,erythroid']);
    const stored = JSON.stringify(scheme);
    expect(JSON.stringify(schemeSchema.parse(JSON.parse(stored)))).toBe(stored);
  });

  it('is read with empty rows and columns at its end, as spreadsheets leave them', () => {
    expect(read([`${HEADER},,`, ...BOTH, 'a,B,,typical,,', ',,,,,', ''])).toMatchObject({ groups: { B: 'typical' } });
  });

  it('may carry counts and notes for people', () => {
    expect(read([`${HEADER},cells,patients,note`, ...BOTH.map((row) => `${row},12,3,x`)]).labels).toHaveLength(2);
  });

  it('takes back what is written before a label that looks like a formula', () => {
    expect(read([HEADER, ...BOTH, "'+x,X,,typical", "''=y,Y,,typical", "'z,Z,,typical"]).labels?.slice(2)).toEqual([
      { label: '+x', code: 'X' },
      { label: "'=y", code: 'Y' },
      { label: "'z", code: 'Z' },
    ]);
  });

  it.each([
    ['C:\\data\\Mi esquéma (2).csv', 'mi-esquema-2', 'Mi esquéma (2)'],
    ['/a/default.csv', 'own-default', 'default'],
    ['细胞.csv', 'scheme', '细胞'],
  ])('%s has the id %s', (file, id, name) => {
    expect(read([HEADER, ...BOTH], file)).toMatchObject({ id, name });
  });
});

describe('a type of a scheme', () => {
  const scheme = read([`${HEADER},lineage`, 'seg,NGS,,typical,', 'mo,MON,My monocyte,typical,', 'bl,BL,,atypical,']);

  it.each([
    ['NGS', { name: { en: 'segmented neutrophil', es: 'neutrófilo segmentado' }, lineage: 'granulocytic' }],
    ['MON', { name: { en: 'My monocyte', es: 'My monocyte' }, lineage: 'monocytic', maturity: 'mature' }],
    ['BL', { name: { en: 'BL', es: 'BL' }, lineage: 'undetermined', maturity: 'undetermined' }],
    ['EOS', { name: { en: 'eosinophil', es: 'eosinófilo' } }],
  ])('%s is described by the scheme, else as built in', (code, described) => {
    expect(cellTypeIn(scheme, code)).toMatchObject({ code, ...described });
  });

  it.each(['XYZ', 'constructor'])('%s is none', (code) => {
    expect(cellTypeIn(scheme, code)).toBeNull();
  });
});

describe('labels under a scheme of one’s own', () => {
  const resolver = labelResolver(
    read([
      HEADER,
      'CD34+,BL,,atypical',
      'CD34-,LY,,typical',
      'myo,SEG,,typical',
      'Neutrófilo,SEG,,typical',
      'x,MON,,excluded',
    ]),
  );
  const typical = (cellCode: string) => ({ cellCode, group: 'typical', excluded: null });

  it.each([
    ['CD34+', { cellCode: 'BL', group: 'atypical', excluded: null }],
    ['CD34-', typical('LY')],
    ['NEUTROFILO', typical('SEG')],
    ['Neutro\u0301filo', typical('SEG')],
    ['seg', typical('SEG')],
    ['monocyte', { cellCode: 'MON', group: null, excluded: 'scheme' }],
    ['platelet', { cellCode: null, group: null, excluded: 'neither' }],
  ])('%s is known', (label, meaning) => {
    expect(resolver.label(label)).toEqual(meaning);
  });

  it('the scheme’s own word for a label comes before its codes and before what is built in', () => {
    expect(resolver.label('MYO')).toEqual(typical('SEG'));
    expect(resolver.code('MYO')).toEqual(typical('SEG'));
    expect(resolver.codeOfLabel('MYO')).toBe('SEG');
    expect(resolver.ownLabel('monocyte')).toBeNull();
  });

  it.each(['CD34', 'eosinophil', 'zebra'])(
    '%s is not known: ambiguous, of no type of the scheme, or strange',
    (label) => {
      expect(resolver.label(label)).toBeNull();
    },
  );
});

describe('a scheme file is refused in one sentence with', () => {
  it.each<[what: string, lines: readonly string[], code: string, en: string, es: string]>([
    ['nothing', [], 'csv.empty', 'has no rows', 'no tiene filas'],
    ['a header only', [HEADER, ',,,'], 'csv.empty', 'has no rows', 'no tiene filas'],
    ['a missing column', ['label,code,name', 'a,A,'], 'csv.missing-column', "no column 'group'", 'la columna «group»'],
    [
      'a column twice',
      [`${HEADER},code`, ...BOTH],
      'csv.duplicate-column',
      "'code' twice",
      'dos veces la columna «code»',
    ],
    [
      'a misspelt column',
      [`${HEADER},linage`, ...BOTH],
      'scheme.unknown-column',
      "my scheme.csv has a column 'linage': expected only label, code, name, group, lineage, maturity, cells, patients and note.",
      'my scheme.csv tiene una columna «linage»: solo se esperaban label, code, name, group, lineage, maturity, cells, patients y note.',
    ],
    [
      'too many fields',
      [HEADER, ...BOTH, 'a, b,A,,typical'],
      'csv.field-count',
      'my scheme.csv line 4: got 5 fields, expected 4.',
      'my scheme.csv línea 4: hay 5 campos, se esperaban 4.',
    ],
    [
      'an unknown group',
      [HEADER, ...BOTH, 'a,A,,atipical', 'b,B,,maybe'],
      'scheme.unknown-value',
      "my scheme.csv line 4: got group 'atipical', expected typical, atypical or excluded (and 1 more row).",
      'my scheme.csv línea 4: «group» vale «atipical», se esperaba typical, atypical o excluded (y 1 fila más).',
    ],
    [
      'an unknown lineage',
      [`${HEADER},lineage`, ...BOTH, 'a,A,,typical,monocitic'],
      'scheme.unknown-value',
      "my scheme.csv line 4: got lineage 'monocitic', expected granulocytic, monocytic, lymphoid, erythroid or undetermined.",
      'my scheme.csv línea 4: «lineage» vale «monocitic», se esperaba granulocytic, monocytic, lymphoid, erythroid o undetermined.',
    ],
    [
      'no group',
      [HEADER, ...BOTH, 'strange cell,A,', 'b,B,'],
      'scheme.empty-value',
      "my scheme.csv line 4: the label 'strange cell' has no group (and 1 more row).",
      'my scheme.csv línea 4: la etiqueta «strange cell» no tiene «group» (y 1 fila más).',
    ],
    [
      'no code',
      [HEADER, ...BOTH, 'a,,,typical'],
      'scheme.empty-value',
      "my scheme.csv line 4: the label 'a' has no code.",
      'my scheme.csv línea 4: la etiqueta «a» no tiene «code».',
    ],
    [
      'no label',
      [HEADER, ...BOTH, ',A,,typical'],
      'scheme.empty-value',
      'my scheme.csv line 4: there is no label.',
      'my scheme.csv línea 4: falta la etiqueta (label).',
    ],
    [
      'odd characters in a code',
      [HEADER, ...BOTH, 'a,Ñu/1,,typical'],
      'scheme.bad-code',
      "my scheme.csv line 4: the code 'Ñu/1' has characters that a code cannot have, or too many.",
      'my scheme.csv línea 4: el código «Ñu/1» tiene caracteres no admitidos en un código, o demasiados.',
    ],
    [
      'a label twice',
      [HEADER, ...BOTH, 'seg,NGS,,typical'],
      'scheme.duplicate-label',
      "my scheme.csv line 4: the label 'seg' is already in line 2.",
      'my scheme.csv línea 4: la etiqueta «seg» ya está en la línea 2.',
    ],
    [
      'two groups for a code',
      [HEADER, ...BOTH, 'a,NGS,,excluded'],
      'scheme.two-values',
      "my scheme.csv line 4: the code 'NGS' gets the group 'excluded', but in line 2 it has 'typical'.",
      'my scheme.csv línea 4: el código «NGS» recibe «excluded» en «group», pero en la línea 2 tiene «typical».',
    ],
    [
      'two names for a code',
      [HEADER, ...BOTH, 'a,BL,Blastoid,atypical'],
      'scheme.two-values',
      "my scheme.csv line 4: the code 'BL' gets the name 'Blastoid', but in line 3 it has 'Blast'.",
      'my scheme.csv línea 4: el código «BL» recibe «Blastoid» en «name», pero en la línea 3 tiene «Blast».',
    ],
    [
      'codes that are hardly two',
      [HEADER, ...BOTH, 'a,b-l,,atypical'],
      'scheme.similar-codes',
      "my scheme.csv line 4: the codes 'b-l' and 'BL' (line 3) differ only in case, spaces or punctuation.",
      'my scheme.csv línea 4: los códigos «b-l» y «BL» (línea 3) solo difieren en mayúsculas, espacios o signos.',
    ],
    [
      'no atypical type',
      [HEADER, BOTH[0]!],
      'scheme.lacks-group',
      'my scheme.csv has no atypical type: expected at least one typical and one atypical.',
      'my scheme.csv no tiene ningún tipo atípico (atypical): se esperaba al menos uno típico y uno atípico.',
    ],
    ['no typical type', [HEADER, BOTH[1]!], 'scheme.lacks-group', 'no typical type', 'típico (typical)'],
  ])('%s', (_, lines, ...[code, en, es]) => {
    const fault = faultOf(lines);
    expect(fault).toMatchObject({ code, exitCode: 3 });
    expect(fault.message).toContain(en);
    expect(fault.textIn('es').message).toContain(es);
    expect([fault.hint, fault.textIn('es').hint]).not.toContain('');
  });

  it('a suggestion where a word is nearly right', () => {
    expect(faultOf([HEADER, ...BOTH, 'a,A,,atipical']).hint).toContain("Did you mean 'atypical'?");
    expect(faultOf([`${HEADER},linage`, ...BOTH]).hint).toContain("Did you mean 'lineage'?");
  });

  it('the first faulty line, whatever is wrong with the later ones', () => {
    expect(faultOf([HEADER, 'a,A,,x', 'b,!,,typical', ...BOTH]).message).toContain('line 2');
  });
});
