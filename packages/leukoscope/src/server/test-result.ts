import { z } from 'zod';
import type { Answer } from './api/all-operations.ts';
import { estimate, rate } from './api/common.ts';

const count = z.int().min(0);

/** The parts of what `leukoscope evaluate --json` prints that the app shows. */
const resultSchema = z.object({
  n: count,
  accuracy: rate,
  sensitivity: rate,
  specificity: rate,
  rocAuc: estimate,
  byPatient: z.array(z.unknown()),
  about: z.object({ dataset: z.object({ name: z.string() }) }),
  comparison: z
    .object({
      n: count,
      patients: count.nullable(),
      rocAuc: z.object({
        first: z.number().nullable(),
        other: z.number().nullable(),
        difference: estimate,
        overPatients: estimate.nullable(),
      }),
    })
    .nullable(),
});

/** The figures of a test; `null` where none is stored. */
export function evaluationIn(stored: unknown): Answer<'getModel'>['evaluation'] {
  const parsed = resultSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { n, accuracy, sensitivity, specificity, rocAuc, byPatient, about } = parsed.data;
  const patients = byPatient.length === 0 ? null : byPatient.length;
  return { cells: n, patients, accuracy, sensitivity, specificity, rocAuc, of: about.dataset.name };
}

/** A trained model beside the one that was in use, on the same cells. @throws ZodError unless a test is stored. */
export function comparisonIn(stored: unknown): Answer<'getComparison'> {
  const { comparison, ...own } = resultSchema.parse(stored);
  const { rocAuc, n } = own;
  return {
    cells: n,
    patients: own.byPatient.length === 0 ? null : own.byPatient.length,
    trained: rocAuc,
    present: comparison === null ? null : comparison.rocAuc.other,
    difference: comparison === null ? null : (comparison.rocAuc.overPatients ?? comparison.rocAuc.difference),
  };
}
