import type { StoreParts } from '../../store/store.ts';
import type { Answer } from '../api/all-operations.ts';
import { cardOf } from '../card-of.ts';
import { hiddenReadings } from '../cell-columns.ts';
import type { Caller } from '../handlers.ts';
import { namesOf } from './case-answer.ts';
import { commentsOf, reviewAnswer } from './review-answers.ts';

interface Asked {
  readonly number: number;
  readonly caller: Caller;
  readonly parts: StoreParts;
}

/** All of one cell, as this person may see it. */
export async function cellDetails(id: string, { number, caller, parts }: Asked): Promise<Answer<'getCell'>> {
  const row = await parts.cases.get(id);
  const cell = await parts.cells.get(id, number);
  const image = await parts.images.get(cell.imageHash);
  const hidden = hiddenReadings(row, caller);
  const person = await namesOf(parts);
  const { rows } = await parts.reviews.history(id, { number });
  const hidesModel = row.blinded && row.state === 'open';
  return {
    ...{ number, imageHash: cell.imageHash, fileName: cell.fileName, addedAt: cell.addedAt },
    ...{ widthPx: image.width, heightPx: image.height },
    prediction:
      hidesModel || row.modelId === null ? null : await predictionOf(id, { number, modelId: row.modelId, parts }),
    reviews: rows.filter(({ reading }) => !hidden.has(reading)).map((one) => reviewAnswer(one, person)),
    comments: await commentsOf(id, parts, number),
  };
}

async function predictionOf(
  id: string,
  { number, modelId, parts }: { readonly number: number; readonly modelId: string; readonly parts: StoreParts },
): Promise<Answer<'getCell'>['prediction']> {
  const prediction = await parts.predictions.get(id, modelId, number);
  if (prediction === null) return null;
  const { types } = cardOf(await parts.models.get(modelId));
  const { probability, called, typeIndex, typeProbabilities, strangeness } = prediction;
  return {
    ...{ modelId, probability, called, strangeness },
    typeCode: typeIndex === null ? null : (types?.[typeIndex]?.code ?? null),
    types:
      types === null || typeProbabilities === null
        ? null
        : types.map(({ code }, at) => ({ code, probability: typeProbabilities[at]! })),
  };
}
