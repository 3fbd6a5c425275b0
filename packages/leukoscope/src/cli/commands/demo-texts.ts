import type { Language } from '../../errors/entry.ts';
import type { CommandTexts } from '../define-command.ts';

interface DemoTexts extends CommandTexts<Record<never, unknown>, Record<'cells' | 'out', unknown>> {
  readonly result: (files: { readonly out: string }) => string;
}

export const demoTexts: Readonly<Record<Language, DemoTexts>> = {
  en: {
    summary: 'train, test and use a model in one go',
    description:
      'Runs train, evaluate and classify one after the other and shows each command, so that you can type them yourself on your own images.',
    arguments: {},
    options: {
      cells: 'labelled cells to use (default: data/jhu of the folder shared beside the clone)',
      out: 'folder for the results, new or empty (default: a new one among the temporary files)',
    },
    result: ({ out }) =>
      `Everything is in ${out}: run/model.onnx is the model, predictions.csv the calls for a patient it never saw.\nOn your own images: leukoscope train <folder of class folders> --out run/\n`,
  },
  es: {
    summary: 'entrenar, probar y usar un modelo de una vez',
    description:
      'Ejecuta train, evaluate y classify uno tras otro y muestra cada orden, para que pueda escribirlas con sus propias imágenes.',
    arguments: {},
    options: {
      cells: 'células etiquetadas que usar (por defecto: data/jhu de la carpeta shared junto al clon)',
      out: 'carpeta para los resultados, nueva o vacía (por defecto: una nueva entre los archivos temporales)',
    },
    result: ({ out }) =>
      `Todo está en ${out}: run/model.onnx es el modelo, predictions.csv las respuestas para un paciente que nunca vio.\nCon sus propias imágenes: leukoscope train <carpeta de carpetas por clase> --out run/\n`,
  },
};
