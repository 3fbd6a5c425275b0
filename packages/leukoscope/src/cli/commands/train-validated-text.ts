import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';

/** Which epoch became the model, how it did on the validation cells, and what these have chosen. */
export function validatedText(
  card: ModelCard,
  cells: NonNullable<ModelCard['validation']>,
  language: Language,
): string {
  const { epochs, settings, search } = card.training;
  const { best } = settings ?? {};
  const isLast = best === 'last';
  const { epoch, validated, chose } = TEXTS[language];
  const chosen = [...(search ? [chose.settings] : []), ...(isLast ? [] : [chose.epoch]), chose.threshold];
  return `${isLast ? epoch.last : epoch.best} ${epochs}: ${validated(cells, auc(cells.rocAuc))} ${chose.by(LISTS[language].format(chosen))}`;
}

export const auc = (value: number | null): string => (value === null ? '—' : value.toFixed(3));

/** Without a comma before the last. */
const LISTS = { en: new Intl.ListFormat('en-GB'), es: new Intl.ListFormat('es') };

interface ValidatedTexts {
  readonly epoch: Readonly<Record<'best' | 'last', string>>;
  readonly validated: (cells: NonNullable<ModelCard['validation']>, rocAuc: string) => string;
  readonly chose: Readonly<Record<'settings' | 'epoch' | 'threshold', string>> & {
    readonly by: (list: string) => string;
  };
}

const TEXTS: Readonly<Record<Language, ValidatedTexts>> = {
  en: {
    epoch: { best: 'Best epoch', last: 'Last epoch' },
    validated: ({ cells, atypical }, rocAuc) => `validation ROC AUC ${rocAuc} on ${cells} cells, ${atypical} atypical.`,
    chose: {
      settings: 'the settings',
      epoch: 'the epoch',
      threshold: 'the threshold',
      by: (list) => `These cells chose ${list}: it is no test result.`,
    },
  },
  es: {
    epoch: { best: 'Mejor época', last: 'Última época' },
    validated: ({ cells, atypical }, rocAuc) =>
      `ROC AUC de validación ${rocAuc} en ${cells} células, ${atypical} atípicas.`,
    chose: {
      settings: 'los ajustes',
      epoch: 'la época',
      threshold: 'el umbral',
      by: (list) => `Estas células eligieron ${list}: no es un resultado de prueba.`,
    },
  },
};
