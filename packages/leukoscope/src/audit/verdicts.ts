import type { Leaks } from '../datasets/leaks.ts';
import type { Estimate } from '../evaluation/rate.ts';
import type { CoinTest } from './coin-test.ts';
import type { Copies } from './copies.ts';
import type { LabelNoise } from './label-noise.ts';
import type { View } from './read-audit-cells.ts';

/** How far figures from this data and split can be believed. */
export const AUDIT_LEVELS = ['good', 'caution', 'bad'] as const;
export type AuditLevel = (typeof AUDIT_LEVELS)[number];

/** A question that these data cannot answer, which is no finding against them. */
export const UNTOLD = 'untold';

/**
 * The rules by which findings become verdicts; docs/decisions/0012-the-audit.md says why. "Surely" means that the lower
 * end of the 95% interval lies above the limit.
 */
export const RULES = {
  /** Coins of patients who are apart must not surely be told with a mean ROC AUC above it. */
  coinAuc: 0.6,
  /** From this share of the held-out cells on, copies in training are no oversight that a figure survives. */
  seenShare: 0.01,
  /** From this share of all cells on, copies within a part make cells count twice. */
  copiedShare: 0.01,
  /** Where a model that should know nothing reaches `least` and is surely above `surely`, it is told of. */
  shortcut: { least: 0.6, surely: 0.55 },
  /** A border that surely is so good, and explains such a share of what the whole picture does, leaves nothing to the cell. */
  borderIsAll: { surely: 0.75, share: 0.95 },
  /** Where the way files were made tells the groups so well, a network learns that. */
  fileTells: { least: 0.75, surely: 0.65 },
  /** Labels can only be judged by a model that is surely at least so good: a weaker one takes its errors for theirs. */
  noiseNeedsAuc: 0.9,
  /** A share of wrong labels that surely is above it is told of; up to it, the model's own errors may explain it. */
  noiseShare: 0.08,
} as const;

export const QUESTIONS = ['patients', 'copies', 'border', 'file', 'labels'] as const;
export type Question = (typeof QUESTIONS)[number];

/** For each question all answers there are, and their level. */
export const ANSWERS = {
  patients: { apart: 'good', unknown: 'caution', partlyKnown: 'caution', coinTold: 'bad', shared: 'bad' },
  copies: {
    none: 'good',
    within: 'good',
    manyWithin: 'caution',
    twoPatients: 'caution',
    fewAcross: 'caution',
    across: 'bad',
  },
  border: { chance: 'good', untold: 'caution', tells: 'caution', all: 'bad' },
  file: { silent: 'good', untold: 'caution', hints: 'caution', tells: 'bad' },
  labels: { credible: 'good', untold: UNTOLD, noisy: 'caution', twoLabels: 'caution', bothGroups: 'caution' },
} as const satisfies Readonly<Record<Question, Readonly<Record<string, AuditLevel | typeof UNTOLD>>>>;

export type Answer<Of extends Question = Question> = { [Key in Of]: keyof (typeof ANSWERS)[Key] }[Of];
export type Answers = { readonly [Key in Question]: Answer<Key> };

/** The verdict on data and split together. */
export type Overall = 'can' | 'withCare' | 'cannotBeTold' | 'cannot';

export interface Evidence {
  readonly leaks: Leaks;
  readonly cells: number;
  readonly cellsWithoutPatient: number;
  readonly coin: CoinTest | null;
  readonly copies: Copies;
  /** ROC AUC of the shallow model that sees so much of a cell. */
  readonly auc: Readonly<Record<View, Estimate>>;
  readonly noise: LabelNoise | null;
}

export function answersOf(evidence: Evidence): Answers {
  const { copies, auc } = evidence;
  return {
    patients: patientsAnswer(evidence),
    copies: copiesAnswer(evidence),
    border: borderAnswer(auc),
    file: fileAnswer(auc),
    labels: labelsAnswer({ copies, noise: evidence.noise, whole: auc.whole }),
  };
}

export function levelOf(question: Question, answer: Answer): AuditLevel | typeof UNTOLD {
  const levels: Readonly<Record<string, AuditLevel | typeof UNTOLD>> = ANSWERS[question];
  return levels[answer]!;
}

export function overallOf(answers: Answers): Overall {
  const levels = QUESTIONS.map((question) => levelOf(question, answers[question]));
  if (levels.includes('bad')) return 'cannot';
  if (answers.patients === 'unknown' || answers.patients === 'partlyKnown') return 'cannotBeTold';
  return levels.includes('caution') ? 'withCare' : 'can';
}

export function levelOfOverall(overall: Overall): AuditLevel {
  if (overall === 'can') return 'good';
  return overall === 'cannot' ? 'bad' : 'caution';
}

function patientsAnswer({ leaks, cells, cellsWithoutPatient, coin }: Evidence): Answer<'patients'> {
  if (leaks.patients.count > 0) return 'shared';
  if (cellsWithoutPatient === cells) return 'unknown';
  if (cellsWithoutPatient > 0) return 'partlyKnown';
  return coin !== null && coin.low > RULES.coinAuc ? 'coinTold' : 'apart';
}

function copiesAnswer({ copies, cells }: Evidence): Answer<'copies'> {
  const { heldOutSeen, heldOut, across, ofSeveralPatients, sets } = copies;
  if (heldOutSeen > 0 && heldOutSeen >= RULES.seenShare * heldOut) return 'across';
  if (across.length > 0) return 'fewAcross';
  if (ofSeveralPatients.length > 0) return 'twoPatients';
  const spare = sets.reduce((sum, set) => sum + set.length - 1, 0);
  if (spare === 0) return 'none';
  return spare >= RULES.copiedShare * cells ? 'manyWithin' : 'within';
}

function borderAnswer({ border, whole }: Evidence['auc']): Answer<'border'> {
  if (border.value === null || border.low === null) return 'untold';
  if (!isAbove(border, RULES.shortcut)) return 'chance';
  const explained = (border.value - 0.5) / Math.max((whole.value ?? 0.5) - 0.5, 1e-9);
  const { surely, share } = RULES.borderIsAll;
  return border.low > surely && explained >= share ? 'all' : 'tells';
}

function fileAnswer({ file }: Evidence['auc']): Answer<'file'> {
  if (file.value === null || file.low === null) return 'untold';
  if (isAbove(file, RULES.fileTells)) return 'tells';
  return isAbove(file, RULES.shortcut) ? 'hints' : 'silent';
}

interface Judged {
  readonly copies: Copies;
  readonly noise: LabelNoise | null;
  readonly whole: Estimate;
}

function labelsAnswer({ copies, noise, whole }: Judged): Answer<'labels'> {
  if (copies.inBothGroups.length > 0) return 'bothGroups';
  if (copies.underSeveralLabels.length > 0) return 'twoLabels';
  if (noise === null || (whole.low ?? 0) < RULES.noiseNeedsAuc) return 'untold';
  return (noise.share.low ?? 0) > RULES.noiseShare ? 'noisy' : 'credible';
}

function isAbove({ value, low }: Estimate, { least, surely }: { least: number; surely: number }): boolean {
  return value !== null && low !== null && value >= least && low > surely;
}
