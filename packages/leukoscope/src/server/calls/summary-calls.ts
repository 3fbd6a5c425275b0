import { PatientJudge } from '../../classify/patient-judge.ts';
import { promiseInUse } from '../../classify/promise-in-use.ts';
import { unknownAmong } from '../../classify/unknown-images.ts';
import type { Language } from '../../errors/entry.ts';
import { LookTally } from '../../evaluation/promises/cell-look.ts';
import { promiseLines } from '../../reports/promise-lines.ts';
import { CALLS, UNIDENTIFIED } from '../../store/rows.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Answer } from '../api/all-operations.ts';
import type { summaryOperations } from '../api/summary.ts';
import { figuresAfterReview, figuresOfModel } from '../figures.ts';
import type { Handlers } from '../handlers.ts';
import { classifyOutcomeOf } from '../jobs/outcomes.ts';
import { calledCode, decidedCode, type ShownCase, shownCase } from '../shown-case.ts';
import type { ServerWorld } from '../world.ts';

export function summaryCalls({ store }: ServerWorld): Handlers<keyof typeof summaryOperations> {
  return {
    getSummary: ({ params: { id }, language }) => store.transaction((parts) => summaryOf(id, { parts, language })),
  };
}

interface Asked {
  readonly parts: StoreParts;
  readonly language: Language;
}

/** What is to be said of a case in figures. */
export async function summaryOf(id: string, { parts, language }: Asked): Promise<Answer<'getSummary'>> {
  const shown = await shownCase(id, parts);
  const { card, model, hidesModel } = shown;
  const judge = card === null ? null : new PatientJudge(card);
  const tallied = countCells(shown);
  return {
    cells: shown.gallery.count,
    ...tallied,
    unknown: unknownOf(shown),
    model: model && { id: model.id, name: model.name, synthetic: card!.training.dataset.synthetic },
    limit: judge?.limit ?? null,
    byModel: hidesModel ? null : figuresOfModel(shown),
    afterReview: figuresAfterReview(shown),
    promise: hidesModel ? null : await promiseOf(shown, { parts, language }),
    previous: await previousOf(id, parts),
  };
}

function countCells(shown: ShownCase) {
  const counts = { classified: 0, referred: 0, reviewed: 0, unidentified: 0 };
  for (let at = 0; at < shown.gallery.count; at++) {
    const call = CALLS[shown.gallery.called[at]!]!;
    const decided = decidedCode(shown, at);
    if (call !== 'none') counts.classified += 1;
    if (call === 'referred') counts.referred += 1;
    if (decided !== null) counts.reviewed += 1;
    if ((decided ?? calledCode(shown, at) ?? UNIDENTIFIED) === UNIDENTIFIED) counts.unidentified += 1;
  }
  return shown.hidesModel ? { ...counts, referred: 0 } : counts;
}

/** `null` where no cell was held against those that the model knows. */
function unknownOf({ gallery, hidesModel }: ShownCase): Answer<'getSummary'>['unknown'] {
  const of = gallery.strangeness.filter((strangeness) => !Number.isNaN(strangeness)).length;
  if (of === 0 || hidesModel) return null;
  return unknownAmong(gallery.called.filter((call) => CALLS[call] === 'unknown').length, of);
}

async function promiseOf(
  { row, card }: ShownCase,
  { parts, language }: Asked,
): Promise<Answer<'getSummary'>['promise']> {
  if (card === null) return null;
  const outcome = await classifyOutcomeOf(row, parts);
  const looks = new LookTally();
  if (outcome?.looks !== undefined) looks.addAll(null, outcome.looks);
  const promise = promiseInUse(card, looks);
  if (promise === null) return null;
  return {
    ...{ goal: promise.goal, unit: promise.unit, dataset: promise.dataset.name, withdrawn: promise.withdrawn },
    shiftAlarm: promise.shift?.alarm ?? null,
    sentences: [...promiseLines(promise, language)],
  };
}

async function previousOf(id: string, parts: StoreParts): Promise<Answer<'getSummary'>['previous']> {
  const previous = await parts.cases.previousOf(id);
  if (previous === null) return null;
  const { title, createdAt, signedAt } = previous;
  return {
    id: previous.id,
    title,
    createdAt,
    signedAt,
    figures: figuresAfterReview(await shownCase(previous.id, parts)),
  };
}
