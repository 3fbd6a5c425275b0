import { datasetOptions, machineOptions, scaleOfUseOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { flag, oneOrMore, required, text } from '../options.ts';
import { ensembleTexts } from './ensemble-texts.ts';

export const ensembleCommand = defineCommand({
  name: 'ensemble',
  arguments: { models: oneOrMore },
  options: {
    out: required(text('file')),
    validation: text('dataset'),
    split: text('file'),
    ...datasetOptions,
    micronsPerPixel: scaleOfUseOption,
    ...machineOptions,
    allowRejected: flag(),
  },
  texts: ensembleTexts,
  examples: [
    {
      run: 'leukoscope ensemble run-1/model.onnx run-2/model.onnx run-3/model.onnx --out ensemble.onnx',
      en: 'Three trainings with one split; the validation cells are found by their run folders',
      es: 'Tres entrenamientos con una misma partición; las células de validación se hallan por sus carpetas',
    },
    {
      run: 'leukoscope ensemble a.onnx b.onnx --validation cells/ --split split.json --out ensemble.onnx',
      en: 'Models without their run folders: the validation part of a split chooses the threshold',
      es: 'Modelos sin sus carpetas: la parte de validación de una partición elige el umbral',
    },
    {
      run: 'leukoscope ensemble fold-1.onnx fold-2.onnx --validation other-cells/ --out ensemble.onnx',
      en: 'Models of different splits: cells that neither has seen choose the threshold',
      es: 'Modelos de particiones distintas: células que ninguno ha visto eligen el umbral',
    },
  ],
});
