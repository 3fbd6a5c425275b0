import { z } from 'zod';
import { byId, count, estimate, group, id, rate, time } from './common.ts';
import { operations } from './operation.ts';

/** See `ShareAnswer` in evaluation/patients/share-answer.ts. */
const shareAnswer = z.discriminatedUnion('answer', [
  z.object({ answer: z.enum(['above', 'below']) }),
  z.object({ answer: z.literal('cannot-tell'), more: count.nullable() }),
  z.object({ answer: z.literal('too-few'), more: count }),
]);

/** See `JudgedShare` in classify/patient-judge.ts. `adjusted` and `answer` are of a model's calls alone. */
const judgedShare = z
  .object({ share: rate, tooFew: z.boolean(), adjusted: estimate.nullable(), answer: shareAnswer.nullable() })
  .meta({ id: 'JudgedShare' });

const blastCount = judgedShare.extend({
  promyelocytes: rate,
  erythroblastsPer100: estimate,
  /** Smudge cells. */
  outside: count,
});

const figures = z
  .object({
    atypical: judgedShare,
    /** Among leukocytes; `null` where no types are told apart. */
    blasts: blastCount.nullable(),
    /** Every type that has cells or that the model knows; `null` as above. */
    differential: z.array(z.object({ code: z.string(), group, share: rate })).nullable(),
  })
  .meta({ id: 'Figures' });

/** See `PromiseInUse` in classify/promise-in-use.ts. */
const promise = z.object({
  goal: z.unknown(),
  unit: z.enum(['patients', 'cells']),
  dataset: z.string(),
  /** The cells look unlike those of the calibration: nothing is promised of them. `null`: cannot be checked. */
  shiftAlarm: z.boolean().nullable(),
  withdrawn: z.boolean(),
  /** The same in sentences, in the language asked for. */
  sentences: z.array(z.string()),
});

const summary = z
  .object({
    cells: count,
    classified: count,
    referred: count,
    reviewed: count,
    unidentified: count,
    /** Cells that look like none that the model knows; `null` where it cannot tell. */
    unknown: z.object({ images: count, of: count, moreThanExpected: z.boolean() }).nullable(),
    model: z.object({ id, name: z.string(), synthetic: z.boolean() }).nullable(),
    /** That shares are compared with: of blasts, if the model knows types, else of atypical cells. */
    limit: z.number().nullable(),
    /** As the model called the cells; `null` before classification, and of a blinded case until it is signed. */
    byModel: figures.nullable(),
    /** With every decision of a person in place of the model's; of a blinded case of the decisions alone. */
    afterReview: figures,
    promise: promise.nullable(),
    /** The case of this patient before this one. */
    previous: z.object({ id, title: z.string(), createdAt: time, signedAt: time.nullable(), figures }).nullable(),
  })
  .meta({ id: 'Summary' });

export const summaryOperations = operations({
  getSummary: {
    method: 'get',
    path: '/cases/{id}/summary',
    summary: 'Shares with intervals, differential count, promise, previous case',
    role: 'viewer',
    params: byId,
    answer: summary,
  },
});
