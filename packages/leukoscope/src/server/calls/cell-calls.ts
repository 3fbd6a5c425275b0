import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { agreementOf } from '../../evaluation/agreement.ts';
import type { ReviewRow } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Answer } from '../api/all-operations.ts';
import type { cellOperations } from '../api/cells.ts';
import { cardOf } from '../card-of.ts';
import { cellColumns, hiddenReadings } from '../cell-columns.ts';
import type { Caller, Handlers } from '../handlers.ts';
import { codesOf, type ShownCase, shownCase } from '../shown-case.ts';
import type { ServerWorld } from '../world.ts';
import { namesOf } from './case-answer.ts';
import { cellDetails } from './cell-details.ts';
import { commentsOf, reviewAnswer } from './review-answers.ts';

type ReviewCalls = Exclude<keyof typeof cellOperations, 'getImage' | 'getSaliency' | 'getNearest'>;

export function cellCalls(world: ServerWorld): Handlers<ReviewCalls> {
  const { store } = world;
  return {
    getCells: ({ params: { id }, query: { since }, caller }) =>
      store.transaction(async (parts) => cellColumns(await shownCase(id, parts, since), caller)),
    getCell: ({ params: { id, number }, caller }) =>
      store.transaction((parts) => cellDetails(id, { number, caller, parts })),
    async addReviews({ params: { id }, body, caller, once }) {
      const answer = await once(async (parts) => {
        await requireReading(id, { reading: body.reading, caller, parts });
        await requireKnownTypes(id, body.changes, parts);
        await parts.reviews.add(caller, id, body);
        return { version: (await parts.cases.get(id)).version };
      });
      world.events.publish({ name: 'case', data: { id, ...answer } });
      return answer;
    },
    getReviewHistory: ({ params: { id }, query: { limit }, caller }) =>
      store.transaction(async (parts) => {
        const row = await parts.cases.get(id);
        const hidden = hiddenReadings(row, caller);
        const { rows } = await parts.reviews.history(id, { limit });
        const person = await namesOf(parts);
        return { reviews: rows.filter(({ reading }) => !hidden.has(reading)).map((one) => reviewAnswer(one, person)) };
      }),
    getAgreement: ({ params: { id }, caller }) =>
      store.transaction(async (parts) => {
        const shown = await shownCase(id, parts);
        if (hiddenReadings(shown.row, caller).size > 0) throw new LeukoscopeError('case.blinded', {});
        return agreementAnswer(shown);
      }),
    listComments: ({ params: { id } }) =>
      store.transaction(async (parts) => {
        await parts.cases.get(id);
        return { comments: await commentsOf(id, parts) };
      }),
    async addComment({ params: { id }, body, caller, once }) {
      const answer = await once(async (parts) => {
        const row = await parts.comments.add(caller, id, body);
        const person = await namesOf(parts);
        return { id: row.id, by: person(row.userId), at: row.at, text: row.text, number: row.number };
      });
      world.events.publish({ name: 'case', data: { id, version: (await store.cases.get(id)).version } });
      return answer;
    },
  };
}

interface Reading {
  readonly reading: ReviewRow['reading'];
  readonly caller: Caller;
  readonly parts: StoreParts;
}

/** The second reader reads second, and nobody else does; who decides between the two is any reviewer. */
async function requireReading(id: string, { reading, caller, parts }: Reading): Promise<void> {
  const { secondReaderId } = await parts.cases.get(id);
  const isSecond = secondReaderId === caller.userId;
  if (reading !== 'adjudication' && isSecond !== (reading === 'second')) {
    throw new LeukoscopeError('case.not-your-reading', { reading });
  }
}

async function requireKnownTypes(
  id: string,
  changes: readonly { readonly number: number; readonly typeCode: string | null }[],
  parts: StoreParts,
): Promise<void> {
  const { modelId } = await parts.cases.get(id);
  const model = modelId === null ? null : await parts.models.get(modelId);
  const known = new Set(codesOf(model && cardOf(model)));
  const unknown = changes.find(({ typeCode }) => typeCode !== null && !known.has(typeCode));
  if (unknown !== undefined)
    throw new LeukoscopeError('case.unknown-type', { code: unknown.typeCode!, known: [...known] });
}

/** How the two readers agree on the cells that both decided on. */
export function agreementAnswer({ gallery, codes }: ShownCase): Answer<'getAgreement'> {
  const pairs: [string, string][] = [];
  const open: number[] = [];
  for (let at = 0; at < gallery.count; at++) {
    const [first, second] = [gallery.review[at] ?? null, gallery.second[at] ?? null];
    if (first === null || second === null) continue;
    pairs.push([first, second]);
    if (first !== second && (gallery.adjudication[at] ?? null) === null) open.push(gallery.numbers[at]!);
  }
  const { categories, counts, observed, expected, kappa } = agreementOf(pairs, { order: codes });
  return {
    both: pairs.length,
    categories: [...categories],
    counts: counts.map((row) => [...row]),
    observed,
    expected,
    kappa,
    open,
  };
}
