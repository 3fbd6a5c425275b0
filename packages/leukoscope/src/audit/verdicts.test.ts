import { describe, expect, it } from 'vitest';
import type { Estimate } from '../evaluation/rate.ts';
import type { Copies } from './copies.ts';
import type { LabelNoise } from './label-noise.ts';
import {
  ANSWERS,
  type Answers,
  answersOf,
  type Evidence,
  levelOf,
  levelOfOverall,
  overallOf,
  QUESTIONS,
} from './verdicts.ts';

const auc = (value: number | null, half = 0.02): Estimate => ({
  value,
  low: value === null ? null : value - half,
  high: value === null ? null : value + half,
  level: 0.95,
  method: 'delong-logit',
  n: 1000,
});
const noLeaks = { count: 0, cells: 0, examples: [] };
const copies: Copies = {
  pairs: [],
  sets: [],
  heldOutSeen: 0,
  heldOut: 200,
  across: [],
  inBothGroups: [],
  underSeveralLabels: [],
  ofSeveralPatients: [],
};
const pair = { a: 1, b: 2, transform: 'identity', distance: 0, isExact: true } as const;
const sets = (count: number) => Array.from({ length: count }, (_, at) => [2 * at, 2 * at + 1]);
const noise = (low: number) => ({ share: { low }, suspects: [], byType: [] }) as unknown as LabelNoise;
const coin = (low: number) => ({
  aucs: [low],
  mean: low + 0.05,
  low,
  high: low + 0.1,
  level: 0.95,
  trainPatients: 9,
  heldOutPatients: 4,
});

const CLEAN: Evidence = {
  leaks: { patients: noLeaks, images: noLeaks },
  cells: 1000,
  cellsWithoutPatient: 0,
  coin: coin(0.45),
  copies,
  auc: { whole: auc(0.95), border: auc(0.51), meanColour: auc(0.7), file: auc(0.5), fileSize: auc(0.6) },
  noise: noise(0.01),
};
const ofAuc = (changes: Partial<Evidence['auc']>): Partial<Evidence> => ({ auc: { ...CLEAN.auc, ...changes } });
const ofCopies = (changes: Partial<Copies>): Partial<Evidence> => ({ copies: { ...copies, ...changes } });

const RULED: readonly (readonly [question: keyof Answers, answer: string, evidence: Partial<Evidence>])[] = [
  ['patients', 'apart', {}],
  ['patients', 'apart', { coin: null }],
  ['patients', 'apart', { coin: coin(0.599) }],
  ['patients', 'coinTold', { coin: coin(0.601) }],
  ['patients', 'unknown', { cellsWithoutPatient: 1000, coin: null }],
  ['patients', 'partlyKnown', { cellsWithoutPatient: 1 }],
  ['patients', 'shared', { leaks: { patients: { count: 1, cells: 2, examples: [] }, images: noLeaks } }],
  ['copies', 'none', {}],
  ['copies', 'within', ofCopies({ pairs: [pair], sets: sets(9) })],
  ['copies', 'manyWithin', ofCopies({ pairs: [pair], sets: sets(10) })],
  ['copies', 'twoPatients', ofCopies({ sets: sets(1), ofSeveralPatients: sets(1) })],
  ['copies', 'fewAcross', ofCopies({ sets: sets(1), across: [pair], heldOutSeen: 1 })],
  ['copies', 'fewAcross', ofCopies({ sets: sets(1), across: [pair], heldOutSeen: 0 })],
  ['copies', 'across', ofCopies({ sets: sets(2), across: [pair], heldOutSeen: 2 })],
  ['border', 'chance', ofAuc({ border: auc(0.59, 0.01) })],
  ['border', 'chance', ofAuc({ border: auc(0.7, 0.16) })],
  ['border', 'tells', ofAuc({ border: auc(0.61, 0.05) })],
  ['border', 'tells', ofAuc({ border: auc(0.92) })],
  ['border', 'all', ofAuc({ border: auc(0.93) })],
  ['border', 'tells', ofAuc({ whole: auc(0.78), border: auc(0.77) })],
  ['border', 'untold', ofAuc({ border: auc(null) })],
  ['file', 'silent', ofAuc({ file: auc(0.3) })],
  ['file', 'hints', ofAuc({ file: auc(0.65) })],
  ['file', 'tells', ofAuc({ file: auc(0.76) })],
  ['file', 'hints', ofAuc({ file: auc(0.8, 0.16) })],
  ['file', 'silent', ofAuc({ file: auc(0.8, 0.3) })],
  ['file', 'silent', ofAuc({ fileSize: auc(0.97), meanColour: auc(0.97) })],
  ['file', 'untold', ofAuc({ file: auc(null) })],
  ['labels', 'credible', { noise: noise(0.079) }],
  ['labels', 'noisy', { noise: noise(0.081) }],
  ['labels', 'untold', ofAuc({ whole: auc(0.91) })],
  ['labels', 'untold', { noise: null }],
  ['labels', 'twoLabels', ofCopies({ sets: sets(1), underSeveralLabels: sets(1) })],
  ['labels', 'bothGroups', ofCopies({ sets: sets(1), underSeveralLabels: sets(1), inBothGroups: sets(1) })],
];

describe('the rules', () => {
  it.each(RULED)('%s: %s', (question, answer, changes) => {
    expect(answersOf({ ...CLEAN, ...changes })[question]).toBe(answer);
  });

  it('are tried for every answer there is', () => {
    const tried = new Set(RULED.map(([question, answer]) => `${question} ${answer}`));
    const all = QUESTIONS.flatMap((question) =>
      Object.keys(ANSWERS[question]).map((answer) => `${question} ${answer}`),
    );
    expect([...tried].sort()).toEqual(all.sort());
  });
});

describe('the verdict on all', () => {
  const overall = (changes: Partial<Evidence>) => overallOf(answersOf({ ...CLEAN, ...changes }));

  it('is good where nothing is found, also if labels cannot be judged', () => {
    expect(overall({})).toBe('can');
    expect(overall({ noise: null })).toBe('can');
    expect(levelOf('labels', 'untold')).toBe('untold');
  });

  it('is bad for one bad answer, whatever else is not known', () => {
    expect(overall({ cellsWithoutPatient: 1000, ...ofAuc({ file: auc(0.99) }) })).toBe('cannot');
    expect(levelOfOverall('cannot')).toBe('bad');
  });

  it('cannot be told without patients, and is cautious for any caution', () => {
    expect(overall({ cellsWithoutPatient: 1000 })).toBe('cannotBeTold');
    expect(overall(ofAuc({ border: auc(0.74) }))).toBe('withCare');
    expect(['withCare', 'cannotBeTold', 'can'].map((one) => levelOfOverall(one as 'can'))).toEqual([
      'caution',
      'caution',
      'good',
    ]);
  });
});
