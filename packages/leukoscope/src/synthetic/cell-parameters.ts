import type { CellCode } from '../cells/cell-types.ts';
import type { Range } from './draws.ts';

/** Where the measures of a type come from. Those of the printed atlas are taken as teaching material quotes them. */
export const SOURCES = {
  atlas: 'Carr and Rodak, Clinical Hematology Atlas, 5th ed., Elsevier 2017',
  anderson: "Young and Poulsen, Anderson's Atlas of Hematology, 2nd ed., Lippincott Williams & Wilkins 2014",
  army: 'US Army Medical Department, Subcourse MD0853, Hematology I, lesson 4 (size, N:C ratio and nuclei by stage)',
  cards: 'Polansky, Quick Review Cards for Medical Laboratory Science, F. A. Davis, granulocytic maturation',
  labce: 'MediaLab LabCE, Normal Peripheral Blood Cells (a P.A.C.E. course), lymphocytes',
  ciesla: 'Ciesla, Hematology in Practice, F. A. Davis 2007, chapter 9',
  harmening: 'Harmening, Clinical Hematology and Fundamentals of Hemostasis, 5th ed., F. A. Davis 2009, table 1-6',
  cellAtlas: 'CellaVision CellAtlas, Hematopoiesis, cellavision.com/en/cellavision-cellatlas/hematopoiesis-cellatlas',
  wustl: 'Washington University School of Medicine, Pathology: Hematology slides, sections 04 and 08',
  outlines: 'Hematology Outlines, Atlas, hematologyoutlines.com/atlas_topics',
  cap: 'College of American Pathologists, Hematology, Clinical Microscopy and Body Fluids Glossary (blood cell identification)',
  matek: 'Matek et al., Nature Machine Intelligence 2019, doi 10.1038/s42256-019-0101-9: what the data set calls so',
} as const;
export type SourceId = keyof typeof SOURCES;

/** What can be measured of a type on a stained smear. */
export interface CellParameters {
  /** Diameter of the disc of the cell's area. */
  readonly cellDiameterUm: Range;
  /** Area of the nucleus over the area of the cytoplasm beside it, 4 for "4:1"; `null` where no cytoplasm is left. */
  readonly nucleusCytoplasmRatio: Range | null;
  /** Lobes joined by nothing thicker than a third of their width. */
  readonly lobes: Range;
  readonly sources: readonly SourceId[];
}

/**
 * The ranges from which cells are drawn. Where the sources differ, the range spans them; where they say "variable" or
 * "cytoplasm predominates", the bounds are ours, from that word and the images of AML-Cytomorphology_LMU.
 */
export const CELL_PARAMETERS = {
  NGS: {
    cellDiameterUm: [10, 16],
    nucleusCytoplasmRatio: [0.3, 1],
    lobes: [2, 5],
    sources: ['cards', 'ciesla', 'cap'],
  },
  NGB: {
    cellDiameterUm: [10, 16],
    nucleusCytoplasmRatio: [0.4, 1],
    lobes: [1, 1],
    sources: ['cards', 'ciesla', 'cap'],
  },
  LYT: { cellDiameterUm: [7, 18], nucleusCytoplasmRatio: [2, 5], lobes: [1, 1], sources: ['labce', 'cellAtlas'] },
  MON: { cellDiameterUm: [12, 20], nucleusCytoplasmRatio: [0.7, 2.5], lobes: [1, 1], sources: ['atlas', 'cellAtlas'] },
  EOS: { cellDiameterUm: [10, 17], nucleusCytoplasmRatio: [0.3, 1], lobes: [2, 3], sources: ['atlas', 'ciesla'] },
  BAS: { cellDiameterUm: [10, 14], nucleusCytoplasmRatio: [0.4, 1.5], lobes: [2, 3], sources: ['atlas', 'cap'] },
  MYO: {
    cellDiameterUm: [12, 20],
    nucleusCytoplasmRatio: [2.5, 7],
    lobes: [1, 1],
    sources: ['army', 'anderson', 'wustl', 'atlas'],
  },
  PMO: {
    cellDiameterUm: [14, 24],
    nucleusCytoplasmRatio: [1.5, 4],
    lobes: [1, 1],
    sources: ['army', 'wustl', 'atlas'],
  },
  MYB: { cellDiameterUm: [12, 18], nucleusCytoplasmRatio: [1, 3], lobes: [1, 1], sources: ['wustl', 'atlas', 'cards'] },
  MMZ: {
    cellDiameterUm: [10, 18],
    nucleusCytoplasmRatio: [0.8, 1.5],
    lobes: [1, 1],
    sources: ['cards', 'outlines', 'atlas'],
  },
  MOB: {
    cellDiameterUm: [12, 20],
    nucleusCytoplasmRatio: [1, 4],
    lobes: [1, 1],
    sources: ['atlas', 'cellAtlas', 'matek'],
  },
  PMB: {
    cellDiameterUm: [14, 24],
    nucleusCytoplasmRatio: [1, 4],
    lobes: [2, 2],
    sources: ['atlas', 'army', 'matek'],
  },
  EBO: { cellDiameterUm: [8, 15], nucleusCytoplasmRatio: [0.5, 4], lobes: [1, 1], sources: ['harmening', 'atlas'] },
  LYA: { cellDiameterUm: [9, 20], nucleusCytoplasmRatio: [0.8, 4], lobes: [1, 1], sources: ['atlas', 'cap'] },
  KSC: { cellDiameterUm: [8, 20], nucleusCytoplasmRatio: null, lobes: [1, 1], sources: ['cap', 'matek'] },
} as const satisfies Record<CellCode, CellParameters>;

/** Diameters of the discs of the nuclei's areas that follow from cell size and ratio. */
export function nucleusDiameterUm({ cellDiameterUm, nucleusCytoplasmRatio }: CellParameters): Range {
  if (nucleusCytoplasmRatio === null) return cellDiameterUm;
  const share = (ratio: number): number => Math.sqrt(ratio / (1 + ratio));
  return [cellDiameterUm[0] * share(nucleusCytoplasmRatio[0]), cellDiameterUm[1] * share(nucleusCytoplasmRatio[1])];
}
