import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  judgeSkip,
  needOf,
  type Outcome,
  skippedByNeed,
  summaryLine,
} from '../scripts/testing/tally.ts';

const outcome = (state: Outcome['state'], reason?: string, name = 'a test'): Outcome => ({
  name,
  state,
  durationMs: 1,
  ...(reason === undefined ? {} : { reason }),
});
const nothing = { sharedData: false, fullCounts: false };
const everything = { sharedData: true, fullCounts: true };

describe('summaryLine', () => {
  it('counts each state apart', () => {
    const outcomes = [outcome('passed'), outcome('failed'), outcome('passed'), outcome('skipped'), outcome('passed')];
    expect(summaryLine(outcomes)).toBe('3 passed, 1 failed, 1 skipped');
  });
});

describe('judgeSkip', () => {
  it.each([
    ['what it needs is not promised', outcome('skipped', 'needs ../shared'), nothing, 'skipped'],
    ['what it needs is promised', outcome('skipped', 'needs ../shared'), everything, 'failed'],
    ['it names the folder by its variable', outcome('skipped', 'needs LEUKOSCOPE_SHARED'), everything, 'failed'],
    ['it needs something else', outcome('skipped', 'needs an NVIDIA card'), everything, 'skipped'],
    ['full counts are not asked for', outcome('skipped', 'needs LEUKOSCOPE_FULL=1'), nothing, 'skipped'],
    ['full counts are asked for', outcome('skipped', 'needs LEUKOSCOPE_FULL=1'), everything, 'failed'],
    ['it does not say what it needs', outcome('skipped'), nothing, 'failed'],
    ['it was not skipped', outcome('passed'), everything, 'passed'],
  ] as const)('a skipped test when %s', (_, given, promised, state) => {
    expect(judgeSkip(given, promised).state).toBe(state);
  });

  it('says why a skip is a failure', () => {
    expect(judgeSkip(outcome('skipped', 'needs ../shared'), everything).reason).toBe(
      'it was skipped (needs ../shared), but that is here',
    );
  });
});

describe('needOf', () => {
  it.each([
    [['on JHU (needs ../shared)', 'reads 12,101 cells'], 'needs ../shared'],
    [['on JHU (needs ../shared)', 'trains (needs LEUKOSCOPE_FULL=1)'], 'needs LEUKOSCOPE_FULL=1'],
    [['on JHU, needs ../shared/data'], 'needs ../shared/data'],
    [['on JHU', 'reads'], undefined],
  ])('%j: %s', (titles, need) => {
    expect(needOf(titles)).toBe(need);
  });
});

describe('skippedByNeed', () => {
  it('groups the skipped tests, the most frequent need first', () => {
    const outcomes = [
      outcome('skipped', 'needs a card', 'a'),
      outcome('passed', undefined, 'b'),
      outcome('skipped', 'needs ../shared', 'c'),
      outcome('skipped', 'needs ../shared', 'd'),
    ];
    expect(skippedByNeed(outcomes)).toEqual([
      ['needs ../shared', ['c', 'd']],
      ['needs a card', ['a']],
    ]);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0.0 s'],
    [3_449, '3.4 s'],
    [60_000, '1 min 0 s'],
    [725_900, '12 min 5 s'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});
