import type { Language } from '../errors/entry.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { countText, shareText } from './plots/interval-text.ts';

export interface CellMapTexts {
  readonly title: (dataset: string) => string;
  readonly what: (map: { readonly model: string; readonly cells: number; readonly wrong: number }) => string;
  readonly leftOut: (left: number, rejected: number) => string;
  readonly map: string;
  readonly how: string;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
  readonly wrong: string;
  /** What is known of a cell, a line each. */
  readonly cell: (cell: ScoredCell, threshold: number) => readonly string[];
  readonly errors: string;
  readonly noErrors: string;
  readonly details: string;
}

export const CELL_MAP_TEXTS: Readonly<Record<Language, CellMapTexts>> = {
  en: {
    title: (dataset) => `Map of the cells of ${dataset}`,
    what: ({ model, cells, wrong }) =>
      `${countText(cells)} cells in the order in which ${model} sees them: neighbours look alike to it. ${countText(wrong)} are called wrongly.`,
    leftOut: (left, rejected) =>
      [
        ...(left === 0 ? [] : [`${countText(left)} more cells are not on the map: those shown were drawn at random.`]),
        ...(rejected === 0 ? [] : [`${countText(rejected)} images could not be used.`]),
      ].join(' '),
    map: 'Map',
    how: 'Point at a cell, or go to it with the Tab key, to see its picture. Only neighbourhoods count: neither the axes nor the distances between heaps mean anything (UMAP). A cell of one colour in a heap of the other is worth a look: the model, or the label, may be wrong.',
    groups: { typical: 'typical', atypical: 'atypical' },
    wrong: 'called wrongly',
    cell: ({ label, cellCode, group, probability, patient }, threshold) => [
      `${label ?? cellCode ?? 'cell'}: ${group}`,
      `called ${probability >= threshold ? 'atypical' : 'typical'} (${shareText(probability)})`,
      ...(patient === null ? [] : [`patient ${patient}`]),
    ],
    errors: 'The surest errors',
    noErrors: 'No cell on the map is called wrongly.',
    details: 'What was done',
  },
  es: {
    title: (dataset) => `Mapa de las células de ${dataset}`,
    what: ({ model, cells, wrong }) =>
      `${countText(cells)} células en el orden en que las ve ${model}: las vecinas le parecen iguales. ${countText(wrong)} se clasifican mal.`,
    leftOut: (left, rejected) =>
      [
        ...(left === 0 ? [] : [`${countText(left)} células más no están en el mapa: las mostradas se sortearon.`]),
        ...(rejected === 0 ? [] : [`${countText(rejected)} imágenes no se pudieron usar.`]),
      ].join(' '),
    map: 'Mapa',
    how: 'Señale una célula, o llegue a ella con el tabulador, para ver su imagen. Solo cuentan las vecindades: ni los ejes ni las distancias entre grupos significan nada (UMAP). Una célula de un color en un grupo del otro merece una mirada: puede equivocarse el modelo, o la etiqueta.',
    groups: { typical: 'típica', atypical: 'atípica' },
    wrong: 'mal clasificada',
    cell: ({ label, cellCode, group, probability, patient }, threshold) => [
      `${label ?? cellCode ?? 'célula'}: ${group === 'atypical' ? 'atípica' : 'típica'}`,
      `llamada ${probability >= threshold ? 'atípica' : 'típica'} (${shareText(probability)})`,
      ...(patient === null ? [] : [`paciente ${patient}`]),
    ],
    errors: 'Los errores más seguros',
    noErrors: 'Ninguna célula del mapa está mal clasificada.',
    details: 'Lo que se hizo',
  },
};
