import type { SplitPart } from '../../cells/cell.ts';
import type { Language } from '../../errors/entry.ts';

interface DataSplitTexts {
  readonly command: {
    readonly summary: string;
    readonly description: string;
    readonly arguments: Readonly<Record<'dataset', string>>;
    readonly options: Readonly<
      Record<'by' | 'valFraction' | 'testFraction' | 'seed' | 'scheme' | 'noStratify' | 'exclude' | 'out', string>
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
      arguments: { dataset: 'a folder of class folders, a folder with manifest.csv, or that file' },
      options: {
        by: 'what is drawn; by patient where the data name patients, else by image',
        valFraction: 'share of the cells for validation',
        testFraction: 'share of the cells for the test',
        seed: 'another seed draws another split',
        scheme: 'which cell types are typical, atypical or excluded',
        noStratify: 'do not balance typical and atypical cells between the parts',
        exclude: 'leave out cells with this value in this column of manifest.csv',
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
      arguments: { dataset: 'una carpeta con una carpeta por clase, una carpeta con manifest.csv o ese archivo' },
      options: {
        by: 'qué se sortea; por paciente si los datos los nombran; si no, por imagen',
        valFraction: 'proporción de las células para validación',
        testFraction: 'proporción de las células para prueba',
        seed: 'otra semilla da otra partición',
        scheme: 'qué tipos de célula son típicos, atípicos o excluidos',
        noStratify: 'no equilibrar células típicas y atípicas entre las partes',
        exclude: 'dejar fuera las células con este valor en esta columna de manifest.csv',
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
