import { z } from 'zod';
import { GROUPS } from '../cells/scheme.ts';

/** What the two probabilities stand for, in their order; the last is the positive class. */
export const CLASSES = GROUPS;
export const ATYPICAL_CLASS = CLASSES.indexOf('atypical');

/** With more types than this, labels are hardly types. */
export const MOST_TYPES = 1000;

/** A cell type that a model tells from the others. */
export const modelTypeSchema = z.strictObject({
  /** Of the scheme, or the label itself where it stands for no single type of the scheme. */
  code: z.string().min(1),
  name: z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
  group: z.enum(GROUPS),
  /** Training cells of the type. */
  cells: z.int().min(1),
});
export type ModelType = Readonly<z.infer<typeof modelTypeSchema>>;
