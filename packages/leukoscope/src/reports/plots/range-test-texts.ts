import type { Language } from '../../errors/entry.ts';
import { significantText } from './number-text.ts';

interface DescribedTest {
  readonly points: readonly { readonly learningRate: number; readonly smoothed: number }[];
  readonly suggested: number | null;
}

export interface RangeTestTexts {
  readonly title: string;
  readonly description: (test: DescribedTest) => string;
  readonly learningRate: string;
  readonly loss: string;
  readonly batches: string;
  readonly smoothed: string;
  readonly suggested: (learningRate: number) => string;
  readonly noSuggestion: string;
  readonly diverged: string;
  readonly beyond: (batches: number) => string;
  readonly empty: string;
}

const rate = (value: number | undefined) => (value === undefined ? '—' : significantText(value, 2));

export const RANGE_TEST_TEXTS: Readonly<Record<Language, RangeTestTexts>> = {
  en: {
    title: 'Learning-rate range test',
    description: ({ points, suggested }) =>
      points.length === 0
        ? 'The test has no step.'
        : `Loss while the learning rate rises from ${rate(points[0]?.learningRate)} to ${rate(points.at(-1)?.learningRate)} in ${points.length} steps.${suggested === null ? '' : ` Suggested: ${rate(suggested)}, where the smoothed loss falls fastest.`}`,
    learningRate: 'Learning rate (logarithmic)',
    loss: 'Loss',
    batches: 'one batch',
    smoothed: 'smoothed',
    suggested: (learningRate) => `suggested: ${rate(learningRate)}`,
    noSuggestion: 'No rate can be suggested: the smoothed loss never fell.',
    diverged: 'The test ended early: the loss was running away.',
    beyond: (batches) => `▲ ${batches === 1 ? '1 batch' : `${batches} batches`} with a loss above the frame.`,
    empty: 'The test has no step.',
  },
  es: {
    title: 'Prueba de la tasa de aprendizaje',
    description: ({ points, suggested }) =>
      points.length === 0
        ? 'La prueba no tiene ningún paso.'
        : `Pérdida mientras la tasa de aprendizaje sube de ${rate(points[0]?.learningRate)} a ${rate(points.at(-1)?.learningRate)} en ${points.length} pasos.${suggested === null ? '' : ` Sugerida: ${rate(suggested)}, donde la pérdida suavizada baja más rápido.`}`,
    learningRate: 'Tasa de aprendizaje (logarítmica)',
    loss: 'Pérdida',
    batches: 'un lote',
    smoothed: 'suavizada',
    suggested: (learningRate) => `sugerida: ${rate(learningRate)}`,
    noSuggestion: 'No se puede sugerir ninguna tasa: la pérdida suavizada nunca bajó.',
    diverged: 'La prueba terminó antes de tiempo: la pérdida se disparaba.',
    beyond: (batches) => `▲ ${batches === 1 ? '1 lote' : `${batches} lotes`} con una pérdida por encima del marco.`,
    empty: 'La prueba no tiene ningún paso.',
  },
};
