import { createHash } from 'node:crypto';
import type { CaseTable } from './case-rows.ts';
import { predictionColumns } from './predictions.ts';
import { CALLS, type Reading, UNIDENTIFIED } from './rows.ts';
import type { Scope } from './scope.ts';

/** Whose label stands where there are several: the last of the list. */
const WEIGHT: readonly Reading[] = ['second', 'first', 'adjudication'];

/** What persons say of the cells of a case, by number; cells that no person has labelled are not in it. */
export async function standingLabels({ database }: Scope, caseId: string): Promise<Map<number, string>> {
  const reviews = await database
    .selectFrom('review')
    .select(['number', 'reading', 'typeCode'])
    .where('caseId', '=', caseId)
    .where('current', '=', 1)
    .where('typeCode', 'is not', null)
    .execute();
  reviews.sort((one, other) => WEIGHT.indexOf(one.reading) - WEIGHT.indexOf(other.reading));
  return new Map(reviews.map(({ number, typeCode }) => [number, typeCode ?? UNIDENTIFIED]));
}

/**
 * What each cell of a case is held to be, in the order of its numbers: the label that stands; else the type that the
 * model shown says, or its call if it tells no types; `unidentified` if neither says anything.
 */
export async function typesOfCase(scope: Scope, found: CaseTable): Promise<string[]> {
  const { id: caseId, modelId, cellCount } = found;
  const labels = await standingLabels(scope, caseId);
  const predicted = modelId === null ? null : await predictionColumns(scope, { caseId, modelId, cellCount });
  const types = modelId === null ? [] : await typesOfModel(scope, modelId);
  return Array.from({ length: cellCount }, (_, place) => {
    const label = labels.get(place + 1);
    if (label !== undefined) return label;
    const call = CALLS[predicted?.called[place] ?? 0] ?? 'none';
    if (call === 'none' || call === 'unknown') return UNIDENTIFIED;
    return types[predicted?.typeIndex[place] ?? -1] ?? call;
  });
}

/** sha256 of `1\tNGS\n2\tMYO\n…`: what a signature stands for. */
export function hashOfTypes(types: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [place, type] of types.entries()) hash.update(`${place + 1}\t${type}\n`);
  return hash.digest('hex');
}

/** The codes that the model's `typeIndex` counts through. */
export async function typesOfModel({ database }: Scope, modelId: string): Promise<string[]> {
  const row = await database.selectFrom('model').select('types').where('id', '=', modelId).executeTakeFirst();
  return JSON.parse(row?.types ?? '[]');
}
