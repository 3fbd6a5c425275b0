import { z } from 'zod';
import { outerInterval, type QuotedFigure } from '../plots/quoted-figure.ts';

const count = z.int().min(0);
const figure = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
});
const rate = figure.extend({ numerator: z.number(), denominator: z.number() });
const estimate = figure.extend({ n: z.number() });
export type TestedRate = Readonly<z.infer<typeof rate>>;
export type TestedEstimate = Readonly<z.infer<typeof estimate>>;

/** What a model page takes of the document of `leukoscope evaluate --json`, and what it tells it by. */
export const testedFiguresSchema = z.object({
  n: count,
  positive: count,
  threshold: z.number(),
  confusion: z.object({ tp: count, fn: count, fp: count, tn: count }),
  rates: z.object({ sensitivity: rate, specificity: rate, ppv: rate, npv: rate, balancedAccuracy: estimate }),
  rocAuc: estimate,
  averagePrecision: estimate,
  bootstrap: z.object({ patients: count, estimates: z.record(z.string(), figure) }).nullable(),
  byCellType: z.array(
    z.object({
      cellCode: z.string().nullable(),
      name: z.object({ en: z.string(), es: z.string() }).nullable(),
      group: z.enum(['typical', 'atypical']),
      n: count,
      calledAtypical: rate,
    }),
  ),
  rejected: count,
  about: z.object({
    /** SHA-256 of the model's file, in hexadecimal. */
    modelHash: z.string(),
    dataset: z.object({ name: z.string(), dataHash: z.string(), excluded: count }),
    part: z.enum(['train', 'validation', 'test']).nullable(),
    choseModel: z.boolean(),
    trainingCellsAllowed: z.boolean(),
    /** Whether any of the cells are generated. */
    synthetic: z.boolean(),
  }),
});
export type TestedFigures = Readonly<z.infer<typeof testedFiguresSchema>>;

/** Whether the figures are of cells that had no part in the model. */
export function isTest({ about: { choseModel, trainingCellsAllowed } }: TestedFigures): boolean {
  return !choseModel && !trainingCellsAllowed;
}

/** A figure with the interval to quote: over patients where they are named, see `quoted`. */
export function quotedOfTest(
  { rates, rocAuc, bootstrap }: TestedFigures,
  name: 'sensitivity' | 'specificity' | 'rocAuc',
): QuotedFigure {
  const overCells = { ...rates, rocAuc }[name];
  const overPatients = bootstrap?.estimates[name];
  return overPatients === undefined ? overCells : outerInterval(overPatients, overCells);
}
