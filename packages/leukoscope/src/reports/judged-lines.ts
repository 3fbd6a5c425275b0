import type { JudgedEvaluation, KeptPromise } from '../classify/judge-evaluation.ts';
import type { PromiseInUse } from '../classify/promise-in-use.ts';
import type { Language } from '../errors/entry.ts';
import type { Referral } from '../evaluation/promises/risk-coverage.ts';
import { figureText, percentText } from './plots/interval-text.ts';
import { promiseLines } from './promise-lines.ts';

interface Words {
  readonly kept: (kept: KeptPromise, unit: PromiseInUse['unit']) => string;
  readonly referral: (referral: Referral) => string;
}

/** What a test says of the promise of a model, and of the cells it refers to a person; nothing of another model. */
export function judgedLines({ promise, kept, referral }: JudgedEvaluation, language: Language): readonly string[] {
  if (promise === null) return [];
  const words = WORDS[language];
  return [
    ...promiseLines(promise, language),
    ...(kept === null ? [] : [words.kept(kept, promise.unit)]),
    ...(referral.high > referral.low ? [words.referral(referral)] : []),
  ];
}

const rate = (figure: Referral['referred']) => figureText(figure, percentText);

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    kept: ({ missed, falseAlarms }, unit) =>
      `In this test, in the mean over ${missed.n} ${unit === 'patients' ? 'patients with atypical cells' : 'atypical cells'}: ${percentText(missed.observed)} missed (promised: at most ${percentText(missed.limit)})${
        falseAlarms === null
          ? ''
          : `, ${percentText(falseAlarms.observed)} false alarms over ${falseAlarms.n} ${unit === 'patients' ? 'with typical ones' : 'typical ones'} (at most ${percentText(falseAlarms.limit)})`
      }. So few may lie on either side of a promise that holds in the mean.`,
    referral: ({ referred, wrong, missed }) =>
      `Referred to a person: ${rate(referred)} of the cells. Of the rest ${rate(wrong)} are called wrongly; of all atypical cells ${rate(missed)} are called typical. These intervals are over cells.`,
  },
  es: {
    kept: ({ missed, falseAlarms }, unit) =>
      `En esta prueba, en la media sobre ${missed.n} ${unit === 'patients' ? 'pacientes con células atípicas' : 'células atípicas'}: ${percentText(missed.observed)} no detectadas (prometido: como máximo ${percentText(missed.limit)})${
        falseAlarms === null
          ? ''
          : `, ${percentText(falseAlarms.observed)} falsas alarmas sobre ${falseAlarms.n} ${unit === 'patients' ? 'con células típicas' : 'típicas'} (como máximo ${percentText(falseAlarms.limit)})`
      }. Con tan pocos puede quedar a un lado u otro una promesa que se cumple en la media.`,
    referral: ({ referred, wrong, missed }) =>
      `Derivadas a una persona: ${rate(referred)} de las células. Del resto se llama mal el ${rate(wrong)}; de todas las atípicas, el ${rate(missed)} se llama típica. Estos intervalos son sobre células.`,
  },
};
