import type { Language } from '../../errors/entry.ts';
import { countText } from '../plots/interval-text.ts';
import type { AnsweredItem, Who } from './checklist.ts';

export type ModelSection =
  | 'use'
  | 'test'
  | 'validation'
  | 'limits'
  | 'data'
  | 'network'
  | 'training'
  | 'threshold'
  | 'members'
  | 'claim'
  | 'tripod'
  | 'software'
  | 'details';

interface TestTitle {
  readonly fn: number;
  readonly positive: number;
  readonly missed: string;
  readonly interval: string;
}

export interface ModelPageTexts {
  readonly title: (model: string) => string;
  readonly tested: (test: TestTitle) => string;
  readonly noAtypical: string;
  readonly notTested: string;
  readonly howToTest: string;
  readonly sections: Readonly<Record<ModelSection, string>>;
  readonly figuresCaption: string;
  readonly figures: Readonly<
    Record<'sensitivity' | 'specificity' | 'ppv' | 'npv' | 'balancedAccuracy' | 'rocAuc' | 'averagePrecision', string>
  >;
  readonly columns: Readonly<
    Record<
      'figure' | 'value' | 'counted' | 'overCells' | 'overPatients' | 'type' | 'group' | 'cells' | 'rightly',
      string
    >
  >;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly typesCaption: string;
  readonly partsCaption: string;
  readonly parts: Readonly<Record<'train' | 'validation' | 'test', string>>;
  readonly partColumns: Readonly<Record<'part' | 'cells' | 'typical' | 'atypical' | 'patients', string>>;
  readonly knownTypesCaption: string;
  readonly trainingCells: string;
  readonly settingsCaption: string;
  readonly settingColumns: Readonly<Record<'setting' | 'value', string>>;
  readonly membersCaption: string;
  readonly memberColumns: Readonly<Record<'network' | 'side' | 'seed' | 'epochs' | 'rocAuc' | 'threshold', string>>;
  readonly checklistNote: (source: string) => string;
  readonly checklistCaption: (name: string, counts: Readonly<Record<AnsweredItem['state'], number>>) => string;
  readonly checklistColumns: Readonly<Record<'number' | 'item' | 'answer', string>>;
  readonly toFillIn: (who: Who, isPart: boolean) => string;
  readonly softwareNote: string;
  readonly softwareCaption: (count: number) => string;
  readonly softwareColumns: Readonly<Record<'part' | 'version' | 'licence', string>>;
  readonly platform: string;
  readonly unknownLicence: string;
  readonly detailColumns: Readonly<Record<'what' | 'value', string>>;
  readonly detailsCaption: string;
  readonly details: Readonly<
    Record<
      | 'file'
      | 'sha256'
      | 'dataHash'
      | 'imagesHash'
      | 'splitHash'
      | 'seed'
      | 'device'
      | 'machine'
      | 'versions'
      | 'command',
      string
    >
  >;
}

const EN: ModelPageTexts = {
  title: (model) => `Model card: ${model}`,
  tested: ({ fn, positive, missed, interval }) =>
    `${countText(fn)} of ${countText(positive)} atypical cells were missed in its test: ${missed} (95% interval: ${interval})`,
  noAtypical: 'Its test had no atypical cell: nothing is known of its sensitivity',
  notTested: 'This page has no test of the model',
  howToTest: 'leukoscope evaluate … --json > test.json, then leukoscope card … --evaluation test.json',
  sections: {
    use: 'What it is for, and what not',
    test: 'Figures of its test',
    validation: 'Figures of its training: no test',
    limits: 'Limits',
    data: 'Data it learnt from',
    network: 'What it is',
    training: 'How it was trained',
    threshold: 'From when on a cell is called atypical',
    members: 'The models it is made of',
    claim: 'Checklist CLAIM',
    tripod: 'Checklist TRIPOD+AI',
    software: 'Software parts',
    details: 'To check and to repeat',
  },
  figuresCaption: 'Each figure with what it was counted from and its intervals of 95%',
  figures: {
    sensitivity: 'Sensitivity',
    specificity: 'Specificity',
    ppv: 'Positive predictive value, in this mix',
    npv: 'Negative predictive value, in this mix',
    balancedAccuracy: 'Balanced accuracy',
    rocAuc: 'ROC AUC',
    averagePrecision: 'Average precision (PR AUC)',
  },
  columns: {
    figure: 'Figure',
    value: 'Value',
    counted: 'Counted',
    overCells: 'Over cells',
    overPatients: 'Over patients',
    type: 'Type',
    group: 'Group',
    cells: 'Cells',
    rightly: 'Called rightly',
  },
  groups: { typical: 'typical', atypical: 'atypical' },
  typesCaption: 'Share called rightly by cell type, with intervals of 95% over cells',
  partsCaption: 'Cells of each part',
  parts: { train: 'Training', validation: 'Validation', test: 'Kept for a test' },
  partColumns: { part: 'Part', cells: 'Cells', typical: 'Typical', atypical: 'Atypical', patients: 'Patients' },
  knownTypesCaption: 'Cell types it knows',
  trainingCells: 'Training cells',
  settingsCaption: 'Settings that decided',
  settingColumns: { setting: 'Setting', value: 'Value' },
  membersCaption: 'Each model by itself; ROC AUC on validation cells',
  memberColumns: {
    network: 'Network',
    side: 'Pixels a side',
    seed: 'Seed',
    epochs: 'Epochs',
    rocAuc: 'ROC AUC',
    threshold: 'Threshold',
  },
  checklistNote: (source) =>
    `Items as numbered in ${source}; their subjects in words of ours. Answered from what the program knows, and from nothing else. A filled-in checklist says that something was reported, not that it is good.`,
  checklistCaption: (name, { answered, part, open }) =>
    `${name}: ${answered} items answered, ${part} in part, ${open} to be filled in`,
  checklistColumns: { number: 'No.', item: 'Item', answer: 'Answer' },
  toFillIn: (who, isPart) => {
    const by = {
      authors: 'the authors of the study',
      collectors: 'those who collected the data',
      annotators: 'those who labelled the cells',
      users: 'the laboratory that uses it',
      test: 'a test of the model (--evaluation)',
      'external-test': 'a test on another data set (--evaluation)',
    }[who];
    return isPart
      ? `The rest is not known to the program: to be filled in by ${by}.`
      : `Not known to the program: to be filled in by ${by}.`;
  },
  softwareNote:
    'What this version of Leukoscope is built and tested with, by its lock file. An installation may hold other versions of parts of parts; which versions trained the model stands above.',
  softwareCaption: (count) => `${count} parts by others`,
  softwareColumns: { part: 'Part', version: 'Version', licence: 'Licence' },
  platform: 'on some platforms',
  unknownLicence: 'not stated in the lock file',
  detailColumns: { what: 'What', value: 'Value' },
  detailsCaption: 'Hashes, versions and machines',
  details: {
    file: 'Model file',
    sha256: 'SHA-256 of the model file',
    dataHash: 'Hash of the labels',
    imagesHash: 'Hash of the images',
    splitHash: 'Hash of the split',
    seed: 'Seed',
    device: 'Device',
    machine: 'Machine',
    versions: 'Versions',
    command: 'Command of this page',
  },
};

const ES: ModelPageTexts = {
  title: (model) => `Ficha del modelo: ${model}`,
  tested: ({ fn, positive, missed, interval }) =>
    `${countText(fn)} de ${countText(positive)} células atípicas no se detectaron en su prueba: ${missed} (intervalo del 95%: ${interval})`,
  noAtypical: 'Su prueba no tenía células atípicas: no se sabe nada de su sensibilidad',
  notTested: 'Esta página no tiene ninguna prueba del modelo',
  howToTest: 'leukoscope evaluate … --json > prueba.json y después leukoscope card … --evaluation prueba.json',
  sections: {
    use: 'Para qué sirve y para qué no',
    test: 'Cifras de su prueba',
    validation: 'Cifras de su entrenamiento: no son una prueba',
    limits: 'Límites',
    data: 'Datos de los que aprendió',
    network: 'Qué es',
    training: 'Cómo se entrenó',
    threshold: 'Desde cuándo una célula se llama atípica',
    members: 'Los modelos de que consta',
    claim: 'Lista de comprobación CLAIM',
    tripod: 'Lista de comprobación TRIPOD+AI',
    software: 'Componentes de software',
    details: 'Para comprobar y repetir',
  },
  figuresCaption: 'Cada cifra con su recuento y sus intervalos del 95%',
  figures: {
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    ppv: 'Valor predictivo positivo, en esta mezcla',
    npv: 'Valor predictivo negativo, en esta mezcla',
    balancedAccuracy: 'Exactitud equilibrada',
    rocAuc: 'ROC AUC',
    averagePrecision: 'Precisión media (PR AUC)',
  },
  columns: {
    figure: 'Cifra',
    value: 'Valor',
    counted: 'Recuento',
    overCells: 'Sobre células',
    overPatients: 'Sobre pacientes',
    type: 'Tipo',
    group: 'Grupo',
    cells: 'Células',
    rightly: 'Bien llamadas',
  },
  groups: { typical: 'típica', atypical: 'atípica' },
  typesCaption: 'Proporción bien llamada por tipo celular, con intervalos del 95% sobre células',
  partsCaption: 'Células de cada parte',
  parts: { train: 'Entrenamiento', validation: 'Validación', test: 'Reservada para una prueba' },
  partColumns: { part: 'Parte', cells: 'Células', typical: 'Típicas', atypical: 'Atípicas', patients: 'Pacientes' },
  knownTypesCaption: 'Tipos celulares que conoce',
  trainingCells: 'Células de entrenamiento',
  settingsCaption: 'Ajustes que decidieron',
  settingColumns: { setting: 'Ajuste', value: 'Valor' },
  membersCaption: 'Cada modelo por sí solo; ROC AUC en células de validación',
  memberColumns: {
    network: 'Red',
    side: 'Píxeles por lado',
    seed: 'Semilla',
    epochs: 'Épocas',
    rocAuc: 'ROC AUC',
    threshold: 'Umbral',
  },
  checklistNote: (source) =>
    `Puntos con la numeración de ${source}; sus temas, en palabras nuestras. Se responden con lo que el programa sabe y con nada más. Una lista rellena dice que algo se comunicó, no que sea bueno.`,
  checklistCaption: (name, { answered, part, open }) =>
    `${name}: ${answered} puntos respondidos, ${part} en parte, ${open} por rellenar`,
  checklistColumns: { number: 'N.º', item: 'Punto', answer: 'Respuesta' },
  toFillIn: (who, isPart) => {
    const by = {
      authors: 'los autores del estudio',
      collectors: 'quienes reunieron los datos',
      annotators: 'quienes etiquetaron las células',
      users: 'el laboratorio que lo usa',
      test: 'una prueba del modelo (--evaluation)',
      'external-test': 'una prueba con otro conjunto de datos (--evaluation)',
    }[who];
    return isPart
      ? `El programa no sabe el resto: por rellenar por ${by}.`
      : `El programa no lo sabe: por rellenar por ${by}.`;
  },
  softwareNote:
    'Aquello con que esta versión de Leukoscope se construye y se prueba, según su archivo de bloqueo. Una instalación puede tener otras versiones de los componentes de componentes; las versiones que entrenaron el modelo están arriba.',
  softwareCaption: (count) => `${count} componentes de terceros`,
  softwareColumns: { part: 'Componente', version: 'Versión', licence: 'Licencia' },
  platform: 'en algunas plataformas',
  unknownLicence: 'no consta en el archivo de bloqueo',
  detailColumns: { what: 'Qué', value: 'Valor' },
  detailsCaption: 'Hashes, versiones y máquinas',
  details: {
    file: 'Archivo del modelo',
    sha256: 'SHA-256 del archivo',
    dataHash: 'Hash de las etiquetas',
    imagesHash: 'Hash de las imágenes',
    splitHash: 'Hash de la partición',
    seed: 'Semilla',
    device: 'Dispositivo',
    machine: 'Máquina',
    versions: 'Versiones',
    command: 'Orden de esta página',
  },
};

export const MODEL_PAGE_TEXTS: Readonly<Record<Language, ModelPageTexts>> = { en: EN, es: ES };
