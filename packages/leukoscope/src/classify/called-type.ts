import { indexOfLargest } from '../models/index-of-largest.ts';
import type { ModelType } from '../models/model-types.ts';
import type { Predicted } from './predictor.ts';

/** The type that a model holds most probable. */
export interface CalledType {
  readonly code: string;
  /** In [0, 1]. */
  readonly probability: number;
}

/** @param item counted from 0. @returns `null` where the model knows no types. */
export function calledType(
  { types: probabilities }: Predicted,
  item: number,
  types: readonly ModelType[] | null,
): CalledType | null {
  if (types === null || probabilities === null) return null;
  const row = probabilities.subarray(item * types.length, (item + 1) * types.length);
  const index = indexOfLargest(row);
  return { code: types[index]!.code, probability: row[index]! };
}
