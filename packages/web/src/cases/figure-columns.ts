import {
  countText,
  figureText,
  intervalText,
  type Language,
  PATIENT_ANSWER_TEXTS,
  percentText,
} from 'leukoscope/browser';
import type { Figures, Summary } from '../api/types.ts';
import { dayText } from '../base/format.ts';
import { FIGURES_TEXTS } from './figures-texts.ts';

/** The figures of a case by one judge, or of the case before it: a column of the tables, and a row of the plots. */
export interface FigureColumn {
  readonly id: 'after-review' | 'by-model' | 'previous';
  readonly heading: string;
  readonly figures: Figures;
}

/** What stands side by side: the model's answer only where it is not hidden, the case before only if there is one. */
export function figureColumns(summary: Summary, language: Language): FigureColumn[] {
  const texts = FIGURES_TEXTS[language];
  const { byModel, afterReview, previous } = summary;
  const columns: FigureColumn[] = [{ id: 'after-review', heading: texts.afterReview, figures: afterReview }];
  if (byModel !== null) columns.push({ id: 'by-model', heading: texts.byModel, figures: byModel });
  if (previous !== null) {
    const heading = texts.previous(previous.title, dayText(previous.createdAt, language));
    columns.push({ id: 'previous', heading, figures: previous.figures });
  }
  return columns;
}

export interface FigureLine {
  readonly id: string;
  readonly name: string;
  /** Belongs to the line above. */
  readonly detail: boolean;
  readonly values: readonly string[];
}

type JudgedShare = Figures['atypical'];

/** The lines of the table of shares. */
export function figureLines(columns: readonly FigureColumn[], limit: number | null, language: Language): FigureLine[] {
  const texts = FIGURES_TEXTS[language];
  const all = columns.map(({ figures }) => figures);
  const blasts = all.map((figures) => figures.blasts);
  const hasBlasts = blasts.some((one) => one !== null);
  const limits = { atypical: hasBlasts ? null : limit, blasts: limit };
  return [
    ...shareLines(
      { id: 'atypical', name: texts.atypical, limit: limits.atypical, language },
      all.map((f) => f.atypical),
    ),
    ...(hasBlasts ? shareLines({ id: 'blasts', name: texts.blasts, limit: limits.blasts, language }, blasts) : []),
    ...(hasBlasts
      ? [
          line(
            'promyelocytes',
            texts.promyelocytes,
            blasts.map((one) => (one ? figureText(one.promyelocytes, percentText) : '—')),
          ),
          line(
            'erythroblasts',
            texts.erythroblasts,
            blasts.map((one) => (one ? figureText(one.erythroblastsPer100, ratioText) : '—')),
          ),
          line(
            'smudge',
            texts.smudge,
            blasts.map((one) => (one ? countText(one.outside) : '—')),
          ),
        ]
      : []),
  ];
}

interface Share {
  readonly id: string;
  readonly name: string;
  readonly limit: number | null;
  readonly language: Language;
}

function shareLines({ id, name, limit, language }: Share, shares: readonly (JudgedShare | null)[]): FigureLine[] {
  const texts = FIGURES_TEXTS[language];
  const hasAdjusted = shares.some((one) => one?.adjusted);
  const hasAnswer = limit !== null && shares.some((one) => one?.answer);
  return [
    line(
      id,
      name,
      shares.map((one) => rateText(one, texts.tooFew)),
    ),
    ...(hasAdjusted
      ? [
          detail(
            `${id}-adjusted`,
            texts.adjusted,
            shares.map((one) => (one?.adjusted ? figureText(one.adjusted, percentText) : '—')),
          ),
        ]
      : []),
    ...(hasAnswer
      ? [
          detail(
            `${id}-answer`,
            texts.answer,
            shares.map((one) => (one?.answer ? PATIENT_ANSWER_TEXTS[language].answer(one.answer, limit) : '—')),
          ),
        ]
      : []),
  ];
}

/** `24.1% (19.0%–29.8%), 58 of 241`. */
function rateText(judged: JudgedShare | null, tooFew: string): string {
  if (judged === null) return '—';
  const { share } = judged;
  if (share.value === null) return '—';
  const few = judged.tooFew ? ` · ${tooFew}` : '';
  return `${percentText(share.value)} (${intervalText(share, percentText)}), ${share.numerator}/${share.denominator}${few}`;
}

function ratioText(value: number | null): string {
  return value === null ? '—' : value.toFixed(1);
}

function line(id: string, name: string, values: readonly string[]): FigureLine {
  return { id, name, detail: false, values };
}

function detail(id: string, name: string, values: readonly string[]): FigureLine {
  return { ...line(id, name, values), detail: true };
}
