import type { PromiseInUse } from '../classify/promise-in-use.ts';
import type { Language } from '../errors/entry.ts';
import { PATIENT_ANSWER_TEXTS } from './patient-answer-texts.ts';
import { PROMISE_TEXTS } from './promise-texts.ts';

/** What a model promises of the images at hand, in sentences: withdrawn first, where it is. */
export function promiseLines(promise: PromiseInUse, language: Language): readonly string[] {
  const { shift, withdrawn } = PATIENT_ANSWER_TEXTS[language];
  const texts = PROMISE_TEXTS[language];
  const band = texts.band(promise);
  return [
    ...(promise.withdrawn ? [`${shift(promise.shift)} ${withdrawn}`] : []),
    texts.promise(promise),
    ...(promise.withdrawn ? [] : [shift(promise.shift)]),
    ...(band === null ? [] : [band]),
  ];
}
