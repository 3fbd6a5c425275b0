import type { CaseRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Answer } from '../api/all-operations.ts';

/** Names people by their ids; `null` for the program itself. */
export async function namesOf({ users }: StoreParts) {
  const names = new Map((await users.list()).map(({ id, name }) => [id, name]));
  return (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '?' });
}

/** Cases as the API gives them, in the order of the rows. */
export async function caseAnswers(rows: readonly CaseRow[], parts: StoreParts): Promise<Answer<'getCase'>[]> {
  const person = await namesOf(parts);
  const answers: Answer<'getCase'>[] = [];
  for (const row of rows) {
    const { id, title, note, state, createdAt, blinded, signedAt, modelId, version } = row;
    const { id: patientId, name } = await parts.patients.get(row.patientId);
    answers.push({
      ...{ id, title, note, state, createdAt, blinded, signedAt, modelId, version },
      patient: { id: patientId, name },
      createdBy: person(row.createdBy),
      secondReader: person(row.secondReaderId),
      signedBy: person(row.signedBy),
      cells: await parts.cells.counts(id),
    });
  }
  return answers;
}

export async function caseAnswer(id: string, parts: StoreParts): Promise<Answer<'getCase'>> {
  const [answer] = await caseAnswers([await parts.cases.get(id)], parts);
  return answer!;
}
