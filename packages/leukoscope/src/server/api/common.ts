import { z } from 'zod';
import { LANGUAGES } from '../../errors/entry.ts';
import { ESTIMATE_METHODS } from '../../evaluation/rate.ts';
import { ROLES } from './operation.ts';

/** Random, as `crypto.randomUUID()` gives them. */
export const id = z.uuid();
export const byId = z.object({ id });

/** ISO 8601, UTC. */
export const time = z.iso.datetime();

export const count = z.int().min(0);
export const share = z.number().min(0).max(1);

/** A short text that a person typed, on one line. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);
/** A longer text that a person typed. */
export const paragraph = z.string().trim().max(10_000);

export const imageHash = z.string().regex(/^[0-9a-f]{64}$/);

/** A type's code, `unidentified`, or, of a model that tells no types apart, `typical` and `atypical`. */
export const typeCode = z.string().min(1).max(64);

export const role = z.enum(ROLES);
export const group = z.enum(['typical', 'atypical', 'excluded']);

/** Who did something: the person at a machine without users has an empty name; `null`: the program itself. */
export const person = z.object({ id, name: z.string() }).meta({ id: 'Person' }).nullable();

/** See `Rate` in evaluation/rate.ts: a proportion with its interval. */
export const rate = z
  .object({
    value: share.nullable(),
    numerator: count,
    denominator: count,
    low: share.nullable(),
    high: share.nullable(),
    level: z.number(),
    method: z.enum(['clopper-pearson', 'wilson']),
  })
  .meta({ id: 'Rate' });

/** See `Estimate` in evaluation/rate.ts: any other figure with its interval. */
export const estimate = z
  .object({
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    level: z.number(),
    method: z.enum(ESTIMATE_METHODS),
    n: count,
  })
  .meta({ id: 'Estimate' });

/** A page of a long list: give `next` as `cursor` for the following one; `null` at the end. */
export const next = z.string().nullable();
export const page = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Of pages: comes before `Accept-Language`, which a browser sets by itself in a window of its own. */
export const inLanguage = z.object({ language: z.enum(LANGUAGES).optional() });

/** Any answer that is no success, in the language of `Accept-Language`. */
export const errorAnswer = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      details: z.unknown().optional(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorAnswer = z.infer<typeof errorAnswer>;
