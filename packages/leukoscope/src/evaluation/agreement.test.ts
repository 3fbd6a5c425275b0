import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';
import golden from './golden/kappa.json' with { type: 'json' };

type Pair = readonly [string, string];

function pairsOf(counts: readonly (readonly number[])[]): Pair[] {
  return counts.flatMap((row, r) =>
    row.flatMap((count, c) => Array.from({ length: count }, (): Pair => [`k${r}`, `k${c}`])),
  );
}

describe('kappa', () => {
  it.each(golden)('of $counts is what R has', ({ counts, value, intervals }) => {
    const order = counts.map((_, at) => `k${at}`);
    for (const { level, ends } of intervals) {
      const { kappa, counts: counted, categories } = agreementOf(pairsOf(counts), { order, level });
      expect([counted, categories]).toEqual([counts, order]);
      expect(kappa).toMatchObject({ level, method: 'delta-kappa', n: counts.flat().reduce((a, b) => a + b) });
      expect(Math.abs(kappa.value! - value)).toBeLessThan(1e-12);
      expect(Math.abs(kappa.low! - ends[0]!)).toBeLessThan(1e-12);
      expect(Math.abs(kappa.high! - ends[1]!)).toBeLessThan(1e-12);
    }
  });

  it('is 1 without an interval where all agree, and undefined where nothing can disagree', () => {
    const agreeing: Pair[] = [
      ['a', 'a'],
      ['b', 'b'],
    ];
    expect(agreementOf(agreeing).kappa).toMatchObject({ value: 1, low: null, high: null, n: 2 });
    expect(agreementOf([['a', 'a']]).kappa).toMatchObject({ value: null, low: null, high: null, n: 1 });
    expect(agreementOf([]).kappa).toMatchObject({ value: null, low: null, high: null, n: 0 });
  });

  it('does not leave [-1, 1], nor its interval, and is the same whoever reads first and in whatever order', () => {
    const pair = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 60 }), (pairs) => {
        const { kappa } = agreementOf(pairs);
        const swapped = agreementOf(pairs.toReversed().map(([a, b]): Pair => [b, a])).kappa;
        for (const end of ['value', 'low', 'high'] as const) {
          if (kappa[end] === null) expect(swapped[end]).toBeNull();
          else expect(swapped[end]).toBeCloseTo(kappa[end], 10);
        }
        if (kappa.low === null) return;
        expect(kappa.low).toBeGreaterThanOrEqual(-1);
        expect(kappa.value!).toBeGreaterThanOrEqual(kappa.low);
        expect(kappa.high!).toBeGreaterThanOrEqual(kappa.value!);
        expect(kappa.high!).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has an interval that holds the truth about as often as it says', () => {
    // Two readers who both say "a" of 30 images in 100 and else agree with a probability of 0.6: kappa 0.6 in truth.
    let state = 7;
    const random = (): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
    const draw = (): string => (random() < 0.3 ? 'a' : 'b');
    let held = 0;
    const runs = 600;
    for (let run = 0; run < runs; run++) {
      const pairs = Array.from({ length: 200 }, (): Pair => {
        const first = draw();
        return [first, random() < 0.6 ? first : draw()];
      });
      const { low, high } = agreementOf(pairs).kappa;
      if (low! <= 0.6 && 0.6 <= high!) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.92);
    expect(held / runs).toBeLessThan(0.98);
  });
});

describe('agreement', () => {
  const pairs: Pair[] = [
    ['MYO', 'MYO'],
    ['MYO', 'PMO'],
    ['MYO', 'MYO'],
    ['LYT', 'MYO'],
  ];

  it('counts rows as the first reading and columns as the second', () => {
    const { categories, counts, observed, kept } = agreementOf(pairs, { order: ['LYT', 'XYZ', 'MYO'] });
    expect(categories).toEqual(['LYT', 'MYO', 'PMO']);
    expect(counts).toEqual([
      [0, 1, 0],
      [0, 2, 1],
      [0, 0, 0],
    ]);
    expect(observed).toMatchObject({ numerator: 2, denominator: 4, value: 0.5 });
    expect(kept.map(({ numerator, denominator, value }) => [numerator, denominator, value])).toEqual([
      [0, 1, 0],
      [2, 3, 2 / 3],
      [0, 0, null],
    ]);
  });

  it('by chance is the product of how often each is said', () => {
    // MYO: 3/4 and 3/4; PMO: 0 and 1/4; LYT: 1/4 and 0.
    expect(agreementOf(pairs).expected).toBeCloseTo(9 / 16, 15);
    expect(agreementOf([]).expected).toBeNull();
  });

  it('refuses a level that is none', () => {
    expect(() => agreementOf(pairs, { level: 1 })).toThrowError(RangeError);
  });
});
