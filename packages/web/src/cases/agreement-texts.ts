import type { Language } from 'leukoscope/browser';

interface AgreementTexts {
  readonly title: string;
  readonly both: (cells: number) => string;
  readonly none: string;
  readonly open: (cells: number) => string;
  readonly observed: string;
  readonly kappa: string;
}

export const AGREEMENT_TEXTS: Readonly<Record<Language, AgreementTexts>> = {
  en: {
    title: 'Agreement of the two readers',
    both: (cells) => `${cells} cells were decided by both.`,
    none: 'The two readers have no cell in common yet.',
    open: (cells) =>
      cells === 0 ? 'No disagreement is open.' : `They disagree on ${cells} cells that nobody has adjudicated yet.`,
    observed: 'They agree on',
    kappa: 'Cohen’s kappa',
  },
  es: {
    title: 'Acuerdo de los dos lectores',
    both: (cells) => `Ambos decidieron sobre ${cells} células.`,
    none: 'Los dos lectores aún no tienen ninguna célula en común.',
    open: (cells) =>
      cells === 0 ? 'No queda ningún desacuerdo.' : `Difieren en ${cells} células que nadie ha arbitrado todavía.`,
    observed: 'Coinciden en',
    kappa: 'Kappa de Cohen',
  },
};
