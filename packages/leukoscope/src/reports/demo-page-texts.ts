import type { Language } from '../errors/entry.ts';
import type { Rate } from '../evaluation/rate.ts';
import { intervalText, percentText } from './plots/interval-text.ts';

interface NewPatient {
  readonly patient: string;
  readonly called: Rate;
  /** By construction; `null` where all cells of the patient are excluded. */
  readonly truth: number | null;
}

export interface DemoPageTexts {
  readonly title: string;
  readonly intro: string;
  readonly newPatients: string;
  readonly newPatientsNote: string;
  readonly newPatient: (patient: NewPatient) => string;
  readonly next: string;
  readonly nextSteps: readonly { readonly text: string; readonly command: string }[];
}

export const DEMO_PAGE_TEXTS: Readonly<Record<Language, DemoPageTexts>> = {
  en: {
    title: 'The demo: a model from start to finish',
    intro:
      'Everything here was made on this machine in the last minutes: cells were drawn, a small network learnt from some patients, was tested on patients it had never seen, and then looked at two new ones. The figures are real figures of that test; the cells are synthetic.',
    newPatients: 'Two new patients',
    newPatientsNote:
      'What the model says of two more generated patients, one healthy and one ill. Since their cells were drawn, the true share is known.',
    newPatient: ({ patient, called, truth }) =>
      `${patient}: the model calls ${percentText(called.value)} of ${called.denominator} cells atypical (95% interval ${intervalText(called, percentText)}); true are ${percentText(truth)}.`,
    next: 'With your own cells',
    nextSteps: [
      {
        text: 'One folder for each cell type, or a manifest.csv with the columns path, label and patient. First see what is there:',
        command: 'npx leukoscope data scan cells/',
      },
      {
        text: 'Train; patients of training, validation and test stay apart where the data name them:',
        command: 'npx leukoscope train cells/ --out run/',
      },
      {
        text: 'Test on the patients kept aside, with a page like this one:',
        command: 'npx leukoscope evaluate run/model.onnx cells/ --split run/split.json --part test --report test.html',
      },
      {
        text: 'Use it on a new patient, a folder of images:',
        command: 'npx leukoscope classify run/model.onnx new-patient/ --out predictions.csv --report patient.html',
      },
    ],
  },
  es: {
    title: 'La demostración: un modelo de principio a fin',
    intro:
      'Todo lo que hay aquí se hizo en este equipo en los últimos minutos: se dibujaron células, una red pequeña aprendió de algunos pacientes, se probó con pacientes que nunca había visto y luego miró a dos nuevos. Las cifras son cifras reales de esa prueba; las células son sintéticas.',
    newPatients: 'Dos pacientes nuevos',
    newPatientsNote:
      'Lo que el modelo dice de otros dos pacientes generados, uno sano y uno enfermo. Como sus células se dibujaron, se conoce la proporción verdadera.',
    newPatient: ({ patient, called, truth }) =>
      `${patient}: el modelo llama atípicas al ${percentText(called.value)} de ${called.denominator} células (intervalo del 95% ${intervalText(called, percentText)}); lo son de verdad el ${percentText(truth)}.`,
    next: 'Con sus propias células',
    nextSteps: [
      {
        text: 'Una carpeta por tipo de célula, o un manifest.csv con las columnas path, label y patient. Primero vea qué hay:',
        command: 'npx leukoscope data scan cells/',
      },
      {
        text: 'Entrene; los pacientes de entrenamiento, validación y prueba quedan separados si los datos los nombran:',
        command: 'npx leukoscope train cells/ --out run/',
      },
      {
        text: 'Pruebe con los pacientes apartados, con una página como esta:',
        command: 'npx leukoscope evaluate run/model.onnx cells/ --split run/split.json --part test --report test.html',
      },
      {
        text: 'Úselo con un paciente nuevo, una carpeta de imágenes:',
        command: 'npx leukoscope classify run/model.onnx new-patient/ --out predictions.csv --report patient.html',
      },
    ],
  },
};
