import type { Language } from '../../errors/entry.ts';
import type { Confusion } from '../../evaluation/confusion-values.ts';
import { countText } from './interval-text.ts';

export interface ConfusionPlotTexts {
  readonly title: string;
  readonly describeBinary: (confusion: Confusion) => string;
  readonly describeTypes: (right: number, all: number, classes: number) => string;
  readonly truth: string;
  readonly called: string;
  readonly typical: string;
  readonly atypical: string;
  readonly total: (cells: number) => string;
  /** Of the four cells; `fn` names the error that matters most. */
  readonly words: Readonly<Record<keyof Confusion, string>>;
  readonly shares: string;
  /** The same where no percentages are written. */
  readonly depth: string;
  readonly empty: string;
  /** For a matrix too narrow for the names of its columns, or for its counts. */
  readonly sameOrder: string;
  /** For one whose columns have numbers for names. */
  readonly numbered: string;
  readonly countsLeftOut: string;
}

export const CONFUSION_PLOT_TEXTS: Readonly<Record<Language, ConfusionPlotTexts>> = {
  en: {
    title: 'Confusion matrix',
    describeBinary: ({ tp, fn, fp, tn }) =>
      `Of ${countText(tp + fn)} atypical cells ${countText(fn)} were missed and ${countText(tp)} found. Of ${countText(fp + tn)} typical cells ${countText(fp)} were called atypical and ${countText(tn)} typical.`,
    describeTypes: (right, all, classes) =>
      `${countText(right)} of ${countText(all)} cells of ${classes} types were called rightly.`,
    truth: 'Truth',
    called: 'Called by the model',
    typical: 'typical',
    atypical: 'atypical',
    total: (cells) => `n = ${countText(cells)}`,
    words: { tp: 'found (TP)', fn: 'missed (FN)', fp: 'false alarm (FP)', tn: 'rightly typical (TN)' },
    shares: 'Percentages and depth of colour: share of the row, that is, of all cells that truly are so.',
    depth: 'Depth of colour: share of the row, that is, of all cells that truly are so.',
    empty: 'There are no cells.',
    sameOrder: 'The columns stand in the order of the rows.',
    numbered: 'Each column has the number of its row.',
    countsLeftOut: 'There is no room for the counts here.',
  },
  es: {
    title: 'Matriz de confusión',
    describeBinary: ({ tp, fn, fp, tn }) =>
      `De ${countText(tp + fn)} células atípicas, ${countText(fn)} no se detectaron y ${countText(tp)} sí. De ${countText(fp + tn)} células típicas, ${countText(fp)} se llamaron atípicas y ${countText(tn)} típicas.`,
    describeTypes: (right, all, classes) =>
      `${countText(right)} de ${countText(all)} células de ${classes} tipos se llamaron correctamente.`,
    truth: 'Verdad',
    called: 'Llamadas por el modelo',
    typical: 'típicas',
    atypical: 'atípicas',
    total: (cells) => `n = ${countText(cells)}`,
    words: { tp: 'detectadas (VP)', fn: 'no detectadas (FN)', fp: 'falsas alarmas (FP)', tn: 'típicas acertadas (VN)' },
    shares: 'Porcentajes e intensidad del color: proporción de la fila, es decir, de todas las que en verdad lo son.',
    depth: 'Intensidad del color: proporción de la fila, es decir, de todas las que en verdad lo son.',
    empty: 'No hay células.',
    sameOrder: 'Las columnas siguen el orden de las filas.',
    numbered: 'Cada columna lleva el número de su fila.',
    countsLeftOut: 'Aquí no hay sitio para los números.',
  },
};
