import type { Language } from '../../errors/entry.ts';
import type { CommandTexts } from '../define-command.ts';

interface DemoTexts extends CommandTexts<Record<never, unknown>, Record<'out' | 'cells' | 'seed', unknown>> {
  readonly result: (files: { readonly report: string; readonly out: string }) => string;
}

export const demoTexts: Readonly<Record<Language, DemoTexts>> = {
  en: {
    summary: 'train, test and use a model on generated cells, in two minutes',
    description:
      'Draws cells of sixty patients, trains the small network on some of them, tests it on patients it has not seen, and classifies two new ones. It shows each command, so that you can type them yourself on your own images, and writes a report to open in a browser. Nothing is downloaded.',
    arguments: {},
    options: {
      out: 'folder for the results, new or empty (default: leukoscope-demo, or the next free name)',
      cells: 'cells of each patient: with fewer it ends sooner, and the model is worse',
      seed: 'another seed draws other patients',
    },
    result: ({ report, out }) =>
      `Open the report: ${report}\nEverything else is in ${out}: run/model.onnx is the model, predictions.csv its calls for two patients it never saw.\nThe cells were generated, so this model is for showing how things work and refuses real ones.\n\nNow with your own images, one folder for each cell type:\n  npx leukoscope data scan cells/\n  npx leukoscope train cells/ --out run/\n`,
  },
  es: {
    summary: 'entrenar, probar y usar un modelo con células generadas, en dos minutos',
    description:
      'Dibuja células de sesenta pacientes, entrena la red pequeña con una parte, la prueba con pacientes que no ha visto y clasifica a dos nuevos. Muestra cada orden, para que pueda escribirlas con sus propias imágenes, y escribe un informe para abrir en el navegador. No descarga nada.',
    arguments: {},
    options: {
      out: 'carpeta para los resultados, nueva o vacía (por defecto: leukoscope-demo o el siguiente nombre libre)',
      cells: 'células de cada paciente: con menos acaba antes, y el modelo es peor',
      seed: 'otra semilla dibuja otros pacientes',
    },
    result: ({ report, out }) =>
      `Abra el informe: ${report}\nLo demás está en ${out}: run/model.onnx es el modelo, predictions.csv sus respuestas para dos pacientes que nunca vio.\nLas células son generadas: este modelo sirve para ver cómo funciona todo y rechaza células reales.\n\nAhora con sus propias imágenes, una carpeta por tipo de célula:\n  npx leukoscope data scan cells/\n  npx leukoscope train cells/ --out run/\n`,
  },
};
