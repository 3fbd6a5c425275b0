import { randomStream } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { type Comparison, compareModels } from '../../evaluation/comparison/compare-models.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { type AdaptationReport, recommendationOf, verdictOf } from './adaptation-report.ts';
import { ADAPTATION_TEXTS } from './adaptation-texts.ts';

/** Of 200 cells, half atypical, those that are a multiple of `wrong` are called wrong. */
function scored(wrong: number, groups: readonly ('typical' | 'atypical')[] = ['typical', 'atypical']): ScoredCell[] {
  return Array.from({ length: 200 }, (_, at) => {
    const group = groups[at % groups.length]!;
    const isRight = at % wrong !== 0;
    const probability = ((group === 'atypical') === isRight ? 0.7 : 0.3) + (at % 17) / 100;
    return { id: `${at}`, patient: null, cellCode: null, label: null, group, probability };
  });
}

function comparison(after: ScoredCell[], before: ScoredCell[]): Comparison {
  const [first, other] = [after, before].map((own) => ({ scored: own, threshold: 0.5 }));
  return compareModels(first!, other!, { draws: 50, random: randomStream(1, 'test') });
}

const [good, bad] = [scored(21), scored(3)];

describe('the verdict', () => {
  test.each([
    ['better', comparison(good, bad), 'adapted'],
    ['worse', comparison(bad, good), 'unadapted'],
    ['unproven', comparison(good, scored(14)), 'adapted'],
    ['unproven', comparison(good, good), 'unadapted'],
    ['untested', null, null],
  ] as const)('%s', (verdict, compared, recommended) => {
    expect(verdictOf(compared)).toBe(verdict);
    expect(recommendationOf(verdict, compared)).toBe(recommended);
  });

  test('is that errors are traded where the area stays, and sensitivity and specificity go different ways', () => {
    const figure = (low: number, high: number) => ({ difference: { value: low, low, high }, overPatients: null });
    const traded = {
      ...{ rocAuc: figure(-0.01, 0.01), accuracy: figure(-0.1, -0.05) },
      ...{ sensitivity: figure(0.3, 0.5), specificity: figure(-0.5, -0.3) },
    };
    expect(verdictOf(traded as unknown as Comparison)).toBe('trade');
    expect(recommendationOf('trade', traded as unknown as Comparison)).toBeNull();
    // Both worse is worse, and an area that is told apart is weighed against the right calls.
    expect(verdictOf({ ...traded, sensitivity: figure(-0.5, -0.3) } as unknown as Comparison)).toBe('worse');
    expect(verdictOf({ ...traded, rocAuc: figure(0.1, 0.3) } as unknown as Comparison)).toBe('unproven');
  });

  test('of cells of one group rests on the share of right calls', () => {
    const [after, before] = [scored(21, ['typical']), scored(3, ['typical'])];
    expect(verdictOf(comparison(after, before))).toBe('better');
    expect(verdictOf(comparison(before, after))).toBe('worse');
  });

  test('is none where the area and the right calls contradict each other', () => {
    const up = { value: 0.2, low: 0.1, high: 0.3 };
    const down = { value: -0.2, low: -0.3, high: -0.1 };
    const [better, worse] = [up, down].map((difference) => ({ difference, overPatients: null }));
    const both = { rocAuc: better, accuracy: worse, sensitivity: worse, specificity: worse };
    expect(verdictOf(both as unknown as Comparison)).toBe('unproven');
  });

  test('rests on the interval over patients where there is one', () => {
    const figure = {
      difference: { value: 0.2, low: 0.1, high: 0.3 },
      overPatients: { value: 0.2, low: -0.1, high: 0.5 },
    };
    expect(
      verdictOf({
        ...{ rocAuc: figure, accuracy: figure, sensitivity: figure, specificity: figure },
      } as unknown as Comparison),
    ).toBe('unproven');
  });
});

test.each([
  ['en', 'atypical cells missed 1 → 2 of 4, typical cells called atypical 30 → 9 of 40'],
  ['es', 'células atípicas no halladas 1 → 2 de 4, células típicas llamadas atípicas 30 → 9 de 40'],
] as const)('of traded errors counts both kinds, before and after (%s)', (language, counted) => {
  const confusions = { other: { tp: 3, fn: 1, fp: 30, tn: 10 }, first: { tp: 2, fn: 2, fp: 9, tn: 31 } };
  const report = { verdict: 'trade', recommended: null, comparison: { confusions } };
  expect(ADAPTATION_TEXTS[language].recommended(report as unknown as AdaptationReport)).toContain(counted);
});
