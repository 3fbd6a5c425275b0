import { machineOptions, scaleOfUseOption } from '../dataset-options.ts';
import { defineCommand } from '../define-command.ts';
import { choice, flag, many, number, one, text, withDefault } from '../options.ts';
import { classifyTexts } from './classify-texts.ts';

export const classifyCommand = defineCommand({
  name: 'classify',
  arguments: { model: one, images: many },
  options: {
    list: text('file'),
    patient: text('id'),
    out: text('file'),
    format: withDefault(choice(['csv', 'jsonl']), 'csv'),
    report: text('file'),
    shareLimit: number('share', { above: 0, below: 1 }),
    micronsPerPixel: scaleOfUseOption,
    ...machineOptions,
    allowRejected: flag(),
    allowUnknown: flag(),
    allowShift: flag(),
    allowSyntheticModel: flag(),
  },
  texts: classifyTexts,
  examples: [
    {
      run: 'leukoscope classify run/model.onnx patient-1/ patient-2/ --out predictions.csv',
      en: 'Each folder is one patient; shares of atypical cells are printed for each',
      es: 'Cada carpeta es un paciente; se muestra la proporción de células atípicas de cada uno',
    },
    {
      run: 'leukoscope classify run/model.onnx patient-1/ --out predictions.csv --report patient-1.html',
      en: 'With a report to open in a browser, print and pass on',
      es: 'Con un informe para abrir en el navegador, imprimir y compartir',
    },
    {
      run: 'leukoscope classify run/model.onnx synthetic:2,patients=1,cells=200 --out predictions.csv',
      en: 'A generated patient, for a model that learnt from generated cells',
      es: 'Un paciente generado, para un modelo que aprendió de células generadas',
    },
    {
      run: 'leukoscope classify run/model.onnx cell.png --format jsonl',
      en: 'One image, as a line of JSON',
      es: 'Una imagen, como una línea de JSON',
    },
  ],
});
