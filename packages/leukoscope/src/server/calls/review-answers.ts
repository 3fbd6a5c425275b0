import type { ReviewRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Answer } from '../api/all-operations.ts';
import { namesOf } from './case-answer.ts';

type Person = Awaited<ReturnType<typeof namesOf>>;

export function reviewAnswer({ id, number, reading, typeCode, userId, at }: ReviewRow, person: Person) {
  return { id, number, reading, typeCode, by: person(userId), at };
}

/** Comments on a case, or on one cell of it. */
export async function commentsOf(id: string, parts: StoreParts, number?: number): Promise<Answer<'addComment'>[]> {
  const person = await namesOf(parts);
  const rows = await parts.comments.list(id, number === undefined ? {} : { number });
  return rows.map(({ userId, ...row }) => ({
    ...{ id: row.id, by: person(userId), at: row.at, text: row.text, number: row.number },
  }));
}
