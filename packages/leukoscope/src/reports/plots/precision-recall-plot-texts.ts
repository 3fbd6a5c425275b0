import type { Language } from '../../errors/entry.ts';
import { figureText, percentText, thresholdText } from './interval-text.ts';
import type { QuotedFigure } from './quoted-figure.ts';
import { ROC_PLOT_TEXTS, type RocPlotTexts } from './roc-plot-texts.ts';

interface DescribedCurve {
  readonly area: QuotedFigure;
  readonly recall: QuotedFigure;
  readonly precision: QuotedFigure;
  readonly threshold: number;
  /** Of atypical cells among all. */
  readonly share: number;
}

interface PrecisionRecallPlotTexts extends Pick<RocPlotTexts, 'band' | 'intervals' | 'fewPatients'> {
  readonly title: string;
  readonly description: (curve: DescribedCurve) => string;
  readonly recall: string;
  readonly precision: string;
  readonly curve: (area: QuotedFigure) => string;
  readonly operatingPoint: (curve: DescribedCurve) => string;
  readonly chance: (share: number) => string;
  readonly mix: string;
  readonly undefined: string;
}

const shared = ({ band, intervals, fewPatients }: RocPlotTexts) => ({ band, intervals, fewPatients });

export const PRECISION_RECALL_PLOT_TEXTS: Readonly<Record<Language, PrecisionRecallPlotTexts>> = {
  en: {
    ...shared(ROC_PLOT_TEXTS.en),
    title: 'Precision–recall curve',
    description: ({ area, recall, precision, threshold, share }) =>
      `Average precision ${figureText(area)}; calls at random would reach ${percentText(share)}. At the threshold ${thresholdText(threshold)}: precision ${figureText(precision)}, recall ${figureText(recall)}.`,
    recall: 'Recall (sensitivity)',
    precision: 'Precision (PPV)',
    curve: (area) => `model: average precision ${figureText(area)}`,
    operatingPoint: ({ threshold, recall, precision }) =>
      `threshold ${thresholdText(threshold)}: precision ${figureText(precision)}, recall ${figureText(recall)}`,
    chance: (share) => `calls at random: ${percentText(share)}, the share of atypical cells`,
    mix: 'The curve holds for this mix of typical and atypical cells only.',
    undefined: 'There is no precision–recall curve: the cells are all typical or all atypical.',
  },
  es: {
    ...shared(ROC_PLOT_TEXTS.es),
    title: 'Curva de precisión y sensibilidad',
    description: ({ area, recall, precision, threshold, share }) =>
      `Precisión media ${figureText(area)}; las decisiones al azar llegarían al ${percentText(share)}. Con el umbral ${thresholdText(threshold)}: precisión (VPP) ${figureText(precision)}, sensibilidad ${figureText(recall)}.`,
    recall: 'Sensibilidad',
    precision: 'Precisión (VPP)',
    curve: (area) => `modelo: precisión media ${figureText(area)}`,
    operatingPoint: ({ threshold, recall, precision }) =>
      `umbral ${thresholdText(threshold)}: precisión (VPP) ${figureText(precision)}, sensibilidad ${figureText(recall)}`,
    chance: (share) => `decisiones al azar: ${percentText(share)}, la proporción de células atípicas`,
    mix: 'La curva solo vale para esta mezcla de células típicas y atípicas.',
    undefined: 'No hay curva de precisión y sensibilidad: las células son todas típicas o todas atípicas.',
  },
};
