import type { Language } from '../../errors/entry.ts';
import { figureText, thresholdText } from './interval-text.ts';
import type { QuotedFigure } from './quoted-figure.ts';

/** What the ROC plot says in words. */
interface DescribedCurve {
  readonly auc: QuotedFigure;
  readonly sensitivity: QuotedFigure;
  readonly specificity: QuotedFigure;
  readonly threshold: number;
}

export interface RocPlotTexts {
  readonly title: string;
  readonly description: (curve: DescribedCurve) => string;
  readonly falsePositives: string;
  readonly sensitivity: string;
  readonly curve: (auc: QuotedFigure) => string;
  readonly operatingPoint: (curve: DescribedCurve) => string;
  readonly band: string;
  readonly chance: string;
  /** @param patients `null` where the intervals are over cells */
  readonly intervals: (level: number, patients: number | null) => string;
  readonly fewPatients: (patients: number) => string;
  readonly undefined: string;
}

export const ROC_PLOT_TEXTS: Readonly<Record<Language, RocPlotTexts>> = {
  en: {
    title: 'ROC curve',
    description: ({ auc, sensitivity, specificity, threshold }) =>
      `ROC AUC ${figureText(auc)}. At the threshold ${thresholdText(threshold)}: sensitivity ${figureText(sensitivity)}, specificity ${figureText(specificity)}.`,
    falsePositives: '1 − specificity',
    sensitivity: 'Sensitivity',
    curve: (auc) => `model: ROC AUC ${figureText(auc)}`,
    operatingPoint: ({ threshold, sensitivity, specificity }) =>
      `threshold ${thresholdText(threshold)}: sensitivity ${figureText(sensitivity)}, specificity ${figureText(specificity)}`,
    band: 'interval of the curve at each place by itself',
    chance: 'calls at random',
    intervals: (level, patients) =>
      patients === null
        ? `In brackets and as bars: ${level * 100}% intervals over cells.`
        : `In brackets and as bars: ${level * 100}% intervals over patients (${patients}), or over cells where those are wider or the only ones.`,
    fewPatients: (patients) => `With ${patients} patients they are still too narrow.`,
    undefined: 'There is no ROC curve: the cells are all typical or all atypical.',
  },
  es: {
    title: 'Curva ROC',
    description: ({ auc, sensitivity, specificity, threshold }) =>
      `ROC AUC ${figureText(auc)}. Con el umbral ${thresholdText(threshold)}: sensibilidad ${figureText(sensitivity)}, especificidad ${figureText(specificity)}.`,
    falsePositives: '1 − especificidad',
    sensitivity: 'Sensibilidad',
    curve: (auc) => `modelo: ROC AUC ${figureText(auc)}`,
    operatingPoint: ({ threshold, sensitivity, specificity }) =>
      `umbral ${thresholdText(threshold)}: sensibilidad ${figureText(sensitivity)}, especificidad ${figureText(specificity)}`,
    band: 'intervalo de la curva en cada lugar por separado',
    chance: 'decisiones al azar',
    intervals: (level, patients) =>
      patients === null
        ? `Entre paréntesis y como barras: intervalos del ${level * 100}% sobre células.`
        : `Entre paréntesis y como barras: intervalos del ${level * 100}% sobre pacientes (${patients}), o sobre células donde estos son más anchos o los únicos.`,
    fewPatients: (patients) => `Con ${patients} pacientes aún son demasiado estrechos.`,
    undefined: 'No hay curva ROC: las células son todas típicas o todas atípicas.',
  },
};
