import type { Scheme } from '../../cells/scheme.ts';

/**
 * The LOINC terms that may be used, by the type that each is: percentages of the leukocytes in blood by manual count. A
 * term is here only if one type of ours is exactly what it counts. Their names are not sent: releases word them differently
 * ("Monocytes/Leukocytes" for "Monocytes/100 leukocytes"), and who receives a code has the names of his release.
 *
 * Left out as not certain: lymphocytes and promyelocytes, which are several types here; blasts (709-6), as schemes without
 * a type for lymphoblasts do not count them all; erythroblasts, which are no leukocytes; atypical cells, which no term is.
 */
const LOINC_TERMS: Readonly<Record<string, string>> = {
  /** Segmented neutrophils/100 leukocytes in Blood by Manual count */
  NGS: '769-0',
  /** Band form neutrophils/100 leukocytes in Blood by Manual count */
  NGB: '764-1',
  /** Monocytes/100 leukocytes in Blood by Manual count */
  MON: '744-3',
  /** Eosinophils/100 leukocytes in Blood by Manual count */
  EOS: '714-6',
  /** Basophils/100 leukocytes in Blood by Manual count */
  BAS: '707-0',
  /** Metamyelocytes/100 leukocytes in Blood by Manual count */
  MMZ: '740-1',
  /** Myelocytes/100 leukocytes in Blood by Manual count */
  MYB: '749-2',
};

/** @returns `null` where there is none that is certain: a scheme of one's own may mean something else by a code. */
export function loincOf(code: string, scheme: Scheme): string | null {
  const isRedefined = scheme.types?.[code] !== undefined;
  return isRedefined ? null : (LOINC_TERMS[code] ?? null);
}
