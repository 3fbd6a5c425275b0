import { describe, expect, test } from 'vitest';
import { tinyCard, tinyType } from '../../test/tiny-model.ts';
import { scoredCells } from '../evaluation/golden/scored-cells.ts';
import { LookTally } from '../evaluation/promises/cell-look.ts';
import { calibratedCard } from '../models/calibrated-card.ts';
import type { ModelCard } from '../models/model-card.ts';
import { judgeEvaluation } from './judge-evaluation.ts';
import { PatientJudge } from './patient-judge.ts';

const unit = { negatives: 100, falseAlarms: 7, positives: 100, missed: 10 };
const units = Array.from({ length: 20 }, () => unit);
const errors: NonNullable<ModelCard['errors']> = { on: 'calibration', byPatient: true, atypical: units, blasts: units };
const types = [tinyType('NGS'), tinyType('EBO', 'atypical'), tinyType('MYO', 'atypical'), tinyType('PMO', 'atypical')];

describe('a patient is judged', () => {
  test('by atypical cells, with a limit that is given', () => {
    const judged = new PatientJudge(tinyCard({ errors }), 0.3).patient(
      { patient: 'A', typical: 60, atypical: 140, referred: 3 },
      [],
    );
    expect(judged).toMatchObject({ patient: 'A', referred: 3, blasts: null });
    expect(judged.share).toMatchObject({ share: { numerator: 140, denominator: 200 }, answer: { answer: 'above' } });
    expect(judged.share.adjusted?.value).toBeCloseTo((0.7 - 0.07) / 0.83, 12);
  });

  test('by blasts among leukocytes, with 20%: erythroblasts, promyelocytes and smudge cells stand apart', () => {
    const judge = new PatientJudge(tinyCard({ types, errors }));
    const called = [
      { code: 'NGS', n: 140 },
      { code: 'EBO', n: 100 },
      { code: 'MYO', n: 30 },
      { code: 'PMO', n: 30 },
      { code: 'KSC', n: 9 },
    ];
    const { share, blasts } = judge.patient({ patient: 'A', typical: 140, atypical: 160, referred: 0 }, called);
    expect(judge.limit).toBe(0.2);
    expect(share.answer).toBeNull();
    expect(blasts).toMatchObject({
      share: { numerator: 30, denominator: 200 },
      promyelocytes: { numerator: 30, denominator: 200 },
      erythroblastsPer100: { value: 50 },
      outside: 9,
      answer: { answer: 'below' },
    });
  });

  test('without a word of errors by the calls alone', () => {
    const judge = new PatientJudge(tinyCard(), 0.3);
    expect(judge.judges).toBe(false);
    const { share } = judge.patient({ patient: null, typical: 5, atypical: 5, referred: 0 }, []);
    expect(share).toMatchObject({ tooFew: true, adjusted: null, answer: null });
  });
});

describe('a test of a calibrated model', () => {
  const patients = Array.from({ length: 20 }, (_, at) => [`P${at}`, `P${at}`, `P${at}`, `P${at}`]).flat();
  const truth = patients.map((_, at) => (at % 4 < 2 ? 0 : 1));
  const scores = patients.map((_, at) => [0.25, 0.5, 0.5, 0.75][at % 4]!);
  const cells = scoredCells(truth, scores, patients);
  const card = calibratedCard(tinyCard(), {
    ...{ scored: cells, dataset: { name: 'cells', dataHash: 'd' }, choseModel: false, looks: [] },
    goal: { kind: 'average', missed: 0.05, falseAlarms: 0.05 },
  });

  test('says what the promise came to, and who is referred', () => {
    const judged = judgeEvaluation(cells, { card, threshold: 0.5, looks: new LookTally() });
    expect(judged.kept).toEqual({
      missed: { limit: 0.05, observed: 0, n: 20 },
      falseAlarms: { limit: 0.05, observed: 0, n: 20 },
    });
    expect(judged.referral.referred).toMatchObject({ numerator: 40, denominator: 80 });
    expect(judged.patients[0]).toMatchObject({ patient: 'P0', referred: 2, truth: { atypical: 0.5, blasts: null } });
    expect(judged.promise).toMatchObject({ shift: null, withdrawn: false });
  });

  test('at another threshold has neither promise nor band, and adjusts nothing', () => {
    const judged = judgeEvaluation(cells, { card, threshold: 0.6, looks: new LookTally() });
    expect([judged.promise, judged.kept, judged.referral.referred.numerator]).toEqual([null, null, 0]);
    expect(judged.patients[0]?.share.adjusted).toBeNull();
  });
});
