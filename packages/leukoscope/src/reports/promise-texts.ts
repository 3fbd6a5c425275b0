import type { Language } from '../errors/entry.ts';
import type { Calibration } from '../models/calibration-card.ts';
import { percentText } from './plots/interval-text.ts';

type Goal = Calibration['goal'];
type PromiseGoal = Extract<Goal, { missed: unknown }>;

export interface PromiseTexts {
  /** What the threshold of a calibrated model promises, in full; of a goal, what it is and that it promises nothing. */
  readonly promise: (calibration: Pick<Calibration, 'goal' | 'unit' | 'dataset'>) => string;
  /** Which cells are referred to a person; nothing without a band. */
  readonly band: (calibration: Pick<Calibration, 'band'>) => string | null;
  /** Title of the warning. */
  readonly withdrawn: string;
}

const EN = {
  units: { patients: 'patients', cells: 'cells' },
  most: ({ missed, falseAlarms }: PromiseGoal, of: string) =>
    `at most ${percentText(missed.limit)} of ${of} atypical cells are called typical${falseAlarms === null ? '' : `, and at most ${percentText(falseAlarms.limit)} of the typical ones atypical`}`,
  goal: (goal: Exclude<Goal, PromiseGoal>) => {
    if (goal.kind === 'sensitivity')
      return `the highest that found at least ${percentText(goal.least)} of the atypical cells`;
    if (goal.kind === 'cost')
      return `the one with the lowest cost, a missed atypical cell counted as ${goal.missCost} false alarms`;
    return 'the one with the highest sensitivity + specificity − 1 (Youden)';
  },
};
const ES = {
  units: { patients: 'pacientes', cells: 'células' },
  most: ({ missed, falseAlarms }: PromiseGoal, of: string) =>
    `como máximo el ${percentText(missed.limit)} de las células atípicas ${of} se llama típica${falseAlarms === null ? '' : ` y como máximo el ${percentText(falseAlarms.limit)} de las típicas, atípica`}`,
  goal: (goal: Exclude<Goal, PromiseGoal>) => {
    if (goal.kind === 'sensitivity')
      return `el más alto que encontró al menos el ${percentText(goal.least)} de las células atípicas`;
    if (goal.kind === 'cost')
      return `el de menor coste, contando una célula atípica no detectada como ${goal.missCost} falsas alarmas`;
    return 'el de mayor sensibilidad + especificidad − 1 (Youden)';
  },
};

export const PROMISE_TEXTS: Readonly<Record<Language, PromiseTexts>> = {
  en: {
    promise: ({ goal, unit, dataset }) => {
      if (!('missed' in goal))
        return `This threshold is ${EN.goal(goal)} on ${dataset.name}. It promises nothing of other cells.`;
      const of = unit === 'patients' ? "a patient's" : 'the';
      const rests = `It rests on ${goal.missed.n} ${EN.units[unit]} of ${dataset.name} and holds for ${EN.units[unit]} who come from where these came from`;
      const cells = unit === 'cells' ? ' Nobody is named for these cells: of new patients it promises nothing.' : '';
      return goal.kind === 'average'
        ? `Promise on average: in the mean over new ${EN.units[unit]}, ${EN.most(goal, of)}. ${rests}; another calibration could do better or worse, and a single patient may have more.${cells}`
        : `Promise with ${percentText(goal.confidence)} confidence: this calibration is one with which, in the mean over new ${EN.units[unit]}, ${EN.most(goal, of)}. ${rests}; a single patient may have more.${cells}`;
    },
    band: ({ band }) =>
      band.high > band.low
        ? `Cells from ${band.low.toFixed(4)} to below ${band.high.toFixed(4)} are not called but referred to a person.`
        : null,
    withdrawn: 'The promise of this model does not hold for these images',
  },
  es: {
    promise: ({ goal, unit, dataset }) => {
      if (!('missed' in goal))
        return `Este umbral es ${ES.goal(goal)} en ${dataset.name}. No promete nada de otras células.`;
      const of = unit === 'patients' ? 'de un paciente' : '';
      const rests = `Se apoya en ${goal.missed.n} ${ES.units[unit]} de ${dataset.name} y vale para ${ES.units[unit]} que procedan de donde estos`;
      const cells =
        unit === 'cells' ? ' Nadie figura como dueño de estas células: de pacientes nuevos no promete nada.' : '';
      return goal.kind === 'average'
        ? `Promesa en promedio: en la media sobre ${ES.units[unit]} nuevos, ${ES.most(goal, of)}. ${rests}; otra calibración podría salir mejor o peor, y un paciente concreto puede tener más.${cells}`
        : `Promesa con un ${percentText(goal.confidence)} de confianza: esta calibración es una con la que, en la media sobre ${ES.units[unit]} nuevos, ${ES.most(goal, of)}. ${rests}; un paciente concreto puede tener más.${cells}`;
    },
    band: ({ band }) =>
      band.high > band.low
        ? `Las células desde ${band.low.toFixed(4)} hasta menos de ${band.high.toFixed(4)} no se llaman, sino que se derivan a una persona.`
        : null,
    withdrawn: 'La promesa de este modelo no vale para estas imágenes',
  },
};
