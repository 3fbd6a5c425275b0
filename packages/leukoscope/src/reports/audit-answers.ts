import type { DataAudit } from '../audit/audit-dataset.ts';
import {
  type Answer,
  type AuditLevel,
  levelOf,
  QUESTIONS,
  type Question,
  RULES,
  type UNTOLD,
} from '../audit/verdicts.ts';
import type { Language } from '../errors/entry.ts';
import { type AnswerFigures, type AnswerText, AUDIT_ANSWER_TEXTS } from './audit-answer-texts.ts';
import { AUDIT_TEXTS } from './audit-texts.ts';
import { figureText, percentText } from './plots/interval-text.ts';

/** A question of the audit with its answer in words. */
export interface WrittenAnswer {
  readonly question: Question;
  readonly answer: Answer;
  readonly level: AuditLevel | typeof UNTOLD;
  readonly title: string;
  readonly why: string;
}

/** All questions in their order. */
export function writtenAnswers(audit: DataAudit, language: Language): WrittenAnswer[] {
  const figures = figuresOf(audit, language);
  return QUESTIONS.map((question) => {
    const answer: Answer = audit.answers[question];
    const texts: Readonly<Record<string, AnswerText>> = AUDIT_ANSWER_TEXTS[language][question];
    const { title, why } = texts[answer]!;
    return { question, answer, level: levelOf(question, answer), title: title(figures), why: why(figures) };
  });
}

/** The mean of the coins with its interval; `null` where none could be thrown. */
export function coinText(coin: DataAudit['coin']): string | null {
  return coin === null ? null : figureText({ value: coin.mean, low: coin.low, high: coin.high });
}

function figuresOf(audit: DataAudit, language: Language): AnswerFigures {
  const { cells, copies, leaks, auc, noise, contrast, fileTraits } = audit;
  const words = AUDIT_TEXTS[language].traits;
  const { inBothGroups, underSeveralLabels } = copies;
  return {
    cells: cells.length,
    withoutPatient: audit.cellsWithoutPatient,
    sharedPatients: leaks.patients.count,
    sharedCells: leaks.patients.cells,
    coin: coinText(audit.coin),
    otherCoin: (contrast?.coin?.low ?? 0) > RULES.coinAuc ? coinText(contrast!.coin) : null,
    pairs: copies.pairs.length,
    seen: copies.heldOutSeen,
    heldOut: copies.heldOut,
    acrossPairs: copies.across.length,
    copiesOfSeveralPatients: copies.ofSeveralPatients.length,
    auc: {
      whole: figureText(auc.whole),
      border: figureText(auc.border),
      meanColour: figureText(auc.meanColour),
      file: figureText(auc.file),
      fileSize: figureText(auc.fileSize),
    },
    traits: fileTraits.map((trait) => words[trait]).join(', '),
    noise: noise === null ? '—' : figureText(noise.share, percentText),
    suspects: noise?.suspects.length ?? 0,
    contradictions: inBothGroups.length > 0 ? inBothGroups.length : underSeveralLabels.length,
  };
}
