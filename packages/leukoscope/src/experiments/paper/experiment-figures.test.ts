import { describe, expect, it } from 'vitest';
import { POLARITIES, PRINTED_EXPERIMENTS } from './experiment-figures.ts';
import { PAPER_EXPERIMENTS } from './paper-experiments.ts';
import { possiblyMissed } from './possible-matrices.ts';
import { PRINTED_MATRICES, PRINTED_TEST_IMAGES, PRINTED_TYPES } from './printed-tables.ts';

const printed = (id: number) => PRINTED_EXPERIMENTS[id - 1]!.figures;

describe('the polarity, from Table VII', () => {
  const { typicalRecognised, atypicalFound, typicalCalledAtypical, atypicalMissed, accuracy } = printed(12);

  it('what the paper prints as sensitivity, specificity and %FN is of the typical cells', () => {
    const { sensitivity, specificity, fn } = POLARITIES.paper;
    // 2915 / 2979 = 0.9785, 633 / 693 = 0.9134, 64 / 3672 = 1.7429%; the row has 0.98, 0.91, 1.74.
    expect(printed(12)[sensitivity].value).toBe(2915 / 2979);
    expect(printed(12)[specificity].value).toBe(633 / 693);
    expect(printed(12)[fn].value).toBe(64 / 3672);
    expect([typicalRecognised, atypicalFound].map(({ value }) => value!.toFixed(2))).toEqual(['0.98', '0.91']);
    expect((100 * typicalCalledAtypical.value!).toFixed(2)).toBe('1.74');
  });

  it('with atypical as positive sensitivity and specificity change places, as do FN and FP', () => {
    const { sensitivity, specificity, fn, fp } = POLARITIES.clinical;
    expect(printed(12)[sensitivity].counted).toEqual({ numerator: 633, denominator: 693 });
    expect(printed(12)[specificity].counted).toEqual({ numerator: 2915, denominator: 2979 });
    expect(printed(12)[fn].counted).toEqual({ numerator: 60, denominator: 3672 });
    expect(printed(12)[fp].counted).toEqual({ numerator: 64, denominator: 3672 });
  });

  it('the accuracy is the same, cut to 96% and not rounded', () => {
    expect(accuracy.value).toBe((2915 + 633) / 3672);
    expect(Math.floor(100 * accuracy.value!)).toBe(PAPER_EXPERIMENTS[11]!.printed.accuracyPercent);
    expect(atypicalMissed.value).toBe(60 / 3672);
  });

  it.each(PRINTED_MATRICES)('the matrix of experiment $id gives its error rate, cut', (matrix) => {
    const wrong = matrix.typical[1] + matrix.atypical[0];
    const all = [...matrix.typical, ...matrix.atypical].reduce((sum, count) => sum + count, 0);
    expect(all).toBe(PRINTED_TEST_IMAGES);
    expect(Math.floor((10_000 * wrong) / all) / 100).toBe(matrix.errorPercent);
  });
});

describe('what a printed row leaves possible', () => {
  it.each(PRINTED_MATRICES)('holds the missed cells of the matrix of experiment $id', ({ id, atypical }) => {
    const { least, most } = possiblyMissed(PAPER_EXPERIMENTS[id - 1]!.printed)!;
    expect(least).toBeLessThanOrEqual(atypical[0]);
    expect(most).toBeGreaterThanOrEqual(atypical[0]);
  });

  it('is something of every row, and near the printed share of the atypical cells', () => {
    for (const { printed: row, id } of PAPER_EXPERIMENTS) {
      const { least, most } = possiblyMissed(row)!;
      const missed = (1 - row.specificity) * 692;
      expect(least, `experiment ${id}`).toBeLessThanOrEqual(missed * 1.1);
      expect(most, `experiment ${id}`).toBeGreaterThanOrEqual(missed * 0.9);
    }
  });

  it('is nothing where the figures of a row contradict each other', () => {
    const row = { accuracyPercent: 90, sensitivity: 0.99, specificity: 0.99, falseNegativePercent: 0.8 };
    expect(possiblyMissed(row)).toBeNull();
  });
});

it('the types of the data set add up to its groups', () => {
  const images = (group: string) =>
    PRINTED_TYPES.filter((type) => type.group === group).reduce((sum, type) => sum + type.images, 0);
  expect([images('typical'), images('atypical')]).toEqual([14_822, 3543]);
});
