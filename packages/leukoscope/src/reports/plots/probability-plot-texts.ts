import type { Language } from '../../errors/entry.ts';
import { countText, thresholdText } from './interval-text.ts';

interface DescribedCounts {
  readonly atypical: number;
  readonly missed: number;
  readonly typical: number;
  readonly falseAlarms: number;
  readonly threshold: number;
}

export interface ProbabilityPlotTexts {
  readonly title: string;
  readonly description: (counts: DescribedCounts) => string;
  readonly probability: string;
  readonly share: string;
  readonly atypicalAbove: (cells: number) => string;
  readonly typicalBelow: (cells: number) => string;
  readonly right: string;
  readonly wrong: string;
  readonly threshold: (threshold: number) => string;
  readonly empty: string;
}

export const PROBABILITY_PLOT_TEXTS: Readonly<Record<Language, ProbabilityPlotTexts>> = {
  en: {
    title: 'Probability of atypical, by true group',
    description: ({ atypical, missed, typical, falseAlarms, threshold }) =>
      `Upwards ${countText(atypical)} atypical cells, of which ${countText(missed)} lie below the threshold ${thresholdText(threshold)} (missed); downwards ${countText(typical)} typical cells, of which ${countText(falseAlarms)} lie at or above it (false alarms).`,
    probability: 'Probability of atypical',
    share: 'Share of the group (%)',
    atypicalAbove: (cells) => `▲ atypical cells (n = ${countText(cells)}) upwards`,
    typicalBelow: (cells) => `▼ typical cells (n = ${countText(cells)}) downwards`,
    right: 'called rightly',
    wrong: 'called wrongly',
    threshold: (threshold) => `threshold ${thresholdText(threshold)}`,
    empty: 'There are no cells.',
  },
  es: {
    title: 'Probabilidad de atípica, por grupo verdadero',
    description: ({ atypical, missed, typical, falseAlarms, threshold }) =>
      `Hacia arriba, ${countText(atypical)} células atípicas, de las que ${countText(missed)} quedan por debajo del umbral ${thresholdText(threshold)} (no detectadas); hacia abajo, ${countText(typical)} típicas, de las que ${countText(falseAlarms)} lo alcanzan (falsas alarmas).`,
    probability: 'Probabilidad de atípica',
    share: 'Proporción del grupo (%)',
    atypicalAbove: (cells) => `▲ células atípicas (n = ${countText(cells)}) hacia arriba`,
    typicalBelow: (cells) => `▼ células típicas (n = ${countText(cells)}) hacia abajo`,
    right: 'llamadas correctamente',
    wrong: 'llamadas incorrectamente',
    threshold: (threshold) => `umbral ${thresholdText(threshold)}`,
    empty: 'No hay células.',
  },
};
