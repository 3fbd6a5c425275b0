import type { SplitPart } from '../../cells/cell.ts';
import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import type { Referral } from '../../evaluation/promises/risk-coverage.ts';
import type { Calibration } from '../../models/calibration-card.ts';
import { figureText, percentText } from '../../reports/plots/interval-text.ts';
import { PROMISE_TEXTS } from '../../reports/promise-texts.ts';

interface Summary {
  /** Path of the calibrated model as given. */
  readonly model: string;
  readonly part: SplitPart | null;
  readonly threshold: number;
  readonly calibration: Calibration;
  /** On the calibration cells themselves. */
  readonly referral: Referral;
  /** What to type for `leukoscope`. */
  readonly program: string;
}

interface Words {
  readonly reached: (summary: Summary) => string;
  readonly choseModel: string;
  readonly written: (summary: Summary) => string;
}

/** What was chosen, what it promises, and what it does on the cells it was chosen by. */
export function calibrationText(summary: Summary, language: Language): string {
  const { calibration } = summary;
  const words = WORDS[language];
  const referred = PROMISE_TEXTS[language].band(calibration);
  return [
    PROMISE_TEXTS[language].promise(calibration),
    ...(referred === null ? [] : [referred]),
    words.reached(summary),
    ...(calibration.choseModel ? [words.choseModel] : []),
    words.written(summary),
    '',
  ].join('\n');
}

const rate = (figure: Parameters<typeof figureText>[0]) => figureText(figure, percentText);

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    reached: ({
      threshold,
      referral,
      calibration: {
        cells: { typical, atypical },
      },
    }) =>
      `Threshold ${threshold.toFixed(4)}. Of the ${atypical} atypical cells it was chosen by, ${rate(referral.missed)} are called typical; of the ${typical} typical ones ${rate(referral.falseAlarms)} atypical; referred: ${rate(referral.referred)}. These figures flatter: test on other cells.`,
    choseModel:
      'These cells chose the epoch of the model too. Patients that took no part in the training at all are better.',
    written: ({ model, program }) => `Model: ${model}\nNext: ${program} evaluate ${typed(model)} <other patients>`,
  },
  es: {
    reached: ({
      threshold,
      referral,
      calibration: {
        cells: { typical, atypical },
      },
    }) =>
      `Umbral ${threshold.toFixed(4)}. De las ${atypical} células atípicas con que se eligió, ${rate(referral.missed)} se llaman típicas; de las ${typical} típicas, ${rate(referral.falseAlarms)} atípicas; derivadas: ${rate(referral.referred)}. Estas cifras favorecen: pruebe con otras células.`,
    choseModel:
      'Estas células eligieron también la época del modelo. Son mejores pacientes que no tomaron parte alguna en el entrenamiento.',
    written: ({ model, program }) =>
      `Modelo: ${model}\nSiguiente: ${program} evaluate ${typed(model)} <otros pacientes>`,
  },
};
