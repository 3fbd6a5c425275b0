import type { Language } from 'leukoscope/browser';
import type { Filter, Sort } from './arrange.ts';
import type { Call } from './cell-table.ts';
import type { Reading } from './stored-cells.ts';

export interface ReviewTexts {
  readonly title: (caseTitle: string) => string;
  readonly toCase: string;
  readonly gallery: string;
  readonly groups: string;
  readonly allCells: string;
  readonly legend: string;
  readonly callNames: Readonly<Record<Call, string>>;
  readonly unidentified: Readonly<Record<Language, string>>;
  readonly groupNames: Readonly<Record<'atypical' | 'typical', Readonly<Record<Language, string>>>>;
  readonly calls: Readonly<Record<Call | 'new', string>>;
  readonly sort: string;
  readonly sorts: Readonly<Record<Sort, string>>;
  readonly filter: string;
  readonly filters: Readonly<Record<Filter, string>>;
  readonly byType: string;
  readonly size: string;
  readonly queue: string;
  readonly undo: string;
  readonly redo: string;
  readonly decide: string;
  readonly confirm: string;
  readonly takeBack: string;
  readonly details: string;
  readonly shortcuts: string;
  readonly selected: (count: number) => string;
  readonly reviewed: (done: number, all: number) => string;
  readonly saved: string;
  readonly saving: (count: number) => string;
  readonly stuck: (count: number) => string;
  readonly locked: string;
  readonly onlyRead: string;
  readonly nothingShown: string;
  readonly nothingLeft: string;
  readonly cellName: (number: number) => string;
  readonly byPerson: string;
  readonly byModel: string;
  readonly differs: string;
  readonly probability: (percent: string) => string;
  readonly uncertain: (percent: string) => string;
  readonly commented: (count: number) => string;
  readonly decided: (cells: number, code: string) => string;
  readonly decidedMany: (cells: number) => string;
  readonly tookBack: (cells: number) => string;
  readonly undone: (cells: number) => string;
  readonly redone: (cells: number) => string;
  readonly dragging: (count: number) => string;
  readonly reading: string;
  readonly readings: Readonly<Record<Reading, string>>;
  readonly detailTexts: Readonly<
    Record<
      | 'choose'
      | 'file'
      | 'size'
      | 'added'
      | 'model'
      | 'call'
      | 'probability'
      | 'strangeness'
      | 'types'
      | 'history'
      | 'saliency'
      | 'nearest'
      | 'noSaliency'
      | 'noNearest'
      | 'takenBack'
      | 'picture'
      | 'close'
      | 'similarity',
      string
    >
  >;
}

export const REVIEW_TEXTS: Readonly<Record<Language, ReviewTexts>> = {
  en: {
    title: (caseTitle) => `Review: ${caseTitle}`,
    toCase: 'To the case',
    gallery: 'Cells',
    groups: 'Groups',
    allCells: 'All cells',
    legend:
      'Under each picture: its number and how probably it is atypical. ✓ decided, ≠ unlike the model, ? in doubt, “ commented. Red counts must be 0 before signing.',
    callNames: {
      typical: 'typical',
      atypical: 'atypical',
      referred: 'too close to call: for a person',
      unknown: 'like no cell that it knows',
    },
    unidentified: { en: 'unidentified', es: 'no identificada' },
    groupNames: { atypical: { en: 'atypical', es: 'atípica' }, typical: { en: 'typical', es: 'típica' } },
    calls: {
      typical: 'called typical',
      atypical: 'called atypical',
      referred: 'referred to a person',
      unknown: 'like no known cell',
      new: 'no type yet',
    },
    sort: 'Sort',
    sorts: {
      uncertainty: 'least sure first',
      atypical: 'most atypical first',
      typical: 'most typical first',
      number: 'as added',
    },
    filter: 'Show',
    filters: { all: 'all cells', undecided: 'not reviewed', decided: 'reviewed', commented: 'with comments' },
    byType: 'By type',
    size: 'Size',
    queue: 'Least sure',
    undo: 'Undo',
    redo: 'Redo',
    decide: 'Relabel',
    confirm: 'The model is right',
    takeBack: 'Take decision back',
    details: 'Details',
    shortcuts: 'Keys',
    selected: (count) => `${count} selected`,
    reviewed: (done, all) => `${done} of ${all} reviewed`,
    saved: 'All saved',
    saving: (count) => `Saving ${count}…`,
    stuck: (count) => `${count} not saved: the server does not answer. Trying again…`,
    locked: 'The case is signed. Unlock it to change decisions.',
    onlyRead: 'You may look at the cells, not decide on them.',
    nothingShown: 'No cell is to be shown here.',
    nothingLeft: 'Every cell has been reviewed.',
    cellName: (number) => `Cell ${number}`,
    byPerson: 'decided by a person',
    byModel: 'by the model',
    differs: 'differs from the model',
    probability: (percent) => `atypical ${percent}`,
    uncertain: (percent) => `in doubt ${percent}`,
    commented: (count) => (count === 1 ? '1 comment' : `${count} comments`),
    decided: (cells, code) => (cells === 1 ? `Decided: ${code}` : `${cells} cells decided: ${code}`),
    decidedMany: (cells) => `${cells} cells decided`,
    tookBack: (cells) => (cells === 1 ? 'Decision taken back' : `${cells} decisions taken back`),
    undone: (cells) => (cells === 1 ? 'Undone for 1 cell' : `Undone for ${cells} cells`),
    redone: (cells) => (cells === 1 ? 'Done again for 1 cell' : `Done again for ${cells} cells`),
    dragging: (count) => (count === 1 ? '1 cell' : `${count} cells`),
    reading: 'Reading',
    readings: { first: 'First reading', second: 'Second reading', adjudication: 'Adjudication' },
    detailTexts: {
      choose: 'Go to a cell to see it here.',
      file: 'File',
      size: 'Size',
      added: 'Added',
      model: 'Model',
      call: 'The model says',
      probability: 'Probability of atypical',
      strangeness: 'Strangeness (above 1: like no known cell)',
      types: 'Types by probability',
      history: 'Decisions',
      saliency: 'What speaks for it',
      nearest: 'Nearest training cells',
      noSaliency: 'For this cell the model gives no map.',
      noNearest: 'The training cells of this model are not on this server.',
      takenBack: 'taken back',
      picture: 'Picture of the cell',
      close: 'Close details',
      similarity: 'alike',
    },
  },
  es: {
    title: (caseTitle) => `Revisión: ${caseTitle}`,
    toCase: 'Al caso',
    gallery: 'Células',
    groups: 'Grupos',
    allCells: 'Todas las células',
    legend:
      'Bajo cada imagen: su número y la probabilidad de que sea atípica. ✓ decidida, ≠ distinta del modelo, ? dudosa, “ comentada. Los números rojos deben ser 0 antes de firmar.',
    callNames: {
      typical: 'típica',
      atypical: 'atípica',
      referred: 'demasiado cerca del umbral: decide una persona',
      unknown: 'como ninguna que conozca',
    },
    unidentified: { en: 'unidentified', es: 'no identificada' },
    groupNames: { atypical: { en: 'atypical', es: 'atípica' }, typical: { en: 'typical', es: 'típica' } },
    calls: {
      typical: 'llamadas típicas',
      atypical: 'llamadas atípicas',
      referred: 'derivadas a una persona',
      unknown: 'como ninguna conocida',
      new: 'aún sin tipo',
    },
    sort: 'Orden',
    sorts: {
      uncertainty: 'primero las más dudosas',
      atypical: 'primero las más atípicas',
      typical: 'primero las más típicas',
      number: 'como se añadieron',
    },
    filter: 'Mostrar',
    filters: { all: 'todas', undecided: 'sin revisar', decided: 'revisadas', commented: 'con comentarios' },
    byType: 'Por tipo',
    size: 'Tamaño',
    queue: 'Más dudosas',
    undo: 'Deshacer',
    redo: 'Rehacer',
    decide: 'Reetiquetar',
    confirm: 'El modelo acierta',
    takeBack: 'Retirar la decisión',
    details: 'Detalles',
    shortcuts: 'Teclas',
    selected: (count) => (count === 1 ? '1 seleccionada' : `${count} seleccionadas`),
    reviewed: (done, all) => `${done} de ${all} revisadas`,
    saved: 'Todo guardado',
    saving: (count) => `Guardando ${count}…`,
    stuck: (count) => `${count} sin guardar: el servidor no responde. Se vuelve a intentar…`,
    locked: 'El caso está firmado. Desbloquéelo para cambiar decisiones.',
    onlyRead: 'Puede mirar las células, no decidir sobre ellas.',
    nothingShown: 'Aquí no hay ninguna célula que mostrar.',
    nothingLeft: 'Todas las células están revisadas.',
    cellName: (number) => `Célula ${number}`,
    byPerson: 'decidida por una persona',
    byModel: 'según el modelo',
    differs: 'distinta del modelo',
    probability: (percent) => `atípica ${percent}`,
    uncertain: (percent) => `dudosa ${percent}`,
    commented: (count) => (count === 1 ? '1 comentario' : `${count} comentarios`),
    decided: (cells, code) => (cells === 1 ? `Decidida: ${code}` : `${cells} células decididas: ${code}`),
    decidedMany: (cells) => `${cells} células decididas`,
    tookBack: (cells) => (cells === 1 ? 'Decisión retirada' : `${cells} decisiones retiradas`),
    undone: (cells) => (cells === 1 ? 'Deshecho en 1 célula' : `Deshecho en ${cells} células`),
    redone: (cells) => (cells === 1 ? 'Rehecho en 1 célula' : `Rehecho en ${cells} células`),
    dragging: (count) => (count === 1 ? '1 célula' : `${count} células`),
    reading: 'Lectura',
    readings: { first: 'Primera lectura', second: 'Segunda lectura', adjudication: 'Arbitraje' },
    detailTexts: {
      choose: 'Vaya a una célula para verla aquí.',
      file: 'Archivo',
      size: 'Tamaño',
      added: 'Añadida',
      model: 'Modelo',
      call: 'El modelo dice',
      probability: 'Probabilidad de atípica',
      strangeness: 'Extrañeza (sobre 1: como ninguna conocida)',
      types: 'Tipos por probabilidad',
      history: 'Decisiones',
      saliency: 'Qué habla a su favor',
      nearest: 'Células de entrenamiento más cercanas',
      noSaliency: 'De esta célula el modelo no da un mapa.',
      noNearest: 'Las células de entrenamiento de este modelo no están en este servidor.',
      takenBack: 'retirada',
      picture: 'Imagen de la célula',
      close: 'Cerrar detalles',
      similarity: 'parecido',
    },
  },
};
