import type { Language } from '../../errors/entry.ts';
import { aucText, significantText } from './number-text.ts';

interface DescribedSearch {
  readonly trials: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly rocAuc: number | null;
}

export interface SearchPlotTexts {
  readonly title: string;
  readonly description: (search: DescribedSearch) => string;
  readonly learningRate: string;
  readonly weightDecay: string;
  readonly epochs: string;
  readonly rocAuc: string;
  readonly winner: (trial: number) => string;
  readonly whole: (epochs: number) => string;
  readonly dropped: (epochs: number) => string;
  readonly diverged: string;
  readonly sizes: (aucs: readonly [number, number]) => string;
  readonly empty: string;
}

const value = (number: number) => significantText(number, 3);

export const SEARCH_PLOT_TEXTS: Readonly<Record<Language, SearchPlotTexts>> = {
  en: {
    title: 'Search of learning rate and weight decay',
    description: ({ trials, learningRate, weightDecay, rocAuc }) =>
      `Best of ${trials} trials: learning rate ${value(learningRate)}, weight decay ${value(weightDecay)}, validation ROC AUC ${aucText(rocAuc)}. It was chosen by these cells, which therefore flatter it.`,
    learningRate: 'Learning rate (logarithmic)',
    weightDecay: 'Weight decay (logarithmic)',
    epochs: 'Epochs',
    rocAuc: 'Validation ROC AUC, best epoch so far',
    winner: (trial) => `best: trial ${trial}`,
    whole: (epochs) => `trained all ${epochs} epochs`,
    dropped: (epochs) => `dropped after epoch ${epochs}`,
    diverged: 'diverged',
    sizes: ([low, high]) =>
      `The larger the symbol, the higher the validation ROC AUC: ${aucText(low)} to ${aucText(high)}.`,
    empty: 'No trial.',
  },
  es: {
    title: 'Búsqueda de tasa de aprendizaje y decaimiento de pesos',
    description: ({ trials, learningRate, weightDecay, rocAuc }) =>
      `El mejor de ${trials} ensayos: tasa de aprendizaje ${value(learningRate)}, decaimiento ${value(weightDecay)}, ROC AUC de validación ${aucText(rocAuc)}. Lo eligieron estas células, que por eso lo favorecen.`,
    learningRate: 'Tasa de aprendizaje (logarítmica)',
    weightDecay: 'Decaimiento de pesos (logarítmico)',
    epochs: 'Épocas',
    rocAuc: 'ROC AUC de validación, mejor época hasta entonces',
    winner: (trial) => `el mejor: ensayo ${trial}`,
    whole: (epochs) => `entrenado ${epochs} épocas enteras`,
    dropped: (epochs) => `descartado tras la época ${epochs}`,
    diverged: 'divergió',
    sizes: ([low, high]) =>
      `Cuanto mayor el símbolo, mayor la ROC AUC de validación: de ${aucText(low)} a ${aucText(high)}.`,
    empty: 'Ningún ensayo.',
  },
};
