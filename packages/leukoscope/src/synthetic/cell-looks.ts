import type { CellCode } from '../cells/cell-types.ts';
import type { Absorber } from './canvas.ts';
import type { Range } from './draws.ts';
import type { NucleusForm } from './nucleus-shapes.ts';

/** Small bodies in the cytoplasm, each a disc that absorbs. */
export interface GranuleLook {
  readonly absorber: Absorber;
  readonly perSquareMicron: Range;
  readonly radiusUm: Range;
  /** Added to the optical density in the middle of one. */
  readonly amount: Range;
  /** Share of those that fall onto the nucleus and are drawn there. */
  readonly overNucleus: number;
}

/** What does not follow from sizes: how a cell of a type looks. Amounts are natural optical densities at full stain. */
export interface CellLook {
  /** Where in the published range of sizes most cells of peripheral blood lie. */
  readonly usualDiameterUm: Range;
  readonly usualRatio: Range;
  readonly forms: Readonly<Partial<Record<NucleusForm, number>>>;
  readonly lobes: Readonly<Record<number, number>>;
  readonly chromatin: {
    /** Size of its clumps. */
    readonly grainUm: Range;
    /** How much darker than the mean clumps are, lighter the gaps. */
    readonly contrast: Range;
    /** 0 for clouds without an edge, 1 for blocks. */
    readonly blockiness: Range;
    /** Density for a nucleus of usual area, in units of a neutrophil's. */
    readonly density: Range;
  };
  readonly nucleoli: { readonly count: Range; readonly radiusUm: Range; readonly strength: Range };
  readonly cytoplasm: {
    readonly azure: Range;
    readonly eosin: Range;
    readonly purple: Range;
    readonly haemoglobin: Range;
    /** Unevenness. */
    readonly mottle: Range;
    /** How much darker the rim is. */
    readonly rim: Range;
    /** How much lighter the Golgi field beside the nucleus is. */
    readonly hof: Range;
  };
  readonly granules: readonly GranuleLook[];
  readonly vacuoles: { readonly share: number; readonly count: Range; readonly radiusUm: Range };
  readonly outline: { readonly wavesUm: Range; readonly elongation: Range; readonly pseudopods: number };
  /** 0: the nucleus in the middle; 1: at the rim. */
  readonly eccentricity: Range;
  /** Share of cells with a rod of fused azurophil granules. */
  readonly auerRods: number;
}

const NO_NUCLEOLI = { count: [0, 0], radiusUm: [0.5, 0.5], strength: [0, 0] } as const;
const NO_VACUOLES = { share: 0, count: [0, 0], radiusUm: [0.4, 0.4] } as const;
const SMOOTH = { wavesUm: [0.1, 0.4], elongation: [0, 0.18], pseudopods: 0.03 } as const;
const ONE = { 1: 1 } as const;

const NEUTROPHIL_GRANULES = [
  { absorber: 'purple', perSquareMicron: [2, 6], radiusUm: [0.1, 0.2], amount: [0.12, 0.36], overNucleus: 0 },
] as const satisfies readonly GranuleLook[];

const MATURE_CHROMATIN = {
  grainUm: [0.8, 1.25],
  contrast: [0.28, 0.5],
  blockiness: [0.5, 0.9],
  density: [0.9, 1.15],
} as const;

const NGS: CellLook = {
  usualDiameterUm: [11.5, 15.5],
  usualRatio: [0.4, 0.75],
  forms: { lobed: 1 },
  lobes: { 2: 0.14, 3: 0.46, 4: 0.31, 5: 0.09 },
  chromatin: MATURE_CHROMATIN,
  nucleoli: NO_NUCLEOLI,
  cytoplasm: {
    azure: [0, 0.06],
    eosin: [0.08, 0.22],
    purple: [0.07, 0.2],
    haemoglobin: [0, 0],
    mottle: [0.15, 0.4],
    rim: [0, 0.25],
    hof: [0, 0],
  },
  granules: NEUTROPHIL_GRANULES,
  vacuoles: { share: 0.06, count: [1, 4], radiusUm: [0.3, 0.7] },
  outline: { wavesUm: [0.15, 0.6], elongation: [0, 0.25], pseudopods: 0.05 },
  eccentricity: [0, 0.3],
  auerRods: 0,
};

const NGB: CellLook = { ...NGS, usualRatio: [0.48, 0.8], forms: { band: 1 }, lobes: ONE };

const EOS: CellLook = {
  ...NGS,
  usualDiameterUm: [12, 15],
  usualRatio: [0.36, 0.66],
  lobes: { 2: 0.82, 3: 0.18 },
  chromatin: { ...MATURE_CHROMATIN, density: [0.75, 1] },
  cytoplasm: { ...NGS.cytoplasm, eosin: [0.16, 0.32], purple: [0.04, 0.14] },
  granules: [
    { absorber: 'eosin', perSquareMicron: [2.8, 4.4], radiusUm: [0.27, 0.42], amount: [0.2, 0.4], overNucleus: 0.05 },
  ],
  vacuoles: { share: 0.12, count: [1, 3], radiusUm: [0.3, 0.7] },
  outline: SMOOTH,
  eccentricity: [0.3, 0.8],
};

const BAS: CellLook = {
  ...NGS,
  usualDiameterUm: [10.8, 13.2],
  usualRatio: [0.52, 1],
  lobes: { 2: 0.7, 3: 0.3 },
  chromatin: { ...MATURE_CHROMATIN, contrast: [0.15, 0.3], density: [0.6, 0.85] },
  cytoplasm: { ...NGS.cytoplasm, eosin: [0, 0.08], purple: [0.1, 0.3] },
  granules: [
    { absorber: 'purple', perSquareMicron: [0.8, 2.2], radiusUm: [0.26, 0.45], amount: [0.4, 0.9], overNucleus: 0.9 },
    { absorber: 'azure', perSquareMicron: [0, 0.3], radiusUm: [0.2, 0.4], amount: [0.2, 0.4], overNucleus: 0.9 },
  ],
  outline: { wavesUm: [0.2, 0.5], elongation: [0, 0.2], pseudopods: 0.02 },
};

const LYT: CellLook = {
  usualDiameterUm: [8, 14],
  usualRatio: [2.3, 4.9],
  forms: { round: 0.75, dented: 0.25 },
  lobes: ONE,
  chromatin: { grainUm: [0.9, 1.6], contrast: [0.18, 0.42], blockiness: [0.3, 0.8], density: [0.85, 1.15] },
  nucleoli: NO_NUCLEOLI,
  cytoplasm: {
    azure: [0.22, 0.6],
    eosin: [0, 0.06],
    purple: [0, 0.06],
    haemoglobin: [0, 0],
    mottle: [0.1, 0.3],
    rim: [0.1, 0.5],
    hof: [0, 0.4],
  },
  granules: [
    { absorber: 'purple', perSquareMicron: [0, 0.08], radiusUm: [0.2, 0.35], amount: [0.3, 0.6], overNucleus: 0 },
  ],
  vacuoles: NO_VACUOLES,
  outline: { wavesUm: [0.1, 0.5], elongation: [0, 0.22], pseudopods: 0.12 },
  eccentricity: [0.2, 0.9],
  auerRods: 0,
};

const LYA: CellLook = {
  ...LYT,
  usualDiameterUm: [9.5, 18],
  usualRatio: [1, 3.6],
  forms: { round: 0.35, dented: 0.3, folded: 0.35 },
  chromatin: { grainUm: [0.8, 1.5], contrast: [0.2, 0.45], blockiness: [0.3, 0.7], density: [0.85, 1.15] },
  nucleoli: { count: [0, 1], radiusUm: [0.6, 1], strength: [0.1, 0.35] },
  cytoplasm: {
    azure: [0.3, 1.05],
    eosin: [0, 0.05],
    purple: [0, 0.1],
    haemoglobin: [0, 0],
    mottle: [0.15, 0.4],
    rim: [0.3, 1],
    hof: [0.1, 0.6],
  },
  vacuoles: { share: 0.15, count: [1, 4], radiusUm: [0.3, 0.6] },
  outline: { wavesUm: [0.3, 1.2], elongation: [0, 0.35], pseudopods: 0.4 },
};

const MON: CellLook = {
  usualDiameterUm: [13, 17.5],
  usualRatio: [0.75, 1.9],
  forms: { kidney: 0.4, folded: 0.3, horseshoe: 0.2, dented: 0.1 },
  lobes: ONE,
  chromatin: { grainUm: [0.65, 1.15], contrast: [0.14, 0.32], blockiness: [0.2, 0.5], density: [0.85, 1.1] },
  nucleoli: NO_NUCLEOLI,
  cytoplasm: {
    azure: [0.16, 0.42],
    eosin: [0.02, 0.1],
    purple: [0.05, 0.18],
    haemoglobin: [0, 0],
    mottle: [0.2, 0.5],
    rim: [0, 0.3],
    hof: [0, 0.2],
  },
  granules: [
    { absorber: 'purple', perSquareMicron: [0.5, 3], radiusUm: [0.08, 0.15], amount: [0.1, 0.3], overNucleus: 0 },
  ],
  vacuoles: { share: 0.45, count: [1, 9], radiusUm: [0.25, 0.9] },
  outline: { wavesUm: [0.3, 1.1], elongation: [0, 0.3], pseudopods: 0.25 },
  eccentricity: [0.1, 0.8],
  auerRods: 0,
};

const MYO: CellLook = {
  usualDiameterUm: [12.1, 15.4],
  usualRatio: [2.55, 5.6],
  forms: { round: 0.6, dented: 0.3, folded: 0.1 },
  lobes: ONE,
  chromatin: { grainUm: [0.45, 0.8], contrast: [0.08, 0.22], blockiness: [0, 0.35], density: [0.9, 1.2] },
  nucleoli: { count: [1, 4], radiusUm: [0.6, 1.15], strength: [0.12, 0.45] },
  cytoplasm: {
    azure: [0.2, 0.55],
    eosin: [0, 0.04],
    purple: [0, 0.08],
    haemoglobin: [0, 0],
    mottle: [0.1, 0.3],
    rim: [0.2, 0.9],
    hof: [0.1, 0.6],
  },
  granules: [
    { absorber: 'purple', perSquareMicron: [0, 0.25], radiusUm: [0.12, 0.22], amount: [0.2, 0.5], overNucleus: 0 },
  ],
  vacuoles: { share: 0.06, count: [1, 3], radiusUm: [0.25, 0.5] },
  outline: { wavesUm: [0.15, 0.7], elongation: [0, 0.25], pseudopods: 0.15 },
  eccentricity: [0.1, 0.9],
  auerRods: 0.08,
};

const MOB: CellLook = {
  ...MYO,
  usualDiameterUm: [12.4, 17],
  usualRatio: [1.1, 2.9],
  forms: { round: 0.3, dented: 0.35, folded: 0.35 },
  chromatin: { grainUm: [0.5, 0.9], contrast: [0.08, 0.2], blockiness: [0, 0.3], density: [0.9, 1.2] },
  nucleoli: { count: [0, 2], radiusUm: [0.8, 1.4], strength: [0.1, 0.4] },
  cytoplasm: { ...MYO.cytoplasm, azure: [0.16, 0.45], purple: [0.02, 0.1], hof: [0, 0.4], rim: [0.1, 0.6] },
  granules: MON.granules,
  vacuoles: { share: 0.35, count: [1, 6], radiusUm: [0.25, 0.7] },
  outline: { wavesUm: [0.3, 1.1], elongation: [0, 0.35], pseudopods: 0.3 },
  auerRods: 0,
};

const PMO: CellLook = {
  ...MYO,
  usualDiameterUm: [14.1, 18],
  usualRatio: [1.55, 2.9],
  forms: { round: 0.65, dented: 0.2, folded: 0.15 },
  chromatin: { grainUm: [0.5, 0.95], contrast: [0.1, 0.24], blockiness: [0.1, 0.4], density: [0.9, 1.2] },
  nucleoli: { count: [0, 2], radiusUm: [0.6, 1.1], strength: [0.1, 0.35] },
  cytoplasm: { ...MYO.cytoplasm, azure: [0.14, 0.45], purple: [0.05, 0.18], hof: [0.2, 0.7] },
  granules: [
    { absorber: 'purple', perSquareMicron: [1.5, 6], radiusUm: [0.13, 0.24], amount: [0.25, 0.65], overNucleus: 0.35 },
  ],
  eccentricity: [0.4, 1],
  auerRods: 0.05,
};

const PMB: CellLook = {
  ...PMO,
  usualRatio: [1.15, 1.75],
  forms: { bilobed: 1 },
  lobes: { 2: 1 },
  granules: [
    { absorber: 'purple', perSquareMicron: [0.3, 3.5], radiusUm: [0.1, 0.2], amount: [0.2, 0.6], overNucleus: 0.35 },
  ],
  eccentricity: [0, 0.5],
};

const MYB: CellLook = {
  ...PMO,
  usualDiameterUm: [12.5, 16.5],
  usualRatio: [1.1, 2.4],
  forms: { round: 0.75, dented: 0.25 },
  chromatin: { grainUm: [0.7, 1.2], contrast: [0.18, 0.36], blockiness: [0.3, 0.6], density: [0.9, 1.15] },
  nucleoli: { count: [0, 1], radiusUm: [0.5, 0.8], strength: [0, 0.2] },
  cytoplasm: {
    azure: [0.05, 0.3],
    eosin: [0.04, 0.14],
    purple: [0.06, 0.2],
    haemoglobin: [0, 0],
    mottle: [0.15, 0.4],
    rim: [0, 0.3],
    hof: [0.1, 0.6],
  },
  granules: [
    { absorber: 'purple', perSquareMicron: [2.5, 7], radiusUm: [0.11, 0.22], amount: [0.2, 0.55], overNucleus: 0.15 },
  ],
  auerRods: 0,
};

const MMZ: CellLook = {
  ...MYB,
  usualDiameterUm: [11.5, 15],
  usualRatio: [0.9, 1.45],
  forms: { kidney: 1 },
  chromatin: { ...MATURE_CHROMATIN, contrast: [0.2, 0.4], density: [0.9, 1.15] },
  nucleoli: NO_NUCLEOLI,
  cytoplasm: { ...NGS.cytoplasm, azure: [0, 0.15] },
  granules: [
    { absorber: 'purple', perSquareMicron: [2.5, 7], radiusUm: [0.1, 0.2], amount: [0.16, 0.45], overNucleus: 0 },
  ],
  eccentricity: [0.2, 0.8],
};

const EBO: CellLook = {
  ...LYT,
  usualDiameterUm: [8.2, 12.5],
  usualRatio: [0.55, 2.6],
  forms: { round: 1 },
  chromatin: { grainUm: [0.8, 1.6], contrast: [0.15, 0.5], blockiness: [0.5, 1], density: [1.1, 1.6] },
  cytoplasm: {
    azure: [0.02, 0.4],
    eosin: [0, 0.06],
    purple: [0, 0.06],
    haemoglobin: [0.3, 0.95],
    mottle: [0.05, 0.2],
    rim: [0, 0.2],
    hof: [0, 0.2],
  },
  granules: [],
  outline: { wavesUm: [0.1, 0.5], elongation: [0, 0.2], pseudopods: 0.05 },
  eccentricity: [0, 0.7],
};

const KSC: CellLook = {
  ...LYT,
  usualDiameterUm: [10, 17],
  forms: { smudge: 1 },
  chromatin: { grainUm: [0.8, 1.8], contrast: [0.15, 0.35], blockiness: [0.1, 0.4], density: [0.5, 0.85] },
  granules: [],
  outline: { wavesUm: [0.8, 2.2], elongation: [0.1, 0.5], pseudopods: 0 },
};

/**
 * How each type looks, from the descriptions in the sources of `cell-parameters.ts` and from the images of
 * AML-Cytomorphology_LMU. The ranges of related types overlap, as they do on a smear: a monoblast may pass for a monocyte.
 */
export const CELL_LOOKS: Readonly<Record<CellCode, CellLook>> = {
  ...{ NGS, NGB, LYT, MON, EOS, BAS },
  ...{ MYO, PMO, MYB, MMZ, MOB, PMB, EBO, LYA, KSC },
};
