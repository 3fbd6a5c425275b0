import type { Language } from '../../errors/entry.ts';
import { DATASET_OPTION_TEXTS, DATASET_TEXT, MACHINE_OPTION_TEXTS, SCHEME_TEXT } from '../dataset-options.ts';

interface DataScanTexts {
  readonly summary: string;
  readonly description: string;
  readonly arguments: Readonly<Record<'dataset', string>>;
  readonly options: Readonly<Record<'scheme' | 'exclude' | 'noCache' | 'out' | 'showNames' | 'strict', string>>;
}

interface DataScanWords {
  readonly head: (
    counts: Readonly<Record<'cells' | 'patients' | 'typical' | 'atypical' | 'excluded', string>>,
  ) => string;
  readonly noPatients: string;
  readonly headings: Readonly<Record<'label' | 'type' | 'cells' | 'typical' | 'atypical' | 'excluded', string>>;
  readonly files: (formats: string, sizes: string, size: string) => string;
  readonly otherSizes: (count: string) => string;
  readonly agreement: (first: number, second: number, same: string, kappa: string) => string;
  readonly masked: string;
  readonly written: (path: string) => string;
  readonly pageHint: string;
}

export const DATA_SCAN_TEXTS: Readonly<Record<Language, DataScanTexts>> = {
  en: {
    summary: 'what a data set holds, and what is wrong with it',
    description:
      'Counts cells by type, group and patient; finds images that cannot be read, copies of a picture (also turned, mirrored, moved or encoded anew), one picture under two labels, and what is left in files and names that tells who a patient is. Changes nothing. Ends with exit code 3 for unreadable images, else with 0 whatever it finds (see --strict).',
    arguments: { dataset: DATASET_TEXT.en },
    options: {
      scheme: SCHEME_TEXT.en,
      exclude: DATASET_OPTION_TEXTS.en.exclude,
      noCache: MACHINE_OPTION_TEXTS.en.noCache,
      out: 'write a page with the pictures here (HTML)',
      showNames: 'show what may tell who a person is as it is, not masked',
      strict: 'end with exit code 3 for every finding but notes',
    },
  },
  es: {
    summary: 'qué contiene un conjunto de datos y qué está mal',
    description:
      'Cuenta las células por tipo, grupo y paciente; encuentra imágenes que no se pueden leer, copias de una imagen (también giradas, reflejadas, desplazadas o codificadas de nuevo), una imagen con dos etiquetas, y lo que queda en archivos y nombres que dice quién es un paciente. No cambia nada. Acaba con el código de salida 3 si hay imágenes ilegibles; si no, con 0, encuentre lo que encuentre (vea --strict).',
    arguments: { dataset: DATASET_TEXT.es },
    options: {
      scheme: SCHEME_TEXT.es,
      exclude: DATASET_OPTION_TEXTS.es.exclude,
      noCache: MACHINE_OPTION_TEXTS.es.noCache,
      out: 'escribir aquí una página con las imágenes (HTML)',
      showNames: 'mostrar tal cual, sin enmascarar, lo que puede decir quién es una persona',
      strict: 'acabar con el código de salida 3 por cualquier hallazgo que no sea una nota',
    },
  },
};

export const DATA_SCAN_WORDS: Readonly<Record<Language, DataScanWords>> = {
  en: {
    head: ({ cells, patients, typical, atypical, excluded }) =>
      `${cells} cells, patients: ${patients}; typical ${typical}, atypical ${atypical}, excluded ${excluded}`,
    noPatients: 'not named',
    headings: {
      label: 'label',
      type: 'type',
      cells: 'cells',
      typical: 'typical',
      atypical: 'atypical',
      excluded: 'excluded',
    },
    files: (formats, sizes, size) => `Files: ${formats}; ${sizes} px; ${size} MB`,
    otherSizes: (count) => `${count} other sizes`,
    agreement: (first, second, same, kappa) =>
      `Readings ${first} and ${second} of the same images: same type ${same}, kappa ${kappa}`,
    masked: 'What may tell a person is masked (•); --show-names shows it.',
    written: (path) => `Page written to ${path}.`,
    pageHint: '--out page.html writes a page with the pictures.',
  },
  es: {
    head: ({ cells, patients, typical, atypical, excluded }) =>
      `${cells} células, pacientes: ${patients}; típicas ${typical}, atípicas ${atypical}, excluidas ${excluded}`,
    noPatients: 'sin nombrar',
    headings: {
      label: 'etiqueta',
      type: 'tipo',
      cells: 'células',
      typical: 'típicas',
      atypical: 'atípicas',
      excluded: 'excluidas',
    },
    files: (formats, sizes, size) => `Archivos: ${formats}; ${sizes} px; ${size} MB`,
    otherSizes: (count) => `${count} tamaños más`,
    agreement: (first, second, same, kappa) =>
      `Lecturas ${first} y ${second} de las mismas imágenes: mismo tipo ${same}, kappa ${kappa}`,
    masked: 'Lo que puede decir quién es una persona está enmascarado (•); --show-names lo muestra.',
    written: (path) => `Página escrita en ${path}.`,
    pageHint: '--out pagina.html escribe una página con las imágenes.',
  },
};
