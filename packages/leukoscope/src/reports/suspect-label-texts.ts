import type { Language } from '../errors/entry.ts';
import { countText } from './plots/interval-text.ts';

interface SuspectLabelTexts {
  readonly alt: (label: string) => string;
  readonly noSuspects: string;
  readonly suspectsShown: (shown: number, total: number) => string;
  readonly suspect: (group: string, probability: string) => string;
  readonly typesCaption: string;
  readonly typeColumns: Readonly<Record<'type' | 'suspects' | 'cells' | 'share', string>>;
  readonly typesNote: string;
  readonly groups: Readonly<Record<'typical' | 'atypical', string>>;
}

export const SUSPECT_LABEL_TEXTS: Readonly<Record<Language, SuspectLabelTexts>> = {
  en: {
    alt: (label) => `Cell labelled ${label}`,
    noSuspects: 'No label contradicts a model that has not seen the cell.',
    suspectsShown: (shown, total) =>
      `The ${countText(shown)} least credible of ${countText(total)} labels. p is the probability of atypical that models give which have not seen the cell.`,
    suspect: (group, probability) => `labelled ${group}, p = ${probability}`,
    typesCaption: 'Labels that contradict a model which has not seen the cell, by type',
    typeColumns: { type: 'Type', suspects: 'Suspect', cells: 'Cells', share: 'Share (95% interval)' },
    typesNote:
      'A type of which many are suspect may be labelled badly, or look like the other group: both deserve a second reader.',
    groups: { typical: 'typical', atypical: 'atypical' },
  },
  es: {
    alt: (label) => `Célula con la etiqueta ${label}`,
    noSuspects: 'Ninguna etiqueta contradice a un modelo que no ha visto la célula.',
    suspectsShown: (shown, total) =>
      `Las ${countText(shown)} etiquetas menos creíbles de ${countText(total)}. p es la probabilidad de atípica que dan modelos que no han visto la célula.`,
    suspect: (group, probability) => `etiqueta: ${group}, p = ${probability}`,
    typesCaption: 'Etiquetas que contradicen a un modelo que no ha visto la célula, por tipo',
    typeColumns: { type: 'Tipo', suspects: 'Dudosas', cells: 'Células', share: 'Proporción (intervalo del 95%)' },
    typesNote:
      'Un tipo con muchas dudosas puede estar mal etiquetado o parecerse al otro grupo: ambas cosas merecen un segundo lector.',
    groups: { typical: 'típica', atypical: 'atípica' },
  },
};
