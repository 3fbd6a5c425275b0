import type { Language } from '../../errors/entry.ts';

interface CaseReportTexts {
  readonly title: (patient: string, title: string) => string;
  readonly signed: (name: string, date: string) => string;
  readonly draft: string;
  readonly blinded: string;
  readonly localUser: string;
  readonly cells: (cells: string, reviewed: string, unidentified: string) => string;
  readonly afterReview: string;
  readonly byModel: string;
  readonly details: string;
  readonly caption: string;
  readonly figure: string;
  readonly count: string;
  readonly of: string;
  readonly share: string;
  readonly interval: string;
  readonly atypical: string;
  readonly blasts: string;
  readonly previous: (title: string, date: string) => string;
  readonly noAdjustment: string;
  readonly model: (name: string, sha256: string, threshold: string) => string;
  readonly noModel: string;
  readonly trail: (seq: number, hash: string) => string;
}

export const CASE_REPORT_TEXTS: Readonly<Record<Language, CaseReportTexts>> = {
  en: {
    title: (patient, title) => `${patient}: ${title}`,
    signed: (name, date) => `Signed by ${name} on ${date}`,
    draft: 'Not signed: a draft',
    blinded: 'The case is blinded: what the model called the cells is shown when it is signed.',
    localUser: 'the user of this machine',
    cells: (cells, reviewed, unidentified) =>
      `${cells} cells; a person decided on ${reviewed} of them, ${unidentified} are unidentified.`,
    afterReview: 'After review',
    byModel: 'As the model called the cells',
    details: 'How it was made',
    caption: 'Shares after review',
    figure: 'share of',
    count: 'cells',
    of: 'of',
    share: 'share',
    interval: '95% interval',
    atypical: 'atypical cells',
    blasts: 'blasts among leukocytes',
    previous: (title, date) => `before: ${title}, ${date}`,
    noAdjustment:
      'Every decision of a person stands in place of the model’s call. Intervals know the number of cells only.',
    model: (name, sha256, threshold) =>
      `Model: ${name}, sha256 ${sha256}; cells from a probability of ${threshold} on are called atypical.`,
    noModel: 'No model has classified these cells.',
    trail: (seq, hash) => `The audit trail stood at entry ${seq}, ${hash}, when this report was made.`,
  },
  es: {
    title: (patient, title) => `${patient}: ${title}`,
    signed: (name, date) => `Firmado por ${name} el ${date}`,
    draft: 'Sin firmar: borrador',
    blinded: 'El caso está enmascarado: lo que el modelo dijo de las células se muestra al firmarlo.',
    localUser: 'el usuario de este equipo',
    cells: (cells, reviewed, unidentified) =>
      `${cells} células; una persona decidió sobre ${reviewed}, ${unidentified} están sin identificar.`,
    afterReview: 'Tras la revisión',
    byModel: 'Según el modelo',
    details: 'Cómo se hizo',
    caption: 'Proporciones tras la revisión',
    figure: 'proporción de',
    count: 'células',
    of: 'de',
    share: 'proporción',
    interval: 'intervalo del 95%',
    atypical: 'células atípicas',
    blasts: 'blastos entre los leucocitos',
    previous: (title, date) => `antes: ${title}, ${date}`,
    noAdjustment:
      'Cada decisión de una persona sustituye a la del modelo. Los intervalos solo conocen el número de células.',
    model: (name, sha256, threshold) =>
      `Modelo: ${name}, sha256 ${sha256}; desde una probabilidad de ${threshold} una célula se llama atípica.`,
    noModel: 'Ningún modelo ha clasificado estas células.',
    trail: (seq, hash) => `Al hacer este informe, el registro de auditoría estaba en la entrada ${seq}, ${hash}.`,
  },
};
