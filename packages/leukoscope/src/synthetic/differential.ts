import type { CellCode } from '../cells/cell-types.ts';
import { between, type Random, type Range } from './draws.ts';

/** `aml`: myeloblasts; `aml-monocytic`: monoblasts and monocytes; `apl`: promyelocytes, some of them bilobed. */
export const DIAGNOSES = ['healthy', 'aml', 'aml-monocytic', 'apl'] as const;
export type Diagnosis = (typeof DIAGNOSES)[number];

/** Share of each type among a patient's white cells; they sum to 1. */
export type Differential = Readonly<Partial<Record<CellCode, number>>>;

/**
 * Percentages before they are made to sum to 100. Healthy: reference ranges of adults (Carr and Rodak, Clinical Hematology
 * Atlas, 5th ed.; a smudge cell is found in any smear). Leukaemias: at least 20 % blasts or their equivalents (WHO 2016,
 * Arber et al., Blood 2016, doi 10.1182/blood-2016-03-643544); what remains is normal with a few precursors.
 */
const RANGES: Readonly<Record<Diagnosis, Readonly<Partial<Record<CellCode, Range>>>>> = {
  healthy: {
    ...{ NGS: [45, 68], NGB: [1, 6], LYT: [20, 40], MON: [3, 10] },
    ...{ EOS: [1, 6], BAS: [0.5, 2], KSC: [0, 1.5] },
  },
  aml: {
    ...{ NGS: [8, 30], NGB: [1, 6], LYT: [10, 30], MON: [1, 8], EOS: [0, 3], BAS: [0, 2] },
    ...{ MYO: [25, 70], PMO: [0, 4], MYB: [0, 5], MMZ: [0, 5], EBO: [0, 5], LYA: [0, 3], KSC: [0, 4] },
  },
  'aml-monocytic': {
    ...{ NGS: [8, 25], NGB: [1, 5], LYT: [8, 25], MON: [8, 25], EOS: [0, 2], BAS: [0, 1] },
    ...{ MOB: [20, 55], MYO: [2, 12], PMO: [0, 2], MYB: [0, 4], MMZ: [0, 4], EBO: [0, 4], LYA: [0, 2], KSC: [0, 4] },
  },
  apl: {
    ...{ NGS: [8, 30], NGB: [1, 5], LYT: [12, 35], MON: [1, 5], EOS: [0, 2], BAS: [0, 1] },
    ...{ PMO: [15, 45], PMB: [8, 25], MYO: [2, 12], MYB: [1, 6], MMZ: [1, 5], EBO: [0, 3], KSC: [0, 3] },
  },
};

export function drawDifferential(random: Random, diagnosis: Diagnosis): Differential {
  const entries = Object.entries(RANGES[diagnosis]).map(([code, range]) => [code, between(random, range)] as const);
  const total = entries.reduce((sum, [, share]) => sum + share, 0);
  return Object.fromEntries(entries.map(([code, share]) => [code, share / total]));
}
