import type { Language } from '../../errors/entry.ts';
import { aucText, lossText } from './number-text.ts';

interface DescribedEpoch {
  readonly epoch: number;
  readonly train: { readonly loss: number };
  readonly validation: { readonly loss: number; readonly rocAuc: number | null } | null;
}

export interface LearningCurvesTexts {
  readonly title: string;
  readonly description: (rows: readonly DescribedEpoch[], best: DescribedEpoch | null) => string;
  readonly epoch: string;
  readonly loss: string;
  readonly rocAuc: string;
  /** Says when it was measured, for the two losses are not measured alike. */
  readonly training: string;
  readonly validation: string;
  /** With the panel's figure in that epoch. */
  readonly bestEpoch: (best: DescribedEpoch, figure: string) => string;
  readonly noEpochs: string;
  readonly noValidation: string;
  readonly aucUndefined: string;
}

export const LEARNING_CURVES_TEXTS: Readonly<Record<Language, LearningCurvesTexts>> = {
  en: {
    title: 'Learning curves',
    description: (rows, best) =>
      [
        rows.length === 0
          ? 'No epoch has been trained.'
          : `Training loss by epoch: ${lossText(rows[0]?.train.loss)} in epoch ${rows[0]?.epoch}, ${lossText(rows.at(-1)?.train.loss)} in epoch ${rows.at(-1)?.epoch}.`,
        best
          ? `The model is of epoch ${best.epoch}: validation loss ${lossText(best.validation?.loss)}, validation ROC AUC ${aucText(best.validation?.rocAuc)}.`
          : '',
      ]
        .join(' ')
        .trim(),
    epoch: 'Epoch',
    loss: 'Loss',
    rocAuc: 'ROC AUC (validation)',
    training: 'training (mean over the epoch)',
    validation: 'validation (after the epoch)',
    bestEpoch: ({ epoch }, figure) => `epoch of the model (${epoch}): ${figure}`,
    noEpochs: 'No epoch has been trained.',
    noValidation: 'No validation cells: nothing here says how the model does on cells it has not seen.',
    aucUndefined: 'ROC AUC is undefined: the validation cells are all typical or all atypical.',
  },
  es: {
    title: 'Curvas de aprendizaje',
    description: (rows, best) =>
      [
        rows.length === 0
          ? 'No se ha entrenado ninguna época.'
          : `Pérdida de entrenamiento por época: ${lossText(rows[0]?.train.loss)} en la época ${rows[0]?.epoch}, ${lossText(rows.at(-1)?.train.loss)} en la época ${rows.at(-1)?.epoch}.`,
        best
          ? `El modelo es de la época ${best.epoch}: pérdida de validación ${lossText(best.validation?.loss)}, ROC AUC de validación ${aucText(best.validation?.rocAuc)}.`
          : '',
      ]
        .join(' ')
        .trim(),
    epoch: 'Época',
    loss: 'Pérdida',
    rocAuc: 'ROC AUC (validación)',
    training: 'entrenamiento (media de la época)',
    validation: 'validación (al acabar la época)',
    bestEpoch: ({ epoch }, figure) => `época del modelo (${epoch}): ${figure}`,
    noEpochs: 'No se ha entrenado ninguna época.',
    noValidation: 'Sin células de validación: nada dice aquí cómo acierta el modelo con células que no ha visto.',
    aucUndefined: 'La ROC AUC no está definida: las células de validación son todas típicas o todas atípicas.',
  },
};
