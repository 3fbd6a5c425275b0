import type { Language } from 'leukoscope/browser';
import { counted } from '../base/counted.ts';

interface AgreementTexts {
  readonly title: string;
  readonly both: (cells: number) => string;
  readonly none: string;
  readonly blinded: string;
  readonly open: (cells: number) => string;
  readonly observed: string;
  readonly kappa: string;
}

export const AGREEMENT_TEXTS: Readonly<Record<Language, AgreementTexts>> = {
  en: {
    title: 'Agreement of the two readers',
    both: (cells) => `${counted(cells, 'cell was', 'cells were')} decided by both.`,
    none: 'The two readers have no cell in common yet.',
    blinded: 'The two readers are compared when predictions are shown again.',
    open: (cells) =>
      cells === 0
        ? 'No disagreement is open.'
        : `They disagree on ${counted(cells, 'cell', 'cells')} that nobody has adjudicated yet.`,
    observed: 'They agree on',
    kappa: 'Cohen’s kappa',
  },
  es: {
    title: 'Acuerdo de los dos lectores',
    both: (cells) => `Ambos decidieron sobre ${counted(cells, 'célula', 'células')}.`,
    none: 'Los dos lectores aún no tienen ninguna célula en común.',
    blinded: 'Los dos lectores se comparan cuando se vuelvan a mostrar las predicciones.',
    open: (cells) =>
      cells === 0
        ? 'No queda ningún desacuerdo.'
        : `Difieren en ${counted(cells, 'célula', 'células')} que nadie ha arbitrado todavía.`,
    observed: 'Coinciden en',
    kappa: 'Kappa de Cohen',
  },
};
