import type { Language } from '../../errors/entry.ts';
import {
  DATASET_OPTION_TEXTS,
  DATASET_TEXT,
  DRAWING_OPTION_TEXTS,
  MACHINE_OPTION_TEXTS,
  SCHEME_TEXT,
} from '../dataset-options.ts';

interface DataAuditTexts {
  readonly summary: string;
  readonly description: string;
  readonly arguments: Readonly<Record<'dataset', string>>;
  readonly options: Readonly<
    Record<
      | 'split'
      | 'scheme'
      | 'exclude'
      | 'by'
      | 'valFraction'
      | 'testFraction'
      | 'noStratify'
      | 'seed'
      | 'noCache'
      | 'out'
      | 'strict'
      | 'allowRejected',
      string
    >
  >;
  readonly head: (
    counts: Readonly<Record<'cells' | 'patients' | 'typical' | 'atypical' | 'excluded', string>>,
  ) => string;
  readonly noPatients: string;
  readonly split: (by: string, origin: string, judged: string) => string;
  readonly headings: Readonly<Record<'question' | 'verdict' | 'finding', string>>;
  readonly written: (path: string) => string;
  readonly pageHint: string;
}

export const DATA_AUDIT_TEXTS: Readonly<Record<Language, DataAuditTexts>> = {
  en: {
    summary: 'can figures from this data and split be believed',
    description:
      'Looks for what a model could be rewarded for without seeing a cell: patients and copies on both sides of the split (also turned, mirrored, rescaled or encoded anew), a random coin for each patient, the border of the pictures, the way files were made, wrong labels. Without --split it audits the split that train would use, and shows a split by image beside it. Changes nothing. Ends with exit code 3 for unreadable images, else with 0 whatever it finds (see --strict).',
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      split: 'the split to audit (a file of `data split`, of a run, or CSV)',
      scheme: SCHEME_TEXT.en,
      ...DATASET_OPTION_TEXTS.en,
      ...DRAWING_OPTION_TEXTS.en,
      seed: 'of the split that is drawn, the folds, the coins and the intervals',
      noCache: MACHINE_OPTION_TEXTS.en.noCache,
      out: 'write a page with the pictures here (HTML)',
      strict: 'end with exit code 4 unless figures can be believed without reserve',
      allowRejected: 'end with exit code 0 in spite of unreadable images',
    },
    head: ({ cells, patients, typical, atypical, excluded }) =>
      `${cells} cells, patients: ${patients}; typical ${typical}, atypical ${atypical}, excluded ${excluded}`,
    noPatients: 'not named',
    split: (by, origin, judged) => `Split ${by}, ${origin}; ${judged}.`,
    headings: { question: 'question', verdict: 'verdict', finding: 'finding' },
    written: (path) => `Page written to ${path}.`,
    pageHint: '--out page.html writes a page that says why, with the pictures.',
  },
  es: {
    summary: 'si se puede creer en las cifras de estos datos y esta partición',
    description:
      'Busca aquello por lo que un modelo podría ser premiado sin ver una célula: pacientes y copias en ambos lados de la partición (también giradas, reflejadas, a otra escala o codificadas de nuevo), una moneda al azar por paciente, el borde de las imágenes, la manera en que se hicieron los archivos, etiquetas erróneas. Sin --split audita la partición que usaría train y muestra al lado una por imagen. No cambia nada. Acaba con el código de salida 3 si hay imágenes ilegibles; si no, con 0, encuentre lo que encuentre (vea --strict).',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      split: 'la partición que se audita (un archivo de `data split`, de un entrenamiento o CSV)',
      scheme: SCHEME_TEXT.es,
      ...DATASET_OPTION_TEXTS.es,
      ...DRAWING_OPTION_TEXTS.es,
      seed: 'de la partición que se sortea, las partes de la validación cruzada, las monedas y los intervalos',
      noCache: MACHINE_OPTION_TEXTS.es.noCache,
      out: 'escribir aquí una página con las imágenes (HTML)',
      strict: 'acabar con el código de salida 4 si no se puede creer en las cifras sin reserva',
      allowRejected: 'acabar con el código de salida 0 aunque haya imágenes ilegibles',
    },
    head: ({ cells, patients, typical, atypical, excluded }) =>
      `${cells} células, pacientes: ${patients}; típicas ${typical}, atípicas ${atypical}, excluidas ${excluded}`,
    noPatients: 'sin nombrar',
    split: (by, origin, judged) => `Partición ${by}, ${origin}; ${judged}.`,
    headings: { question: 'pregunta', verdict: 'veredicto', finding: 'hallazgo' },
    written: (path) => `Página escrita en ${path}.`,
    pageHint: '--out pagina.html escribe una página que dice por qué, con las imágenes.',
  },
};
