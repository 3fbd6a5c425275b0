import { SPLIT_PARTS } from '../cells/cell.ts';
import {
  DATASET_OPTION_TEXTS,
  datasetOptions,
  MACHINE_OPTION_TEXTS,
  machineOptions,
  SCALE_OF_USE_TEXT,
  SCHEME_TEXT,
  scaleOfUseOption,
  schemeOption,
} from './dataset-options.ts';
import { choice, flag, text } from './options.ts';
import { SYNTHETIC_MODEL_TEXT } from './synthetic-model.ts';

/** Of every command that shows a model the labelled cells of a data set. */
export const modelOnCellsOptions = {
  scheme: schemeOption,
  ...datasetOptions,
  micronsPerPixel: scaleOfUseOption,
  ...machineOptions,
  allowRejected: flag(),
  allowSyntheticModel: flag(),
};
export const MODEL_ON_CELLS_TEXTS = {
  en: {
    scheme: `${SCHEME_TEXT.en} (default: the model's)`,
    ...DATASET_OPTION_TEXTS.en,
    micronsPerPixel: SCALE_OF_USE_TEXT.en,
    ...MACHINE_OPTION_TEXTS.en,
    allowRejected: 'end with exit code 0 although images could not be used',
    allowSyntheticModel: SYNTHETIC_MODEL_TEXT.en,
  },
  es: {
    scheme: `${SCHEME_TEXT.es} (por defecto: el del modelo)`,
    ...DATASET_OPTION_TEXTS.es,
    micronsPerPixel: SCALE_OF_USE_TEXT.es,
    ...MACHINE_OPTION_TEXTS.es,
    allowRejected: 'terminar con código 0 aunque haya imágenes que no se pudieron usar',
    allowSyntheticModel: SYNTHETIC_MODEL_TEXT.es,
  },
};

/** Which of the cells, see `labelledCells`. */
export const partOptions = { split: text('file'), part: choice(SPLIT_PARTS) };
export const PART_TEXTS = {
  en: {
    split: 'file that says which cells train, validate and test',
    part: 'which part of the split (default: test, or validation if there is no test part)',
  },
  es: {
    split: 'archivo que dice qué células entrenan, validan y prueban',
    part: 'qué parte de la partición (por defecto: test, o validation si no hay test)',
  },
};
