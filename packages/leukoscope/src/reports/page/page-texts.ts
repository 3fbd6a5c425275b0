import type { Language } from '../../errors/entry.ts';

interface PageTexts {
  readonly toContent: string;
  readonly contents: string;
  /** Stands on each page, in every language: a report is passed on to people who did not make it. */
  readonly notice: string;
  /** What the symbol of a verdict says. */
  readonly verdicts: Readonly<Record<VerdictLevel, string>>;
}

export const VERDICT_LEVELS = ['good', 'caution', 'bad'] as const;
export type VerdictLevel = (typeof VERDICT_LEVELS)[number];

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: {
    toContent: 'To the content',
    contents: 'Contents',
    notice: 'An aid to the specialist, not a diagnosis. For research only; not a medical device.',
    verdicts: { good: 'In order', caution: 'Caution', bad: 'Problem' },
  },
  es: {
    toContent: 'Ir al contenido',
    contents: 'Contenido',
    notice: 'Una ayuda para el especialista, no un diagnóstico. Solo para investigación; no es un producto sanitario.',
    verdicts: { good: 'En orden', caution: 'Precaución', bad: 'Problema' },
  },
};
