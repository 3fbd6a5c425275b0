import type { Language } from '../../errors/entry.ts';
import type { FactName, Judgement } from '../paper/claim-rules.ts';
import type { ClaimId, ReadingId } from '../paper/claims.ts';

/** Who says it: the paper's print, or runs of ours on one kind of split. */
export type Witness = 'paper' | 'image' | 'patient';

export interface ClaimsTexts {
  readonly intro: string;
  readonly caption: string;
  readonly reading: string;
  readonly witnesses: Readonly<Record<Witness, string>>;
  readonly verdicts: Readonly<Record<Judgement['verdict'], string>>;
  readonly soFar: (verdict: string) => string;
  readonly narrow: string;
  readonly reasons: Readonly<Record<'print' | 'undefined', string>>;
  readonly missing: (missing: number, of: number) => string;
  readonly more: (count: number) => string;
  readonly factNames: Readonly<Record<FactName, string>>;
  readonly claims: Readonly<Record<ClaimId, string>>;
  readonly readings: Readonly<Record<ReadingId, string>>;
  readonly notes: readonly string[];
}

const EN: ClaimsTexts = {
  intro:
    'What the paper says it reached, read in each way in which it can be read, and judged by the same rule on the figures it prints and on ours.',
  caption: 'Each claim, held or not held',
  reading: 'claim, and how it is read',
  witnesses: { paper: "the paper's own print", image: 'ours, by image', patient: 'ours, by patient' },
  verdicts: { held: 'held', 'not-held': 'not held', 'cannot-be-said': 'cannot be said' },
  soFar: (verdict) => `${verdict} so far`,
  narrow: 'narrowly: the interval holds the limit',
  reasons: {
    print: 'the printed digits leave both possible',
    undefined: 'undefined: the test has no such cells',
  },
  missing: (missing, of) => (missing === of ? 'not run' : `${missing} of ${of} experiments not run`),
  more: (count) => `and ${count} more`,
  factNames: {
    accuracy: 'accuracy',
    typicalRecognised: 'typical recognised',
    atypicalFound: 'atypical found',
    typicalCalledAtypical: 'typical called atypical',
    atypicalMissed: 'atypical missed',
    calledAtypicalOfTypical: 'typical called atypical',
    missedOfAtypical: 'atypical missed',
  },
  claims: {
    'over-90': 'Over 90% of accuracy, sensitivity and specificity',
    'laboratory-standard': 'False negatives within 5–10%, the laboratory standard: of which quantity?',
    'cnn-32-fn': '%FN at most 2.5 with the CNN at 32 px',
    'lowest-fn': 'Lowest %FN with transfer learning: 1.20 at 32 px, 0.87 at 400 px',
    'improves-typical': 'Transfer learning improves the typical class by 5% at 32 px and by 8% at 400 px',
    'small-as-good': 'With transfer learning 32 px is as good as 400 px',
    'fp-at-most': '%FP at most 1.5',
    'fp-as-fn': 'As many false positives as false negatives in experiment 14',
  },
  readings: {
    'best-over-90': 'all three, by the best model (the same in both polarities)',
    'accuracy-over-90': 'accuracy, in every experiment',
    'typical-recognised-over-90': "the paper's sensitivity (typical cells recognised), in every experiment",
    'atypical-found-over-90': 'the clinical sensitivity (atypical cells found), in every experiment',
    'standard-of-all': "the paper's %FN, of all cells: at most 10%, in every experiment",
    'standard-of-typical': "of the typical cells, the paper's positives: at most 10%, in every experiment",
    'standard-of-atypical': 'of the atypical cells, those missed: at most 10%, in every experiment',
    'standard-of-atypical-best': 'of the atypical cells, those missed: at most 10%, by the best model',
    'cnn-32-called-atypical': 'as the paper counts: typical called atypical',
    'cnn-32-missed': 'clinical: atypical missed',
    'lowest-called-atypical-32': 'as the paper counts, 32 px: lowest by transfer learning, and at most 1.20%',
    'lowest-called-atypical-400': 'as the paper counts, 400 px: lowest by transfer learning, and at most 0.87%',
    'lowest-missed-32': 'clinical, 32 px: fewest atypical missed by transfer learning, and at most 1.20%',
    'lowest-missed-400': 'clinical, 400 px: fewest atypical missed by transfer learning, and at most 0.87%',
    'improves-atypical-found-32':
      'class 0, which the paper calls typical and which truly is atypical; 32 px, best models',
    'improves-atypical-found-400':
      'class 0, which the paper calls typical and which truly is atypical; 400 px, best models',
    'improves-typical-recognised-32': 'the truly typical class; 32 px, best models',
    'improves-typical-recognised-400': 'the truly typical class; 400 px, best models',
    'small-accuracy': 'accuracy of the best models: at most one point lower',
    'small-atypical-found': 'atypical cells found by the best models: at most one point fewer',
    'missed-at-most-best': 'as the paper counts (atypical missed), by the best model',
    'missed-at-most-all': 'as the paper counts (atypical missed), in every experiment',
    'called-atypical-at-most-best': 'clinical (typical called atypical), by the best model',
    'called-atypical-at-most-all': 'clinical (typical called atypical), in every experiment',
    'as-many-14': 'no further apart than chance makes them (mid-p at least 0.05)',
  },
  notes: [
    "Best is by accuracy in whole percent, then by total error, as in the paper's figures 4 and 5; of ours, among the experiments that are done. Ours are judged by their values; the intervals say how far another sample could move them. An improvement counts where it rounds to the claimed whole percent.",
    "By the paper's count the lowest %FN are those of experiments 10 and 16. These are the two of transfer learning that find the fewest atypical cells, 0.86 and 0.83: what looks like the safest model is the one that misses most.",
    'The printed matrix of experiment 14 is damaged. It follows from its 49 false negatives (1.33% of 3672 images) and its error rate (2.66%, 98 images).',
  ],
};

const ES: ClaimsTexts = {
  intro:
    'Lo que el artículo dice haber alcanzado, leído de cada manera en que se puede leer, y juzgado con la misma regla sobre las cifras que imprime y sobre las nuestras.',
  caption: 'Cada afirmación, se sostiene o no se sostiene',
  reading: 'afirmación, y cómo se lee',
  witnesses: { paper: 'lo impreso en el artículo', image: 'nuestro, por imagen', patient: 'nuestro, por paciente' },
  verdicts: { held: 'se sostiene', 'not-held': 'no se sostiene', 'cannot-be-said': 'no se puede decir' },
  soFar: (verdict) => `hasta ahora ${verdict}`,
  narrow: 'por poco: el intervalo contiene el límite',
  reasons: {
    print: 'las cifras impresas dejan ambas cosas posibles',
    undefined: 'no definido: la prueba no tiene esas células',
  },
  missing: (missing, of) => (missing === of ? 'sin ejecutar' : `${missing} de ${of} experimentos sin ejecutar`),
  more: (count) => `y ${count} más`,
  factNames: {
    accuracy: 'exactitud',
    typicalRecognised: 'típicas reconocidas',
    atypicalFound: 'atípicas detectadas',
    typicalCalledAtypical: 'típicas llamadas atípicas',
    atypicalMissed: 'atípicas no detectadas',
    calledAtypicalOfTypical: 'típicas llamadas atípicas',
    missedOfAtypical: 'atípicas no detectadas',
  },
  claims: {
    'over-90': 'Más del 90% de exactitud, sensibilidad y especificidad',
    'laboratory-standard': 'Falsos negativos dentro del 5–10%, el estándar de laboratorio: ¿de qué cantidad?',
    'cnn-32-fn': '%FN de 2.5 como mucho con la CNN a 32 px',
    'lowest-fn': 'El %FN más bajo, con transferencia de aprendizaje: 1.20 a 32 px, 0.87 a 400 px',
    'improves-typical': 'La transferencia de aprendizaje mejora la clase típica un 5% a 32 px y un 8% a 400 px',
    'small-as-good': 'Con transferencia de aprendizaje, 32 px es tan bueno como 400 px',
    'fp-at-most': '%FP de 1.5 como mucho',
    'fp-as-fn': 'Tantos falsos positivos como falsos negativos en el experimento 14',
  },
  readings: {
    'best-over-90': 'las tres, con el mejor modelo (igual en ambas polaridades)',
    'accuracy-over-90': 'exactitud, en todos los experimentos',
    'typical-recognised-over-90':
      'la sensibilidad del artículo (células típicas reconocidas), en todos los experimentos',
    'atypical-found-over-90': 'la sensibilidad clínica (células atípicas detectadas), en todos los experimentos',
    'standard-of-all': 'el %FN del artículo, de todas las células: el 10% como mucho, en todos los experimentos',
    'standard-of-typical':
      'de las células típicas, las positivas del artículo: el 10% como mucho, en todos los experimentos',
    'standard-of-atypical': 'de las células atípicas, las no detectadas: el 10% como mucho, en todos los experimentos',
    'standard-of-atypical-best': 'de las células atípicas, las no detectadas: el 10% como mucho, con el mejor modelo',
    'cnn-32-called-atypical': 'como cuenta el artículo: típicas llamadas atípicas',
    'cnn-32-missed': 'clínica: atípicas no detectadas',
    'lowest-called-atypical-32': 'como cuenta el artículo, 32 px: el más bajo con transferencia, y 1.20% como mucho',
    'lowest-called-atypical-400': 'como cuenta el artículo, 400 px: el más bajo con transferencia, y 0.87% como mucho',
    'lowest-missed-32': 'clínica, 32 px: menos atípicas sin detectar con transferencia, y 1.20% como mucho',
    'lowest-missed-400': 'clínica, 400 px: menos atípicas sin detectar con transferencia, y 0.87% como mucho',
    'improves-atypical-found-32':
      'la clase 0, que el artículo llama típica y que en verdad es atípica; 32 px, mejores modelos',
    'improves-atypical-found-400':
      'la clase 0, que el artículo llama típica y que en verdad es atípica; 400 px, mejores modelos',
    'improves-typical-recognised-32': 'la clase en verdad típica; 32 px, mejores modelos',
    'improves-typical-recognised-400': 'la clase en verdad típica; 400 px, mejores modelos',
    'small-accuracy': 'exactitud de los mejores modelos: un punto menos como mucho',
    'small-atypical-found': 'células atípicas detectadas por los mejores modelos: un punto menos como mucho',
    'missed-at-most-best': 'como cuenta el artículo (atípicas no detectadas), con el mejor modelo',
    'missed-at-most-all': 'como cuenta el artículo (atípicas no detectadas), en todos los experimentos',
    'called-atypical-at-most-best': 'clínica (típicas llamadas atípicas), con el mejor modelo',
    'called-atypical-at-most-all': 'clínica (típicas llamadas atípicas), en todos los experimentos',
    'as-many-14': 'no más distintos de lo que hace el azar (mid-p de 0.05 como mínimo)',
  },
  notes: [
    'El mejor es por exactitud en tanto por ciento entero y después por error total, como en las figuras 4 y 5 del artículo; de los nuestros, entre los experimentos hechos. Los nuestros se juzgan por su valor; los intervalos dicen cuánto los podría mover otra muestra. Una mejora cuenta donde redondea al tanto por ciento entero afirmado.',
    'Según la cuenta del artículo, los %FN más bajos son los de los experimentos 10 y 16. Son los dos de transferencia de aprendizaje que menos células atípicas detectan, 0.86 y 0.83: el modelo que parece más seguro es el que más pierde.',
    'La matriz impresa del experimento 14 está dañada. Se deduce de sus 49 falsos negativos (1.33% de 3672 imágenes) y de su tasa de error (2.66%, 98 imágenes).',
  ],
};

export const CLAIMS_TEXTS: Readonly<Record<Language, ClaimsTexts>> = { en: EN, es: ES };
