import { z } from 'zod';
import { PROMISE_KINDS } from '../evaluation/promises/promise.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);

const unitErrorsSchema = z.strictObject({
  negatives: count,
  falseAlarms: count,
  positives: count,
  missed: count,
});

/** How often a model errs at its threshold, patient by patient without names; see `unitErrors`. */
export const modelErrorsSchema = z.strictObject({
  /** Validation cells also chose epoch and threshold; they flatter. */
  on: z.enum(['validation', 'calibration']),
  /** `false`: nobody is named for the cells, and the counts are of all of them together. */
  byPatient: z.boolean(),
  /** Atypical (positive) against typical cells. */
  atypical: z.array(unitErrorsSchema),
  /** Blasts (positive) against other leukocytes; `null` of a model that knows the two groups alone. */
  blasts: z.array(unitErrorsSchema).nullable(),
});
export type ModelErrors = Readonly<z.infer<typeof modelErrorsSchema>>;

const observedSchema = z.strictObject({
  /** The most that may go wrong, as asked for. */
  limit: share,
  /** Patients, or cells, that it rests on. */
  n: count,
  /** On these themselves. */
  observed: share,
});

/** How the threshold of a calibrated model was chosen, and what it promises. */
export const calibrationSchema = z.strictObject({
  dataset: z.strictObject({ name: z.string(), dataHash: z.string() }),
  /** Whether the cells chose the model's epoch too. */
  choseModel: z.boolean(),
  unit: z.enum(['patients', 'cells']),
  cells: z.strictObject({ typical: count, atypical: count }),
  /** What was asked for: a promise, or a goal that promises nothing. */
  goal: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.enum(PROMISE_KINDS),
      missed: observedSchema,
      /** With it there is a band of cells that are referred to a person. */
      falseAlarms: observedSchema.nullable(),
      /** Of `confident`; `null` for `average`. */
      confidence: share.nullable(),
    }),
    z.strictObject({ kind: z.literal('sensitivity'), least: share }),
    z.strictObject({ kind: z.literal('cost'), missCost: z.number() }),
    z.strictObject({ kind: z.literal('youden') }),
  ]),
  /** Mean measures of the patients' pictures, see `LookTally`; what a new batch is compared with. */
  looks: z.array(z.array(z.number())),
  /** Cells from `low`, the threshold, to below `high` are referred to a person; equal where none are. */
  band: z.strictObject({ low: share, high: z.number().min(0).max(2) }),
});
export type Calibration = Readonly<z.infer<typeof calibrationSchema>>;
