/**
 * `granulocytic`, `monocytic` and `erythroid` are the myeloid lines; a smudge cell has lost what would tell its line.
 */
export const LINEAGES = ['granulocytic', 'monocytic', 'lymphoid', 'erythroid', 'undetermined'] as const;
export type Lineage = (typeof LINEAGES)[number];

/** `blast`, then `precursor` (maturing, normally in the marrow only), then `mature` (found in healthy blood). */
export const MATURITIES = ['blast', 'precursor', 'mature', 'undetermined'] as const;
export type Maturity = (typeof MATURITIES)[number];

/** A type of nucleated cell in a peripheral blood smear, as the AML-Cytomorphology_LMU data set distinguishes them. */
export interface CellType {
  /** Three letters, as in the LMU data set's file names, or what a scheme of a user's own calls it. */
  readonly code: string;
  readonly name: { readonly en: string; readonly es: string };
  readonly lineage: Lineage;
  readonly maturity: Maturity;
}

/**
 * The 15 types of AML-Cytomorphology_LMU (Matek et al., TCIA 2019, doi 10.7937/tcia.2019.36f5o9ld), in the paper's order.
 *
 * A band neutrophil counts as mature: a few are normal in blood and the data set calls them typical. A myeloblast is put
 * in the granulocytic line, of which it is the first recognisable stage. An atypical lymphocyte is a mature cell, be it
 * reactive or neoplastic.
 */
export const CELL_TYPES = [
  {
    code: 'NGS',
    name: { en: 'segmented neutrophil', es: 'neutrófilo segmentado' },
    lineage: 'granulocytic',
    maturity: 'mature',
  },
  {
    code: 'NGB',
    name: { en: 'band neutrophil', es: 'neutrófilo en banda' },
    lineage: 'granulocytic',
    maturity: 'mature',
  },
  { code: 'LYT', name: { en: 'lymphocyte, typical', es: 'linfocito típico' }, lineage: 'lymphoid', maturity: 'mature' },
  { code: 'MON', name: { en: 'monocyte', es: 'monocito' }, lineage: 'monocytic', maturity: 'mature' },
  { code: 'EOS', name: { en: 'eosinophil', es: 'eosinófilo' }, lineage: 'granulocytic', maturity: 'mature' },
  { code: 'BAS', name: { en: 'basophil', es: 'basófilo' }, lineage: 'granulocytic', maturity: 'mature' },
  { code: 'MYO', name: { en: 'myeloblast', es: 'mieloblasto' }, lineage: 'granulocytic', maturity: 'blast' },
  { code: 'PMO', name: { en: 'promyelocyte', es: 'promielocito' }, lineage: 'granulocytic', maturity: 'precursor' },
  { code: 'MYB', name: { en: 'myelocyte', es: 'mielocito' }, lineage: 'granulocytic', maturity: 'precursor' },
  { code: 'MMZ', name: { en: 'metamyelocyte', es: 'metamielocito' }, lineage: 'granulocytic', maturity: 'precursor' },
  { code: 'MOB', name: { en: 'monoblast', es: 'monoblasto' }, lineage: 'monocytic', maturity: 'blast' },
  {
    code: 'PMB',
    name: { en: 'promyelocyte, bilobed', es: 'promielocito bilobulado' },
    lineage: 'granulocytic',
    maturity: 'precursor',
  },
  { code: 'EBO', name: { en: 'erythroblast', es: 'eritroblasto' }, lineage: 'erythroid', maturity: 'precursor' },
  {
    code: 'LYA',
    name: { en: 'lymphocyte, atypical', es: 'linfocito atípico' },
    lineage: 'lymphoid',
    maturity: 'mature',
  },
  {
    code: 'KSC',
    name: { en: 'smudge cell', es: 'sombra de Gumprecht' },
    lineage: 'undetermined',
    maturity: 'undetermined',
  },
] as const satisfies readonly CellType[];

export type CellCode = (typeof CELL_TYPES)[number]['code'];

const BY_CODE: ReadonlyMap<string, CellType> = new Map(CELL_TYPES.map((cellType) => [cellType.code, cellType]));

/** The type with that code; `null` for a code of a user's own scheme. */
export function cellTypeByCode(code: string): CellType | null {
  return BY_CODE.get(code) ?? null;
}
