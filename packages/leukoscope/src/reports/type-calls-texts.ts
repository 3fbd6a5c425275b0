import type { Language } from '../errors/entry.ts';
import { countText } from './plots/interval-text.ts';

interface TypesInAll {
  readonly right: number;
  readonly n: number;
  readonly types: number;
  /** Figures with their intervals, as text. */
  readonly accuracy: string;
  readonly balancedAccuracy: string;
  readonly macroF1: string;
  readonly weightedF1: string;
  readonly level: number;
  /** `null` where the intervals are over cells. */
  readonly patients: number | null;
}

export interface TypeCallsTexts {
  readonly inAll: (found: TypesInAll) => string;
  readonly note: string;
  readonly strange: (cells: number, types: string) => string;
  readonly tableCaption: string;
  readonly columns: Readonly<
    Record<
      'type' | 'group' | 'cells' | 'recall' | 'interval' | 'overPatients' | 'specificity' | 'ppv' | 'f1' | 'mistaken',
      string
    >
  >;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
}

export const TYPE_CALLS_TEXTS: Readonly<Record<Language, TypeCallsTexts>> = {
  en: {
    inAll: ({ right, n, types, accuracy, balancedAccuracy, macroF1, weightedF1, level, patients }) =>
      `Of ${countText(n)} cells of the ${types} types that the model knows, ${countText(right)} were called by their own type: accuracy ${accuracy}; balanced accuracy, the mean recall, ${balancedAccuracy}; macro F1, the mean over types of which each counts the same, ${macroF1}; weighted F1, in which each counts by its cells, ${weightedF1}. Intervals of ${level * 100}% over ${patients === null ? 'cells' : `patients (${patients})`}.`,
    note: 'A cell is called the type that the model holds most probable. Whether it counts as atypical is decided apart from that, by the sum of the atypical types and the threshold, so that few atypical cells are missed: the two may disagree.',
    strange: (cells, types) =>
      `Not among them: ${countText(cells)} ${cells === 1 ? 'cell' : 'cells'} of types that the model has never seen and cannot name (${types}). They count by their group in the other figures.`,
    tableCaption: 'By true type: how many were called so, and what the others were called most often',
    columns: {
      type: 'True type',
      group: 'Group',
      cells: 'Cells',
      recall: 'Recall',
      interval: 'over cells',
      overPatients: 'over patients',
      specificity: 'Specificity',
      ppv: 'PPV',
      f1: 'F1',
      mistaken: 'Mostly mistaken for',
    },
    groups: { typical: 'typical', atypical: 'atypical' },
  },
  es: {
    inAll: ({ right, n, types, accuracy, balancedAccuracy, macroF1, weightedF1, level, patients }) =>
      `De ${countText(n)} células de los ${types} tipos que el modelo conoce, ${countText(right)} se llamaron por su propio tipo: exactitud ${accuracy}; exactitud equilibrada, la sensibilidad media, ${balancedAccuracy}; F1 macro, la media sobre los tipos en que cada uno cuenta igual, ${macroF1}; F1 ponderado, en que cada uno cuenta por sus células, ${weightedF1}. Intervalos del ${level * 100}% sobre ${patients === null ? 'células' : `pacientes (${patients})`}.`,
    note: 'Una célula se llama como el tipo que el modelo considera más probable. Si cuenta como atípica se decide aparte, por la suma de los tipos atípicos y el umbral, para que pocas atípicas queden sin detectar: ambas cosas pueden no coincidir.',
    strange: (cells, types) =>
      `No están entre ellas: ${countText(cells)} ${cells === 1 ? 'célula' : 'células'} de tipos que el modelo nunca ha visto y no puede nombrar (${types}). Cuentan por su grupo en las demás cifras.`,
    tableCaption: 'Por tipo verdadero: cuántas se llamaron así y cómo se llamaron más a menudo las demás',
    columns: {
      type: 'Tipo verdadero',
      group: 'Grupo',
      cells: 'Células',
      recall: 'Sensibilidad',
      interval: 'sobre células',
      overPatients: 'sobre pacientes',
      specificity: 'Especificidad',
      ppv: 'VPP',
      f1: 'F1',
      mistaken: 'Confundida sobre todo con',
    },
    groups: { typical: 'típica', atypical: 'atípica' },
  },
};
