import { randomStream } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { makeCell } from '../datasets/testing/make-cell.ts';
import { labelNoise } from './label-noise.ts';
import type { CellOfGroup } from './read-audit-cells.ts';

const cell = (group: 'typical' | 'atypical', at: number, patient: string | null = null) =>
  makeCell({ id: `${at}`, group, patient, cellCode: group === 'typical' ? 'NGS' : 'MYO' }) as CellOfGroup;

describe('label noise', () => {
  it('is what a count by hand gives', () => {
    // Mean probability of the labelled atypical: (0.9 + 0.8 + 0.7 + 0.2) / 4 = 0.65; of typical 1 - 0.3 = 0.7.
    const groups = [
      'atypical',
      'atypical',
      'atypical',
      'atypical',
      'typical',
      'typical',
      'typical',
      'typical',
    ] as const;
    const probabilities = Float64Array.of(0.9, 0.8, 0.7, 0.2, 0.1, 0.2, 0.2, 0.7);
    const found = labelNoise(
      groups.map((group, at) => cell(group, at)),
      probabilities,
      1,
    )!;
    // Atypical: three agree, 0.2 is confidently typical (1 - 0.2 >= 0.7). Typical: three agree, 0.7 is confidently atypical.
    expect([found.share.value, found.ofTypical.value, found.ofAtypical.value]).toEqual([0.25, 0.25, 0.25]);
    expect(found.suspects).toEqual([
      { cell: 3, probability: 0.2 },
      { cell: 7, probability: 0.7 },
    ]);
    expect(found.byType.map(({ type, suspects }) => [type, suspects.numerator, suspects.denominator])).toEqual([
      ['MYO', 1, 4],
      ['NGS', 1, 4],
    ]);
  });

  it('finds the labels that were exchanged, and how many, within its interval', () => {
    const random = randomStream('exchanged labels');
    const cells: CellOfGroup[] = [];
    const exchanged: number[] = [];
    const probabilities = Float64Array.from({ length: 2000 }, (_, at) => {
      const isAtypical = at % 2 === 0;
      const isWrong = random() < 0.06;
      if (isWrong) exchanged.push(at);
      cells.push(cell(isAtypical !== isWrong ? 'atypical' : 'typical', at, `P${at % 40}`));
      return Math.min(1, Math.max(0, (isAtypical ? 0.85 : 0.15) + 0.3 * (random() - 0.5)));
    });
    const { share, suspects } = labelNoise(cells, probabilities, 1)!;
    expect(share.low).toBeLessThan(exchanged.length / 2000);
    expect(share.high).toBeGreaterThan(exchanged.length / 2000);
    // A probability between the groups is no confident one: some of the exchanged cells are no suspects.
    expect(suspects.every((suspect) => exchanged.includes(suspect.cell))).toBe(true);
    expect(suspects.length / exchanged.length).toBeGreaterThan(0.5);
  });

  it('cannot be told of one group', () => {
    expect(labelNoise([cell('typical', 1)], Float64Array.of(0.5), 1)).toBeNull();
  });
});
