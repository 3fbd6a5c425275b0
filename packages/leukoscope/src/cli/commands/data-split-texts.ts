import type { SplitPart } from '../../cells/cell.ts';
import type { Language } from '../../errors/entry.ts';
import { DATASET_OPTION_TEXTS, DATASET_TEXT, DRAWING_OPTION_TEXTS, SCHEME_TEXT } from '../dataset-options.ts';

interface DataSplitTexts {
  readonly command: {
    readonly summary: string;
    readonly description: string;
    readonly arguments: Readonly<Record<'dataset', string>>;
    readonly options: Readonly<
      Record<
        'by' | 'valFraction' | 'testFraction' | 'noStratify' | 'seed' | 'scheme' | 'exclude' | 'noCache' | 'out',
        string
      >
    >;
  };
  readonly headings: Readonly<Record<'part' | 'cells' | 'typical' | 'atypical' | 'patients', string>>;
  readonly parts: Readonly<Record<SplitPart | 'excluded', string>>;
  readonly drawn: Readonly<Record<'patient' | 'image', string>>;
  readonly stratified: (yes: boolean) => string;
  readonly seed: (seed: string) => string;
  readonly written: (path: string, hash: string) => string;
  readonly notWritten: string;
  readonly replacesPreset: (cells: number) => string;
  readonly patientsShared: (patients: number, cells: number) => string;
}

export const DATA_SPLIT_TEXTS: Readonly<Record<Language, DataSplitTexts>> = {
  en: {
    command: {
      summary: 'decide which cells train, which validate and which test',
      description:
        'Patients stay whole where the data name them, and identical images stay together. The same data, options and seed give the same split on any machine.',
      arguments: { dataset: DATASET_TEXT.en },
      options: {
        ...DRAWING_OPTION_TEXTS.en,
        seed: 'another seed draws another split',
        scheme: SCHEME_TEXT.en,
        ...DATASET_OPTION_TEXTS.en,
        noCache: 'do not keep an unpacked data set for the next run',
        out: 'write the split here; else it is only shown',
      },
    },
    headings: { part: 'part', cells: 'cells', typical: 'typical', atypical: 'atypical', patients: 'patients' },
    parts: { train: 'train', validation: 'validation', test: 'test', excluded: 'excluded' },
    drawn: { patient: 'drawn by patient', image: 'drawn by image' },
    stratified: (yes) => (yes ? 'balanced' : 'not balanced'),
    seed: (seed) => `seed ${seed}`,
    written: (path, hash) => `Written to ${path} (hash ${hash}).`,
    notWritten: 'The split was not written; --out FILE writes it.',
    replacesPreset: (cells) =>
      `The data prescribe a split of their own (${cells} cells in the column 'split'); this one is another, used only where it is given with --split.`,
    patientsShared: (patients, cells) =>
      `${patients} patients (${cells} cells) stand in more than one part: figures from this split flatter, and train refuses it without --allow-leaks.`,
  },
  es: {
    command: {
      summary: 'decidir qué células son de entrenamiento, de validación y de prueba',
      description:
        'Los pacientes quedan enteros si los datos los nombran y las imágenes idénticas quedan juntas. Los mismos datos, opciones y semilla dan la misma partición en cualquier equipo.',
      arguments: { dataset: DATASET_TEXT.es },
      options: {
        ...DRAWING_OPTION_TEXTS.es,
        seed: 'otra semilla da otra partición',
        scheme: SCHEME_TEXT.es,
        ...DATASET_OPTION_TEXTS.es,
        noCache: 'no guardar para la próxima vez un conjunto de datos desempaquetado',
        out: 'escribir aquí la partición; si no, solo se muestra',
      },
    },
    headings: { part: 'parte', cells: 'células', typical: 'típicas', atypical: 'atípicas', patients: 'pacientes' },
    parts: { train: 'entrenamiento', validation: 'validación', test: 'prueba', excluded: 'excluidas' },
    drawn: { patient: 'sorteada por paciente', image: 'sorteada por imagen' },
    stratified: (yes) => (yes ? 'equilibrada' : 'sin equilibrar'),
    seed: (seed) => `semilla ${seed}`,
    written: (path, hash) => `Escrita en ${path} (hash ${hash}).`,
    notWritten: 'La partición no se ha escrito; --out ARCHIVO la escribe.',
    replacesPreset: (cells) =>
      `Los datos traen su propia partición (${cells} células en la columna «split»); esta es otra y solo se usa donde se da con --split.`,
    patientsShared: (patients, cells) =>
      `${patients} pacientes (${cells} células) están en más de una parte: las cifras de esta partición salen favorecidas y train la rechaza sin --allow-leaks.`,
  },
};
