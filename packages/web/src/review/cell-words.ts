import { type Language, percentText } from 'leukoscope/browser';
import { ALL_GROUP } from './arrange.ts';
import { CALLS, type CellTable, callOf, decisionOf, typeOf, UNIDENTIFIED } from './cell-table.ts';
import { REVIEW_TEXTS } from './review-texts.ts';
import type { DecisionChoice } from './type-keys.ts';

/** Codes that are words of ours, not of the laboratory. */
const WORDS: readonly string[] = [UNIDENTIFIED, 'atypical', 'typical'];

/** `MYO · myeloblast`; a code that nobody describes alone. */
export function codeText(code: string, choices: readonly DecisionChoice[], language: Language): string {
  const name = choices.find((choice) => choice.code === code)?.name[language];
  if (WORDS.includes(code)) return name ?? code;
  return name === undefined || name.toLowerCase() === code.toLowerCase() ? (name ?? code) : `${code} · ${name}`;
}

/** Heading of a group. */
export function groupText(key: string, choices: readonly DecisionChoice[], language: Language): string {
  const texts = REVIEW_TEXTS[language];
  if (key === ALL_GROUP) return texts.allCells;
  const call = [...CALLS, 'new' as const].find((one) => key === `call:${one}`);
  return call === undefined ? codeText(key, choices, language) : texts.calls[call];
}

export interface CellWordsOptions {
  readonly choices: readonly DecisionChoice[];
  readonly language: Language;
}

/** All that a picture and its marks show, in words. */
export function cellWords(table: CellTable, index: number, { choices, language }: CellWordsOptions): string {
  const texts = REVIEW_TEXTS[language];
  const decided = decisionOf(table, index);
  const type = typeOf(table, index);
  const call = callOf(table, index);
  const probability = table.probabilities[index]!;
  const uncertainty = table.uncertainties[index]!;
  const comments = table.comments[index]!;
  return [
    texts.cellName(table.numbers[index]!),
    ...(decided === null ? [] : [codeText(decided, choices, language), texts.byPerson]),
    ...(decided === null && type !== null ? [codeText(type, choices, language), texts.byModel] : []),
    ...(decided !== null && type !== null && decided !== type ? [texts.differs] : []),
    ...(call === 'referred' || call === 'unknown' || (call !== null && type === null) ? [texts.calls[call]] : []),
    ...(Number.isNaN(probability) ? [] : [texts.probability(percentText(probability))]),
    ...(Number.isNaN(uncertainty) ? [] : [texts.uncertain(percentText(uncertainty))]),
    ...(comments > 0 ? [texts.commented(comments)] : []),
  ].join(', ');
}
