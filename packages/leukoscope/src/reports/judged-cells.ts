import type { JudgedShare } from '../classify/patient-judge.ts';
import type { Language } from '../errors/entry.ts';
import { PATIENT_ANSWER_TEXTS } from './patient-answer-texts.ts';
import { countText, intervalText, percentText } from './plots/interval-text.ts';
import { REPORT_TEXTS } from './report-texts.ts';

/*
 * Cells of tables of patients' shares.
 */

/** Counted, of how many, the share, its interval. */
export function shareCells({ share }: JudgedShare): string[] {
  const { numerator, denominator, value } = share;
  return [countText(numerator), countText(denominator), percentText(value), intervalText(share, percentText)];
}

/** The share that allows for the model's errors, its interval. */
export function adjustedCells({ adjusted }: JudgedShare): string[] {
  return adjusted === null ? ['—', '—'] : [percentText(adjusted.value), intervalText(adjusted, percentText)];
}

/** The answer to the limit, or that the cells are too few. */
export function noteOf({ answer, tooFew }: JudgedShare, limit: number | null, language: Language): string {
  if (answer !== null && limit !== null) return PATIENT_ANSWER_TEXTS[language].answer(answer, limit);
  return tooFew ? REPORT_TEXTS[language].tooFew : '';
}
