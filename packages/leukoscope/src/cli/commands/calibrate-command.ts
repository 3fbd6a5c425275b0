import { PROMISE_KINDS } from '../../evaluation/promises/promise.ts';
import type { ThresholdGoal } from '../../evaluation/promises/targets.ts';
import { DATASET_TEXT } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { MODEL_ON_CELLS_TEXTS, modelOnCellsOptions, partOptions } from '../labelled-cells-options.ts';
import { choice, number, one, parsed, required, text, withDefault } from '../options.ts';

const share = { above: 0, below: 1 };

export const calibrateCommand = defineCommand({
  name: 'calibrate',
  arguments: { model: one, dataset: one },
  options: {
    out: required(text('file')),
    promise: choice(PROMISE_KINDS),
    miss: withDefault(number('share', share), 0.05),
    falseAlarms: number('share', share),
    target: parsed<ThresholdGoal>(
      'sensitivity=s|cost=k|youden',
      { en: 'sensitivity=s, cost=k or youden', es: 'sensitivity=s, cost=k o youden' },
      parseGoal,
    ),
    ...partOptions,
    ...modelOnCellsOptions,
  },
  texts: {
    en: {
      summary: 'choose the threshold of a model anew, with a promise',
      description:
        'Writes the same model with another threshold, chosen by labelled cells that it was not trained on. A promise is calibrated over patients: on average (conformal risk control; at least 19, 49, 99 patients for 5, 2, 1% missed) or with 95% confidence (Learn then Test; at least 59, 149, 299). With fewer it is refused. A target is the best threshold on these cells and promises nothing.',
      arguments: { model: 'model.onnx of a run', dataset: `labelled cells: ${DATASET_TEXT.en}` },
      options: {
        out: 'write the calibrated model here',
        promise:
          'how the promise is meant: in the mean over calibrations and patients, or of this calibration with 95% confidence',
        miss: "the most of a patient's atypical cells that may be called typical, as a share",
        falseAlarms:
          "the most of a patient's typical cells that may be called atypical, as a share; cells in between are referred to a person",
        target: 'in place of a promise: a sensitivity, a cost of a miss in false alarms, or the highest Youden index',
        split: 'file that says which cells train, validate and test (default: all cells)',
        part: 'part of the split (default: validation)',
        ...MODEL_ON_CELLS_TEXTS.en,
      },
    },
    es: {
      summary: 'elegir de nuevo el umbral de un modelo, con una promesa',
      description:
        'Escribe el mismo modelo con otro umbral, elegido con células etiquetadas con las que no se entrenó. Una promesa se calibra por pacientes: en promedio (control conforme del riesgo; al menos 19, 49, 99 pacientes para 5, 2, 1% no detectadas) o con un 95% de confianza (Learn then Test; al menos 59, 149, 299). Con menos se rechaza. Un objetivo es el mejor umbral en estas células y no promete nada.',
      arguments: { model: 'model.onnx de un entrenamiento', dataset: `células etiquetadas: ${DATASET_TEXT.es}` },
      options: {
        out: 'escribir aquí el modelo calibrado',
        promise:
          'cómo se entiende la promesa: en la media sobre calibraciones y pacientes, o de esta calibración con un 95% de confianza',
        miss: 'lo máximo de las células atípicas de un paciente que puede llamarse típico, como proporción',
        falseAlarms:
          'lo máximo de las células típicas de un paciente que puede llamarse atípico, como proporción; las células intermedias se derivan a una persona',
        target:
          'en lugar de una promesa: una sensibilidad, un coste de cada fallo en falsas alarmas o el mayor índice de Youden',
        split: 'archivo que dice qué células entrenan, validan y prueban (por defecto: todas las células)',
        part: 'parte de la partición (por defecto: validation)',
        ...MODEL_ON_CELLS_TEXTS.es,
      },
    },
  },
  examples: [
    {
      run: 'leukoscope calibrate run/model.onnx our-patients/ --promise average --miss 0.05 --out calibrated.onnx',
      en: 'A threshold that misses at most 5% of atypical cells, in the mean over new patients',
      es: 'Un umbral que pasa por alto como máximo el 5% de las células atípicas, en promedio sobre pacientes nuevos',
    },
    {
      run: 'leukoscope calibrate run/model.onnx our-patients/ --promise confident --false-alarms 0.1 --out calibrated.onnx',
      en: 'With 95% confidence, and a band of cells that are referred to a person',
      es: 'Con un 95% de confianza y una banda de células que se derivan a una persona',
    },
    {
      run: 'leukoscope calibrate run/model.onnx cells/ --split run/split.json --target cost=10 --out calibrated.onnx',
      en: 'A missed atypical cell counts as ten false alarms; no promise',
      es: 'Una célula atípica no detectada cuenta como diez falsas alarmas; sin promesa',
    },
  ],
});

function parseGoal(given: string): ThresholdGoal | undefined {
  if (given === 'youden') return { kind: 'youden' };
  const [, kind, digits] = /^(sensitivity|cost)=(\d+\.?\d*|\.\d+)$/.exec(given) ?? [];
  const value = Number(digits);
  if (kind === 'sensitivity' && value > 0 && value <= 1) return { kind, least: value };
  if (kind === 'cost' && value > 0 && Number.isFinite(value)) return { kind, missCost: value };
  return undefined;
}
