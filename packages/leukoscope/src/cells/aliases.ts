import { CELL_TYPES } from './cell-types.ts';
import { labelKey } from './label-key.ts';
import type { Group } from './scheme.ts';

/**
 * What a label of a known data set stands for: one cell type; several types that the label does not tell apart (the cell
 * then has no type, and the group that the scheme gives to all of them); a group, said outright; or something known to
 * be no type in the paper's sense.
 */
export type LabelMeaning =
  | { readonly kind: 'type'; readonly code: string }
  | { readonly kind: 'one-of'; readonly codes: readonly string[] }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'neither' };

/**
 * Labels beside the codes and names of `CELL_TYPES`, by what they stand for. Sources: LMU, `abbreviations.txt` of the
 * TCIA set with its spelling "bilobled"; CellaVision, the classes of the JHU set (Sidhom et al. 2021); PBC, the folders
 * and file prefixes of Acevedo et al. 2020 (doi 10.17632/snkd93bnjr.1).
 */
const TYPE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  NGS: ['neutrophil segmented', 'segmented neutrophil (segmented)', 'segmented', 'SNE', 'neutrofilo segmentado'],
  NGB: [
    'neutrophil band',
    'band neutrophil (unsegmented)',
    'band cell',
    'stab cell',
    'BNE',
    'cayado',
    'neutrofilo cayado',
  ],
  LYT: ['lymphocyte', 'typical lymphocyte', 'LY', 'linfocito'],
  MON: ['MO'],
  EOS: ['EO'],
  BAS: ['BA'],
  // CellaVision's blast of unstated lineage: in the JHU set, patients with myeloid leukaemia, its manifest says MYO too.
  MYO: ['blast', 'blast, no lineage spec', 'blasto'],
  PMO: ['PMY'],
  MYB: ['MY'],
  MMZ: ['MMY'],
  PMB: ['promyelocyte bilobled', 'bilobed promyelocyte'],
  EBO: ['normoblast', 'erythroblast (normoblast)', 'nucleated red blood cell', 'NRBC', 'ERB', 'normoblasto'],
  LYA: [
    'lymphocyte, variant',
    'lymphocyte, variant form',
    'variant lymphocyte',
    'atypical lymphocyte',
    'reactive lymphocyte',
    'linfocito reactivo',
  ],
  KSC: ['smudge', 'basket cell', 'Gumprecht shadow', 'sombra nuclear', 'célula de Gumprecht'],
};

/**
 * Labels coarser than the 15 types. BloodMNIST and PBC do not tell band from segmented neutrophils, and put promyelocytes,
 * myelocytes and metamyelocytes into one class of immature granulocytes: every one of them atypical in the paper, so the
 * class is atypical although its type stays unknown. A promonocyte is none of the 15; by WHO it is counted with the
 * blasts of its line, so it goes where monoblasts go (the JHU manifest says atypical too).
 */
const COARSE_ALIASES: readonly { codes: readonly string[]; labels: readonly string[] }[] = [
  { codes: ['NGS', 'NGB'], labels: ['neutrophil', 'neutrofilo'] },
  {
    codes: ['PMO', 'MYB', 'MMZ'],
    labels: [
      'immature granulocyte',
      'immature granulocytes (myelocytes, metamyelocytes and promyelocytes)',
      'IG',
      'granulocito inmaduro',
    ],
  },
  { codes: ['MOB'], labels: ['promonocyte', 'promonocito'] },
];

/**
 * Known, and none of the paper's types: cells without a nucleus, what is no cell, what the reader could not name, and
 * the two further CellaVision classes that the JHU manifest puts in neither group.
 */
const NEITHER_ALIASES: readonly string[] = [
  'platelet',
  'plaqueta',
  'thrombocyte',
  'trombocito',
  'giant thrombocyte',
  'giant platelet',
  'large platelet',
  'trombocito gigante',
  'plaqueta gigante',
  'thrombocyte aggregation',
  'platelet aggregation',
  'platelet clump',
  'agregado de trombocitos',
  'agregado plaquetario',
  'erythrocyte',
  'red blood cell',
  'RBC',
  'eritrocito',
  'artefact',
  'artifact',
  'artefacto',
  'unidentified',
  'young unidentified',
  // LMU's word for an image that could not be assigned a class when it was annotated again.
  'UNC',
  'no identificada',
  'plasma cell',
  'célula plasmática',
  'prolymphocyte',
  'prolinfocito',
];

const GROUP_WORDS: Readonly<Record<Group, readonly string[]>> = {
  typical: ['typical', 'típica', 'típico'],
  atypical: ['atypical', 'atípica', 'atípico'],
};

const MEANINGS: ReadonlyMap<string, LabelMeaning> = buildMeanings();

/** Every label of the table as one would write it; what a misspelt label is compared with. */
export const KNOWN_LABELS: readonly string[] = [
  ...CELL_TYPES.flatMap(({ code, name }) => [code, name.en, name.es]),
  ...Object.values(TYPE_ALIASES).flat(),
  ...COARSE_ALIASES.flatMap(({ labels }) => labels),
  ...NEITHER_ALIASES,
  ...Object.values(GROUP_WORDS).flat(),
];

/**
 * What a label stands for, whatever its case, accents, separators, and with or without a plural "s"; `null` if the table
 * does not know it.
 */
export function labelMeaning(label: string): LabelMeaning | null {
  const key = labelKey(label);
  return MEANINGS.get(key) ?? MEANINGS.get(key.replace(/s$/, '')) ?? null;
}

function buildMeanings(): ReadonlyMap<string, LabelMeaning> {
  const meanings = new Map<string, LabelMeaning>();
  const add = (label: string, meaning: LabelMeaning): void => {
    const key = labelKey(label);
    const other = meanings.get(key);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(meaning)) {
      throw new RangeError(`the table of aliases gives '${label}' two meanings`);
    }
    meanings.set(key, meaning);
  };
  for (const { code, name } of CELL_TYPES) {
    for (const label of [code, name.en, name.es, ...(TYPE_ALIASES[code] ?? [])]) add(label, { kind: 'type', code });
  }
  for (const { codes, labels } of COARSE_ALIASES) for (const label of labels) add(label, { kind: 'one-of', codes });
  for (const label of NEITHER_ALIASES) add(label, { kind: 'neither' });
  for (const group of ['typical', 'atypical'] as const) {
    for (const label of GROUP_WORDS[group]) add(label, { kind: 'group', group });
  }
  return meanings;
}
