import { describe, expect, test } from 'vitest';
import golden from './golden/decision.json' with { type: 'json' };
import { decideByMix, type MixedPatient } from './patient-decision.ts';

const patients = golden.counts.map(
  (counts, at): MixedPatient => ({ patient: `P${at}`, counts, positive: golden.positive[at]! }),
);

describe('deciding on patients by the mix of their cells', () => {
  const decision = decideByMix(patients);

  test('each by the others, as scikit-learn', () => {
    for (const [at, probability] of decision.probability.entries()) {
      expect(Math.abs(probability - golden.scores[at]!)).toBeLessThan(1e-6);
    }
    expect(decision.rocAuc.value).toBeCloseTo(golden.rocAuc, 12);
  });

  test('with figures over patients', () => {
    const found = golden.scores.filter((score, at) => golden.positive[at] && score >= 0.5).length;
    const alarms = golden.scores.filter((score, at) => !golden.positive[at] && score >= 0.5).length;
    expect(decision).toMatchObject({ patients: 24, positive: 8, rocAuc: { n: 24 } });
    expect(decision.rates.sensitivity).toMatchObject({ numerator: found, denominator: 8 });
    expect(decision.rates.specificity).toMatchObject({ numerator: 16 - alarms, denominator: 16 });
  });

  test('is refused with one patient of an answer, and for one without cells', () => {
    const one = patients.map((patient, at) => ({ ...patient, positive: at === 0 }));
    expect(() => decideByMix(one)).toThrow('got 1 of 24 positive, expected two of each');
    const empty = patients.map((patient, at) => (at === 3 ? { ...patient, counts: [0, 0, 0, 0] } : patient));
    expect(() => decideByMix(empty)).toThrow("'P3' has no cells to count");
  });
});
