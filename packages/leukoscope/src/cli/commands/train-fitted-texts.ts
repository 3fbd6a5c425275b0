import type { Language } from '../../errors/entry.ts';
import type { ModelCard } from '../../models/model-card.ts';

type Validation = NonNullable<ModelCard['validation']>;

/** What the model reached on validation cells; a fitted head has no epoch to choose by them. */
export function validationText(
  { validation, network }: ModelCard,
  words: Readonly<Record<'trained' | 'fitted', (validation: Validation) => string>> & { readonly none: string },
): string[] {
  const isFitted = 'fitted' in network && network.fitted !== undefined;
  if (validation !== null) return [isFitted ? words.fitted(validation) : words.trained(validation)];
  return isFitted ? [] : [words.none];
}

interface FittedWords {
  readonly svm: string;
  readonly logistic: string;
  readonly chosen: string;
  readonly nearest: (neighbours: number, bank: number) => string;
}

/** What was fitted, and the setting that was chosen for it. */
export function fittedText({ network }: ModelCard, words: FittedWords): string[] {
  const fitted = 'fitted' in network ? network.fitted : undefined;
  if (fitted === undefined) return [];
  if (fitted.kind === 'nearest') return [`${words.nearest(fitted.neighbours, fitted.bank)} ${words.chosen}`];
  return [`${words[fitted.by]}, C = ${Number(fitted.c.toPrecision(2))}, ${words.chosen}`];
}

export const FITTED_WORDS: Readonly<Record<Language, FittedWords>> = {
  en: {
    svm: 'Linear support vector machine',
    logistic: 'Logistic regression',
    chosen: 'chosen by cross-validation within the training cells, whole patients apart.',
    nearest: (neighbours, bank) => `${neighbours} nearest neighbours among ${bank} training cells,`,
  },
  es: {
    svm: 'Máquina de vectores de soporte lineal',
    logistic: 'Regresión logística',
    chosen: 'elegido por validación cruzada dentro de las células de entrenamiento, con pacientes enteros separados.',
    nearest: (neighbours, bank) => `${neighbours} vecinos más próximos entre ${bank} células de entrenamiento,`,
  },
};
