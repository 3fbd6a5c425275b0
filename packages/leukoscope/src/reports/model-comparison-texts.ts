import type { Language } from '../errors/entry.ts';
import type { Comparison } from '../evaluation/comparison/compare-models.ts';
import { countText, thresholdText } from './plots/interval-text.ts';

/** A comparison with the paths of both models as typed. */
export interface NamedComparison extends Comparison {
  readonly models: { readonly first: string; readonly other: string };
}

interface ModelComparisonTexts {
  readonly compared: (comparison: NamedComparison) => string;
  readonly missed: (comparison: NamedComparison) => string;
  readonly caption: string;
  readonly columns: Readonly<
    Record<'figure' | 'first' | 'other' | 'difference' | 'overCells' | 'overPatients' | 'p', string>
  >;
  readonly plotTitle: string;
  readonly axis: string;
  readonly noDifference: string;
  readonly groups: Readonly<Record<'overPatients' | 'overCells', string>>;
  readonly figures: Readonly<Record<'sensitivity' | 'specificity' | 'accuracy' | 'rocAuc', string>>;
  /** @param patients `null` where no cell has one */
  readonly note: (patients: number | null) => string;
}

export const MODEL_COMPARISON_TEXTS: Readonly<Record<Language, ModelComparisonTexts>> = {
  en: {
    compared: ({ n, models, thresholds }) =>
      `The model of this report beside ${models.other} (threshold ${thresholdText(thresholds.other)}) on the same ${countText(n)} cells.`,
    missed: ({ positive, sensitivity: { decisions } }) =>
      `Of ${countText(positive)} atypical cells ${countText(decisions.onlyOtherRight)} were missed by this model alone, ${countText(decisions.onlyFirstRight)} by the other alone, ${countText(decisions.neitherRight)} by both.`,
    caption: 'Each figure of both models, and the difference: above 0 this model is better',
    columns: {
      figure: 'Figure',
      first: 'This model',
      other: 'The other',
      difference: 'Difference',
      overCells: 'over cells',
      overPatients: 'over patients',
      p: 'p over cells',
    },
    plotTitle: 'This model less the other',
    axis: 'Difference: to the right this model is better',
    noDifference: 'no difference',
    groups: { overPatients: 'Intervals over patients: quote these', overCells: 'Intervals over cells' },
    figures: { sensitivity: 'Sensitivity', specificity: 'Specificity', accuracy: 'Accuracy', rocAuc: 'ROC AUC' },
    note: (patients) =>
      `p is McNemar's mid-p, for ROC AUC DeLong's.${patients === null ? '' : ` Both take cells as independent, and are too small where patients gave several: quote the interval over patients (${patients}).`}`,
  },
  es: {
    compared: ({ n, models, thresholds }) =>
      `El modelo de este informe al lado de ${models.other} (umbral ${thresholdText(thresholds.other)}) con las mismas ${countText(n)} células.`,
    missed: ({ positive, sensitivity: { decisions } }) =>
      `De ${countText(positive)} células atípicas, ${countText(decisions.onlyOtherRight)} no las detectó solo este modelo, ${countText(decisions.onlyFirstRight)} solo el otro y ${countText(decisions.neitherRight)} ninguno de los dos.`,
    caption: 'Cada cifra de ambos modelos y su diferencia: por encima de 0 es mejor este modelo',
    columns: {
      figure: 'Cifra',
      first: 'Este modelo',
      other: 'El otro',
      difference: 'Diferencia',
      overCells: 'sobre células',
      overPatients: 'sobre pacientes',
      p: 'p sobre células',
    },
    plotTitle: 'Este modelo menos el otro',
    axis: 'Diferencia: hacia la derecha es mejor este modelo',
    noDifference: 'sin diferencia',
    groups: { overPatients: 'Intervalos sobre pacientes: cite estos', overCells: 'Intervalos sobre células' },
    figures: {
      sensitivity: 'Sensibilidad',
      specificity: 'Especificidad',
      accuracy: 'Exactitud',
      rocAuc: 'ROC AUC',
    },
    note: (patients) =>
      `p es el mid-p de McNemar; para ROC AUC, el de DeLong.${patients === null ? '' : ` Ambos toman las células por independientes y son demasiado pequeños donde un paciente dio varias: cite el intervalo sobre pacientes (${patients}).`}`,
  },
};
