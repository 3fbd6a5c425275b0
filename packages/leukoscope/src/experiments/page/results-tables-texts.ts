import type { Language } from '../../errors/entry.ts';
import type { Polarity, PolarName } from '../paper/experiment-figures.ts';

export interface ResultsTexts {
  readonly caption: (table: string, group: string) => string;
  readonly from: string;
  readonly polarities: Readonly<Record<Polarity, string>>;
  readonly polar: Readonly<Record<PolarName, string>>;
  /** A value that is not printed and follows from the row. */
  readonly notPrinted: (value: string) => string;
  /** Below the title of each table. */
  readonly note: string;
  readonly transferNote: string;
}

export const RESULTS_TEXTS: Readonly<Record<Language, ResultsTexts>> = {
  en: {
    caption: (table, group) => `Table ${table}. ${group}: the paper's figures and ours`,
    from: 'whose',
    polarities: {
      paper: 'as the paper counts: positive = typical',
      clinical: 'clinical: positive = atypical',
    },
    polar: { sensitivity: 'sensitivity', specificity: 'specificity', fn: '%FN', fp: '%FP' },
    notPrinted: (value) => `(${value})`,
    note: 'Below each figure of ours its 95% interval and what it was counted from. %FN is of all cells of the test. In brackets: not printed, but all that the printed row leaves possible of 3672 images; exact where the paper prints the matrix.',
    transferNote:
      'The paper does not say which layers learn: all of them is assumed, and the head alone stands beside it where it was trained.',
  },
  es: {
    caption: (table, group) => `Tabla ${table}. ${group}: las cifras del artículo y las nuestras`,
    from: 'de quién',
    polarities: {
      paper: 'como cuenta el artículo: positivo = típica',
      clinical: 'clínica: positivo = atípica',
    },
    polar: { sensitivity: 'sensibilidad', specificity: 'especificidad', fn: '%FN', fp: '%FP' },
    notPrinted: (value) => `(${value})`,
    note: 'Debajo de cada cifra nuestra, su intervalo del 95% y de qué se contó. %FN es sobre todas las células de la prueba. Entre paréntesis: no impreso, sino todo lo que la fila impresa deja posible con 3672 imágenes; exacto donde el artículo imprime la matriz.',
    transferNote:
      'El artículo no dice qué capas aprenden: se supone que todas, y al lado está solo la cabeza donde se entrenó.',
  },
};
