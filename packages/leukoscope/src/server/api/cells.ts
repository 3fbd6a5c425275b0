import { z } from 'zod';
import { byId, count, id, imageHash, paragraph, person, share, time, typeCode } from './common.ts';
import { operations } from './operation.ts';

/** What a model can call a cell; `unknown`: it looks like no cell that the model knows. */
export const CALLS = ['typical', 'atypical', 'referred', 'unknown'] as const;
const READINGS = ['first', 'second', 'adjudication'] as const;

const index = z.int().min(-1);

/** All columns have `count` items. An index of −1 stands for nothing. */
const cellColumns = z
  .object({
    /** Of the case; give it as `since` to get only the cells that changed after. */
    version: count,
    count,
    /** What indices refer to, `unidentified` last; codes of the scheme in its order. */
    codes: z.array(z.string()),
    numbers: z.array(z.int().min(1)),
    imageHashes: z.array(imageHash),
    /** The model's most probable type; the group for a model that tells no types apart; −1 of a blinded case. */
    type: z.array(index),
    /** Of atypical; `null` before classification and of a blinded case. */
    probability: z.array(share.nullable()),
    /** Index into `typical, atypical, referred, unknown`. */
    called: z.array(index),
    /** How near a call was to be another: 1 at the threshold, to 0 far from it in log odds. */
    uncertainty: z.array(share.nullable()),
    /** The first, second and adjudicating readers' decisions; those of others are hidden while a case is blinded. */
    review: z.array(index),
    second: z.array(index),
    adjudication: z.array(index),
    comments: z.array(count),
  })
  .meta({ id: 'Cells' });

const comment = z
  .object({ id, by: person, at: time, text: z.string(), number: z.int().min(1).nullable() })
  .meta({ id: 'Comment' });

const review = z
  .object({
    id,
    number: z.int().min(1),
    reading: z.enum(READINGS),
    typeCode: typeCode.nullable(),
    by: person,
    at: time,
  })
  .meta({ id: 'Review' });

const cellDetails = z
  .object({
    number: z.int().min(1),
    imageHash,
    fileName: z.string(),
    widthPx: count,
    heightPx: count,
    addedAt: time,
    prediction: z
      .object({
        modelId: id,
        probability: share,
        called: z.enum(CALLS),
        typeCode: typeCode.nullable(),
        /** In the order of the model, highest not first. */
        types: z.array(z.object({ code: z.string(), probability: share })).nullable(),
        /** Above 1 it looks like no cell that the model knows. */
        strangeness: z.number().nullable(),
      })
      .nullable(),
    reviews: z.array(review),
    comments: z.array(comment),
  })
  .meta({ id: 'CellDetails' });

const nearestCells = z
  .object({
    /** `data:` picture of a training cell, what it was labelled, and how alike the two are to the model (1: the same direction), nearest first. */
    cells: z.array(
      z.object({
        typeCode: typeCode.nullable(),
        group: z.enum(['typical', 'atypical']).nullable(),
        similarity: z.number(),
        picture: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'NearestCells' });

const agreement = z
  .object({
    /** Cells that both readers decided on. */
    both: count,
    categories: z.array(z.string()),
    /** `counts[r][c]`: the first said r, the second c. */
    counts: z.array(z.array(count)),
    observed: z.unknown(),
    expected: z.number().nullable(),
    kappa: z.unknown(),
    /** Cells on which they differ and nobody decided yet. */
    open: z.array(z.int().min(1)),
  })
  .meta({ id: 'Agreement' });

const IMAGE_SIDES = ['64', '96', '128', '256', 'full'] as const;

const byCell = byId.extend({
  number: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31),
});

/** So many changes are taken at once. */
const MOST_CHANGES = 10_000;

export const cellOperations = operations({
  getCells: {
    method: 'get',
    path: '/cases/{id}/cells',
    summary: 'All cells of a case in columns',
    role: 'viewer',
    params: byId,
    query: z.object({ since: z.coerce.number().int().min(0).optional() }),
    answer: cellColumns,
  },
  getCell: {
    method: 'get',
    path: '/cases/{id}/cells/{number}',
    summary: 'All of one cell',
    role: 'viewer',
    params: byCell,
    answer: cellDetails,
  },
  getSaliency: {
    method: 'get',
    path: '/cases/{id}/cells/{number}/saliency.png',
    summary: 'Which part of the picture speaks for the call',
    role: 'viewer',
    params: byCell,
    answer: 'image/png',
  },
  getNearest: {
    method: 'get',
    path: '/cases/{id}/cells/{number}/nearest',
    summary: 'Training cells that look most like it to the model, if the training is on this server',
    role: 'viewer',
    params: byCell,
    answer: nearestCells,
  },
  getImage: {
    method: 'get',
    path: '/images/{hash}',
    summary: 'An image, scaled to a longest side or as it is; never changes',
    role: 'viewer',
    params: z.object({ hash: imageHash }),
    query: z.object({ side: z.enum(IMAGE_SIDES).default('full') }),
    answer: 'image/*',
  },
  addReviews: {
    method: 'post',
    path: '/cases/{id}/reviews',
    summary: 'Decide on cells; all or none. Undo is another decision; typeCode null takes back to the model’s',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    body: z.object({
      reading: z.enum(READINGS).default('first'),
      changes: z
        .array(z.object({ number: z.int().min(1), typeCode: typeCode.nullable() }))
        .min(1)
        .max(MOST_CHANGES),
    }),
    answer: z.object({ version: count }),
  },
  getReviewHistory: {
    method: 'get',
    path: '/cases/{id}/reviews/history',
    summary: 'Every decision, the newest first',
    role: 'viewer',
    params: byId,
    query: z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(500) }),
    answer: z.object({ reviews: z.array(review) }),
  },
  getAgreement: {
    method: 'get',
    path: '/cases/{id}/agreement',
    summary: 'How first and second reader agree: Cohen’s kappa with interval',
    role: 'viewer',
    params: byId,
    answer: agreement,
  },
  listComments: {
    method: 'get',
    path: '/cases/{id}/comments',
    summary: 'Comments on the case and its cells',
    role: 'viewer',
    params: byId,
    answer: z.object({ comments: z.array(comment) }),
  },
  addComment: {
    method: 'post',
    path: '/cases/{id}/comments',
    summary: 'Comment on the case (number null) or a cell',
    role: 'reviewer',
    idempotent: true,
    params: byId,
    body: z.object({ number: z.int().min(1).nullable().default(null), text: paragraph.min(1) }),
    answer: comment,
    status: 201,
  },
});
