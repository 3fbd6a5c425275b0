import type { Language } from '../../errors/entry.ts';
import type { Reliability } from '../../evaluation/reliability/reliability.ts';
import { figureText, shareText } from './interval-text.ts';
import { ROC_PLOT_TEXTS, type RocPlotTexts } from './roc-plot-texts.ts';

interface ReliabilityPlotTexts extends Pick<RocPlotTexts, 'intervals' | 'fewPatients'> {
  readonly title: string;
  readonly probability: string;
  readonly share: string;
  readonly asGiven: (reliability: Reliability) => string;
  readonly calibrated: (reliability: Reliability, temperature: number | null) => string;
  readonly chances: string;
  readonly sizes: string;
  readonly undefined: string;
}

const shared = ({ intervals, fewPatients }: RocPlotTexts) => ({ intervals, fewPatients });

export const RELIABILITY_PLOT_TEXTS: Readonly<Record<Language, ReliabilityPlotTexts>> = {
  en: {
    ...shared(ROC_PLOT_TEXTS.en),
    title: 'Reliability diagram',
    probability: 'Mean probability of atypical',
    share: 'Share that is atypical',
    asGiven: ({ brier, ece }) => `as the model gives them: Brier score ${figureText(brier)}, ECE ${figureText(ece)}`,
    calibrated: ({ brier, ece }, temperature) =>
      `after temperature ${shareText(temperature)}: Brier score ${figureText(brier)}, ECE ${figureText(ece)}`,
    chances: 'probabilities that are chances',
    sizes: 'Symbols grow with the number of cells. ECE: calibration error, the mean distance from the dotted line.',
    undefined: 'There is no cell to compare probabilities with.',
  },
  es: {
    ...shared(ROC_PLOT_TEXTS.es),
    title: 'Diagrama de fiabilidad',
    probability: 'Probabilidad media de atípica',
    share: 'Proporción que es atípica',
    asGiven: ({ brier, ece }) => `como las da el modelo: Brier ${figureText(brier)}, ECE ${figureText(ece)}`,
    calibrated: ({ brier, ece }, temperature) =>
      `tras la temperatura ${shareText(temperature)}: Brier ${figureText(brier)}, ECE ${figureText(ece)}`,
    chances: 'probabilidades que se cumplen',
    sizes:
      'Los símbolos crecen con el número de células. ECE: error de calibración, la distancia media a la línea punteada.',
    undefined: 'No hay ninguna célula con que comparar las probabilidades.',
  },
};
