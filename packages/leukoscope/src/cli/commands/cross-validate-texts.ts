import type { Language } from '../../errors/entry.ts';
import { typed } from '../../errors/wording.ts';
import {
  DATASET_OPTION_TEXTS,
  DATASET_TEXT,
  MACHINE_OPTION_TEXTS,
  SCALE_TEXT,
  SCHEME_TEXT,
} from '../dataset-options.ts';
import type { CommandTexts } from '../define-command.ts';

type OptionName =
  | 'out'
  | 'resume'
  | 'recipe'
  | 'folds'
  | 'repeats'
  | 'trainingCells'
  | 'by'
  | 'valFraction'
  | 'noStratify'
  | 'scheme'
  | 'exclude'
  | 'micronsPerPixel'
  | 'download'
  | 'seed'
  | 'threads'
  | 'device'
  | 'noCache'
  | 'allowRejected';

interface CrossValidateTexts extends CommandTexts<Record<'dataset', unknown>, Record<OptionName, unknown>> {
  /** Of a run that is done. */
  readonly done: (run: {
    readonly name: string;
    readonly repeat: number;
    readonly fold: number;
    readonly auc: string;
  }) => string;
  readonly interrupted: (folder: string | null, program: string) => string;
}

export const crossValidateTexts: Readonly<Record<Language, CrossValidateTexts>> = {
  en: {
    summary: 'train and test on every fold of the data, and compare recipes',
    description:
      'The cells are dealt to folds, whole patients where the data name them; each recipe is trained on all folds but one and tested on that one, for each fold, so that every cell is judged by a network that never saw its patient. All recipes have the same folds, so their differences can be told from chance. The folds and all models stay in the folder.',
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      out: 'folder for folds, models, predictions and report',
      resume: 'go on with the cross-validation in this folder',
      recipe: 'a recipe, or a file of options of `leukoscope train`; several to compare (default: default)',
      folds: 'how many folds',
      repeats: 'how many times over, each time with other folds and another seed',
      trainingCells: 'a learning curve: learn from only so many cells, for each of these numbers',
      by: 'what is dealt to folds (default: patients where the data name them)',
      valFraction: 'share of the cells outside of a fold that choose epoch and threshold',
      noStratify: 'do not balance the groups between folds',
      scheme: SCHEME_TEXT.en,
      ...DATASET_OPTION_TEXTS.en,
      micronsPerPixel: SCALE_TEXT.en,
      download: 'fetch ImageNet weights that a recipe wants if they are not there yet',
      seed: 'of folds, starting parameters and the order of the cells',
      ...MACHINE_OPTION_TEXTS.en,
      allowRejected: 'leave out images that cannot be used',
    },
    done: ({ name, repeat, fold, auc }) => `Done: ${name}, fold ${repeat}.${fold}: ROC AUC ${auc}.`,
    interrupted: (folder, program) =>
      folder === null
        ? 'No training had begun: give the same command again.'
        : `Saved. Go on with: ${program} cross-validate --resume ${typed(folder)}`,
  },
  es: {
    summary: 'entrenar y probar en cada pliegue de los datos, y comparar recetas',
    description:
      'Las células se reparten en pliegues, por pacientes enteros si los datos los nombran; cada receta se entrena con todos los pliegues menos uno y se prueba con ese, para cada pliegue, de modo que cada célula la juzga una red que nunca vio a su paciente. Todas las recetas tienen los mismos pliegues, así que sus diferencias se distinguen del azar. Los pliegues y todos los modelos quedan en la carpeta.',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      out: 'carpeta para pliegues, modelos, predicciones e informe',
      resume: 'continuar la validación cruzada de esta carpeta',
      recipe:
        'una receta, o un archivo de opciones de `leukoscope train`; varias para compararlas (por defecto: default)',
      folds: 'cuántos pliegues',
      repeats: 'cuántas veces, cada una con otros pliegues y otra semilla',
      trainingCells: 'una curva de aprendizaje: aprender solo de tantas células, para cada uno de estos números',
      by: 'qué se reparte en pliegues (por defecto: pacientes si los datos los nombran)',
      valFraction: 'proporción de las células fuera de un pliegue que eligen época y umbral',
      noStratify: 'no equilibrar los grupos entre pliegues',
      scheme: SCHEME_TEXT.es,
      ...DATASET_OPTION_TEXTS.es,
      micronsPerPixel: SCALE_TEXT.es,
      download: 'traer los pesos de ImageNet que pida una receta si aún no están',
      seed: 'de pliegues, parámetros iniciales y orden de las células',
      ...MACHINE_OPTION_TEXTS.es,
      allowRejected: 'dejar fuera las imágenes que no se puedan usar',
    },
    done: ({ name, repeat, fold, auc }) => `Hecho: ${name}, pliegue ${repeat}.${fold}: ROC AUC ${auc}.`,
    interrupted: (folder, program) =>
      folder === null
        ? 'Ningún entrenamiento había comenzado: repita la misma orden.'
        : `Guardado. Continúe con: ${program} cross-validate --resume ${typed(folder)}`,
  },
};
