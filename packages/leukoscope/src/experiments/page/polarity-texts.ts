import type { Language } from '../../errors/entry.ts';

interface PolarityTexts {
  readonly title: string;
  readonly explanation: readonly string[];
  readonly caption: string;
  readonly what: string;
  readonly inPaper: string;
  readonly inClinic: string;
  readonly printed: (id: number) => string;
  readonly elsewhere: string;
}

export const POLARITY_TEXTS: Readonly<Record<Language, PolarityTexts>> = {
  en: {
    title: "The paper's printed “sensitivity” is the share of typical cells recognised",
    explanation: [
      'The paper calls atypical the positive class. But class 1 of its confusion matrices, the one that its sensitivity counts, has 2979 of 3672 test images, 81%, and in its data set 81% of the images are typical. So the printed sensitivity of 0.98 is the share of typical cells recognised, and the printed specificity of 0.91 to 0.93 is the share of atypical cells found.',
      "Counted as a clinic counts, with atypical as positive, the paper's two best models miss 7 to 9% of the atypical cells; and its %FN counts false alarms, not misses.",
    ],
    caption: 'The same figure, as the paper names it and as the clinic names it',
    what: 'what is counted',
    inPaper: 'in the paper',
    inClinic: 'in the clinic',
    printed: (id) => `paper, ID ${id}`,
    elsewhere:
      'The tables below show both, side by side. Where no polarity is named, and everywhere else in Leukoscope, positive means atypical.',
  },
  es: {
    title: 'La «sensibilidad» impresa en el artículo es la proporción de células típicas reconocidas',
    explanation: [
      'El artículo llama positiva a la clase atípica. Pero la clase 1 de sus matrices de confusión, la que cuenta su sensibilidad, tiene 2979 de 3672 imágenes de prueba, el 81%, y en su conjunto de datos el 81% de las imágenes son típicas. Así que la sensibilidad impresa de 0.98 es la proporción de células típicas reconocidas, y la especificidad impresa de 0.91 a 0.93 es la proporción de células atípicas detectadas.',
      'Contado como en la clínica, con atípica como positiva, los dos mejores modelos del artículo no detectan entre el 7 y el 9% de las células atípicas; y su %FN cuenta falsas alarmas, no células perdidas.',
    ],
    caption: 'La misma cifra, como la nombra el artículo y como la nombra la clínica',
    what: 'qué se cuenta',
    inPaper: 'en el artículo',
    inClinic: 'en la clínica',
    printed: (id) => `artículo, ID ${id}`,
    elsewhere:
      'Las tablas de abajo muestran ambas, una al lado de la otra. Donde no se nombra la polaridad, y en todo el resto de Leukoscope, positivo significa atípico.',
  },
};
