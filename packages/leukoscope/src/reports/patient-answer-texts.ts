import type { Language } from '../errors/entry.ts';
import type { ShareAnswer } from '../evaluation/patients/share-answer.ts';
import type { LookMeasure, ShiftTest } from '../evaluation/promises/shift-alarm.ts';
import { countText, percentText } from './plots/interval-text.ts';

/** What is said of a patient's share, and of a batch beside the calibration. */
export interface PatientAnswerTexts {
  readonly answer: (answer: ShareAnswer, limit: number) => string;
  readonly shift: (test: ShiftTest | null) => string;
  readonly withdrawn: string;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
const pText = (p: number): string => p.toFixed(3);

export const MEASURES: Readonly<Record<Language, Readonly<Record<LookMeasure, string>>>> = {
  en: {
    red: 'mean red',
    green: 'mean green',
    blue: 'mean blue',
    redSpread: 'spread of red',
    greenSpread: 'spread of green',
    blueSpread: 'spread of blue',
    dark: 'dark area',
    edges: 'sharpness',
    score: "the model's scores",
  },
  es: {
    red: 'rojo medio',
    green: 'verde medio',
    blue: 'azul medio',
    redSpread: 'dispersión del rojo',
    greenSpread: 'dispersión del verde',
    blueSpread: 'dispersión del azul',
    dark: 'área oscura',
    edges: 'nitidez',
    score: 'las puntuaciones del modelo',
  },
};

export const PATIENT_ANSWER_TEXTS: Readonly<Record<Language, PatientAnswerTexts>> = {
  en: {
    answer: (answer, limit) => {
      if (!('more' in answer)) return `${answer.answer} ${percentText(limit)}`;
      if (answer.answer === 'too-few') return `too few: ${countText(answer.more)} more cells needed`;
      return answer.more === null
        ? `cannot tell from ${percentText(limit)}: more cells would not help, the model errs too often`
        : `cannot tell from ${percentText(limit)}: count ${countText(answer.more)} more cells`;
    },
    shift: (test) => {
      if (test === null) {
        return 'Whether these images look like those of the calibration could not be checked: that takes a patient of at least 20 cells, and 19 of them in the calibration.';
      }
      const { p, alarm, reference, batch, furthest } = test;
      const off = `furthest off: ${MEASURES.en[furthest.measure]}, ${signed(furthest.deviations)} standard deviations of patients`;
      return alarm
        ? `Shift alarm: ${batch === 1 ? 'this patient does' : `these ${batch} patients do`} not look like the ${reference} of the calibration (p = ${pText(p)}; ${off}).`
        : `No sign that ${batch === 1 ? 'this patient looks' : `these ${batch} patients look`} unlike the ${reference} of the calibration (p = ${pText(p)}; ${off}).`;
    },
    withdrawn:
      'So the promise is withdrawn: here nobody knows what the threshold does, and shares adjusted by the errors on the calibration may be wrong too.',
  },
  es: {
    answer: (answer, limit) => {
      if (!('more' in answer))
        return `por ${answer.answer === 'above' ? 'encima' : 'debajo'} del ${percentText(limit)}`;
      if (answer.answer === 'too-few') return `demasiado pocas: faltan ${countText(answer.more)} células`;
      return answer.more === null
        ? `no se distingue del ${percentText(limit)}: más células no ayudarían, el modelo se equivoca demasiado`
        : `no se distingue del ${percentText(limit)}: cuente ${countText(answer.more)} células más`;
    },
    shift: (test) => {
      if (test === null) {
        return 'No se pudo comprobar si estas imágenes se parecen a las de la calibración: hace falta un paciente con al menos 20 células, y 19 así en la calibración.';
      }
      const { p, alarm, reference, batch, furthest } = test;
      const off = `lo más alejado: ${MEASURES.es[furthest.measure]}, ${signed(furthest.deviations)} desviaciones típicas entre pacientes`;
      return alarm
        ? `Alarma de cambio: ${batch === 1 ? 'este paciente no se parece' : `estos ${batch} pacientes no se parecen`} a los ${reference} de la calibración (p = ${pText(p)}; ${off}).`
        : `Nada indica que ${batch === 1 ? 'este paciente no se parezca' : `estos ${batch} pacientes no se parezcan`} a los ${reference} de la calibración (p = ${pText(p)}; ${off}).`;
    },
    withdrawn:
      'Por eso se retira la promesa: aquí nadie sabe qué hace el umbral, y también pueden fallar las proporciones corregidas por los errores en la calibración.',
  },
};
