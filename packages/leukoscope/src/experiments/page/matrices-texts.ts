import type { Language } from '../../errors/entry.ts';
import type { Confusion } from '../../evaluation/confusion-values.ts';

interface MatricesTexts {
  readonly intro: string;
  readonly caption: string;
  readonly from: string;
  readonly truths: readonly [typical: string, atypical: string];
  readonly outcomes: Readonly<Record<keyof Confusion, string>>;
  readonly errorRate: string;
  readonly restored: string;
  readonly note: string;
}

export const MATRICES_TEXTS: Readonly<Record<Language, MatricesTexts>> = {
  en: {
    intro:
      "The paper's two matrices, ours of the same experiments, and ours of the best experiment of each split. Each count has both its names: in the paper's count and in the clinical one.",
    caption: 'Table VII. Confusion matrices',
    from: 'whose',
    truths: ["truly typical (the paper's class 1)", "truly atypical (the paper's class 0)"],
    outcomes: {
      tn: "called typical: paper's TP, clinical TN",
      fp: "called atypical: paper's FN, clinical FP",
      fn: "called typical: paper's FP, clinical FN (missed)",
      tp: "called atypical: paper's TN, clinical TP",
    },
    errorRate: 'error rate',
    restored: '(restored)',
    note: 'The printed row of experiment 14 is damaged; it is restored from its 49 false negatives, as many false positives, 640, and 3672 images. The paper draws its split anew for every model: 2979 typical test images here, 2983 there, so its models are not compared on the same images.',
  },
  es: {
    intro:
      'Las dos matrices del artículo, las nuestras de los mismos experimentos, y las nuestras del mejor experimento de cada partición. Cada número lleva sus dos nombres: en la cuenta del artículo y en la clínica.',
    caption: 'Tabla VII. Matrices de confusión',
    from: 'de quién',
    truths: ['en verdad típicas (clase 1 del artículo)', 'en verdad atípicas (clase 0 del artículo)'],
    outcomes: {
      tn: 'llamadas típicas: VP del artículo, VN clínico',
      fp: 'llamadas atípicas: FN del artículo, FP clínico',
      fn: 'llamadas típicas: FP del artículo, FN clínico (no detectadas)',
      tp: 'llamadas atípicas: VN del artículo, VP clínico',
    },
    errorRate: 'tasa de error',
    restored: '(restaurada)',
    note: 'La fila impresa del experimento 14 está dañada; se restaura de sus 49 falsos negativos, otros tantos falsos positivos, 640, y 3672 imágenes. El artículo parte de nuevo para cada modelo: 2979 imágenes típicas de prueba aquí, 2983 allá, así que sus modelos no se comparan con las mismas imágenes.',
  },
};
