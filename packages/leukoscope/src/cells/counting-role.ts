import { cellTypeByCode } from './cell-types.ts';
import { cellTypeIn, type Scheme } from './scheme.ts';

/**
 * What a nucleated cell counts as in a differential count: the share of blasts is of the leukocytes (the first three).
 * Erythroblasts are counted per 100 of them, and `outside` (smudge cells) not at all.
 */
export const COUNTING_ROLES = ['blast', 'promyelocyte', 'leukocyte', 'erythroblast', 'outside'] as const;
export type CountingRole = (typeof COUNTING_ROLES)[number];

const SMUDGE_CELL = 'KSC';
const PROMYELOCYTES: readonly string[] = ['PMO', 'PMB'];

/**
 * The role of a type: myeloblasts and monoblasts, or what the scheme says is a blast, are blasts; promyelocytes stand apart,
 * since they are counted as blasts in acute promyelocytic leukaemia only. A type that the scheme does not know, or a
 * label in place of one, counts as a leukocyte.
 */
export function countingRole(scheme: Scheme, code: string | null): CountingRole {
  if (code === null) return 'leukocyte';
  if (code === SMUDGE_CELL) return 'outside';
  if (PROMYELOCYTES.includes(code)) return 'promyelocyte';
  const type = cellTypeIn(scheme, code) ?? cellTypeByCode(code);
  if (type?.lineage === 'erythroid') return 'erythroblast';
  return type?.maturity === 'blast' ? 'blast' : 'leukocyte';
}

export function isLeukocyte(role: CountingRole): boolean {
  return role !== 'erythroblast' && role !== 'outside';
}
