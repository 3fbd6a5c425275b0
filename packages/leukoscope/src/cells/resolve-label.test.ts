import { describe, expect, it } from 'vitest';
import { KNOWN_LABELS } from './aliases.ts';
import { CELL_TYPES } from './cell-types.ts';
import { labelResolver } from './resolve-label.ts';
import { DEFAULT_SCHEME, PAPER_SCHEME, type Scheme } from './scheme.ts';

const byDefault = labelResolver(DEFAULT_SCHEME);
const asInPaper = labelResolver(PAPER_SCHEME);

const typical = (cellCode: string | null) => ({ cellCode, group: 'typical', excluded: null });
const atypical = (cellCode: string | null) => ({ cellCode, group: 'atypical', excluded: null });
const neither = { cellCode: null, group: null, excluded: 'neither' };

describe('labels of known data sets', () => {
  it.each([
    // LMU: the code, and the name in abbreviations.txt
    ['NGS', typical('NGS')],
    ['Neutrophil (segmented)', typical('NGS')],
    ['Neutrophil (band)', typical('NGB')],
    ['Lymphocyte (typical)', typical('LYT')],
    ['Lymphocyte (atypical)', atypical('LYA')],
    ['Promyelocyte (bilobled)', atypical('PMB')],
    ['MOB', atypical('MOB')],
    // CellaVision, as in JHU
    ['Blast, no lineage spec', atypical('MYO')],
    ['blast', atypical('MYO')],
    ['Lymphocyte, variant form', atypical('LYA')],
    ['lymphocyte_variant', atypical('LYA')],
    ['Band neutrophil (unsegmented)', typical('NGB')],
    ['promonocyte', atypical(null)],
    ['giant_thrombocyte', neither],
    ['Thrombocyte aggregation', neither],
    ['Artifact', neither],
    ['Young Unidentified', neither],
    ['plasma_cell', neither],
    ['prolymphocyte', neither],
    // PBC: folders and file prefixes
    ['neutrophil', typical(null)],
    ['ig', atypical(null)],
    ['SNE', typical('NGS')],
    ['BNE', typical('NGB')],
    ['MMY', atypical('MMZ')],
    ['PMY', atypical('PMO')],
    ['ERB', atypical('EBO')],
    ['platelet', neither],
    // BloodMNIST
    ['immature granulocytes(myelocytes, metamyelocytes and promyelocytes)', atypical(null)],
    ['erythroblast', atypical('EBO')],
    // Plain words and Spanish
    ['typical', typical(null)],
    ['Atypical', atypical(null)],
    ['típica', typical(null)],
    ['ATIPICAS', atypical(null)],
    ['Linfocitos', typical('LYT')],
    ['mieloblasto', atypical('MYO')],
  ])('%s', (label, meaning) => {
    expect(byDefault.label(label)).toEqual(meaning);
  });

  it('mean a smudge cell, excluded by default and atypical in the paper', () => {
    expect(byDefault.label('smudge_cell')).toEqual({ cellCode: 'KSC', group: null, excluded: 'scheme' });
    expect(asInPaper.label('Smudge cell')).toEqual(atypical('KSC'));
  });

  it.each(['MYO2', '', 'cell', 'healthy', '???', '骨髄芽球'])('do not include %j', (label) => {
    expect(byDefault.label(label)).toBeNull();
  });

  it('mean the same whatever their case and separators', () => {
    for (const label of KNOWN_LABELS) {
      const meaning = byDefault.label(label);
      expect(meaning, label).not.toBeNull();
      for (const written of [label.toUpperCase(), label.replaceAll(/[ ,]+/g, '_'), ` ${label.replaceAll(' ', '-')} `]) {
        expect(byDefault.label(written), written).toEqual(meaning);
      }
    }
  });

  it('never lets one label stand for two things', () => {
    for (const { code, name } of CELL_TYPES) {
      for (const label of [code, name.en, name.es]) expect(byDefault.codeOfLabel(label)).toBe(code);
    }
  });
});

describe('a scheme of one’s own', () => {
  const own: Scheme = {
    id: 'own',
    name: 'Own',
    groups: { Blast: 'atypical', NGS: 'typical', NGB: 'atypical', Debris: 'excluded' },
  };
  const resolver = labelResolver(own);

  it('comes before the table of aliases', () => {
    expect(resolver.label('blast')).toEqual(atypical('Blast'));
    expect(resolver.label('debris')).toEqual({ cellCode: 'Debris', group: null, excluded: 'scheme' });
  });

  it('does not know the types it leaves out', () => {
    expect(resolver.label('MON')).toBeNull();
    expect(resolver.label('monocyte')).toBeNull();
  });

  it('leaves a coarse label open where its types are in different groups', () => {
    expect(resolver.label('neutrophil')).toBeNull();
  });

  it('takes codes as codes, not as labels', () => {
    expect(resolver.code('ngs')).toEqual(typical('NGS'));
    expect(resolver.code('segmented neutrophil')).toBeNull();
  });
});
