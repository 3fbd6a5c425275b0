import type { Language } from '../../errors/entry.ts';
import { countText, percentText } from './interval-text.ts';

interface DescribedShare {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly level: number;
}

export interface SharePlotTexts {
  readonly title: (patient: string | null) => string;
  readonly result: (share: DescribedShare) => string;
  readonly axis: string;
  readonly tooFew: string;
  readonly ownErrors: string;
  readonly none: string;
}

const interval = ({ low, high }: DescribedShare, to: string) => `${percentText(low)} ${to} ${percentText(high)}`;

export const SHARE_PLOT_TEXTS: Readonly<Record<Language, SharePlotTexts>> = {
  en: {
    title: (patient) => (patient === null ? 'Share of atypical cells' : `Share of atypical cells: ${patient}`),
    result: (share) =>
      `${percentText(share.value)} atypical (${share.level * 100}% interval: ${interval(share, 'to')}), ${countText(share.numerator)} of ${countText(share.denominator)} cells`,
    axis: 'Share of cells called atypical (%)',
    tooFew: 'Too few: under 100 cells a share says little. Classify more cells of this patient.',
    ownErrors: 'The interval knows the number of cells, not that the model errs.',
    none: 'No cell of this patient could be classified.',
  },
  es: {
    title: (patient) =>
      patient === null ? 'Proporción de células atípicas' : `Proporción de células atípicas: ${patient}`,
    result: (share) =>
      `${percentText(share.value)} atípicas (intervalo del ${share.level * 100}%: ${interval(share, 'a')}), ${countText(share.numerator)} de ${countText(share.denominator)} células`,
    axis: 'Proporción de células llamadas atípicas (%)',
    tooFew:
      'Demasiado pocas: con menos de 100 células una proporción dice poco. Clasifique más células de este paciente.',
    ownErrors: 'El intervalo conoce el número de células, no que el modelo se equivoca.',
    none: 'No se pudo clasificar ninguna célula de este paciente.',
  },
};
