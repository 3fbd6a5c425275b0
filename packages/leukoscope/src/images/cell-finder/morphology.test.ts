import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxAround, componentsOf, fillHoles, maskOf } from './components.ts';
import { areaOf, type Mask } from './mask.ts';
import { distanceTo, open, STEP } from './morphology.ts';
import { otsu } from './otsu.ts';

const side = fc.integer({ min: 1, max: 14 });
const mask = fc
  .tuple(side, side)
  .chain(([widthPx, heightPx]) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: widthPx * heightPx, maxLength: widthPx * heightPx })
      .map((bits): Mask => ({ widthPx, heightPx, data: Uint8Array.from(bits) })),
  );

test('distances are the shortest ways of steps of 3 and diagonals of 4', () => {
  fc.assert(
    fc.property(mask, fc.constantFrom(0 as const, 1 as const), ({ widthPx, heightPx, data }, value) => {
      const distance = distanceTo({ widthPx, heightPx, data }, value);
      data.forEach((_, at) => {
        let nearest = 30_000;
        data.forEach((other, from) => {
          if (other !== value) return;
          const x = Math.abs((at % widthPx) - (from % widthPx));
          const y = Math.abs(Math.floor(at / widthPx) - Math.floor(from / widthPx));
          nearest = Math.min(nearest, STEP * Math.max(x, y) + Math.min(x, y));
        });
        expect(distance[at]).toBe(nearest);
      });
    }),
  );
});

test('opening takes nothing in, and a second time changes nothing', () => {
  fc.assert(
    fc.property(mask, fc.integer({ min: 0, max: 3 }), (given, radius) => {
      const opened = open(given, radius);
      expect(opened.data.every((inside, at) => inside <= given.data[at]!)).toBe(true);
      expect(open(opened, radius)).toEqual(opened);
    }),
  );
});

test('opening cuts a bridge and leaves the discs on its two sides', () => {
  const [widthPx, heightPx] = [40, 20];
  const data = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => {
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)];
    const isDisc = [10, 29].some((centre) => (x - centre) ** 2 + (y - 10) ** 2 <= 49);
    return Number(isDisc || (y === 10 && x > 10 && x < 29));
  });
  expect(componentsOf({ widthPx, heightPx, data }).length).toBe(1);
  const parts = componentsOf(open({ widthPx, heightPx, data }, 2));
  expect(parts.length).toBe(2);
  for (const part of parts) expect(part.length).toBeGreaterThan(130);
});

test('components share the pixels out, and no two of them touch', () => {
  fc.assert(
    fc.property(mask, (given) => {
      const components = componentsOf(given);
      expect(maskOf(given, components)).toEqual(given);
      expect(components.reduce((sum, { length }) => sum + length, 0)).toBe(areaOf(given));
      const of = new Map(components.flatMap((pixels, index) => Array.from(pixels, (at) => [at, index] as const)));
      for (const [at, index] of of) {
        const right = (at + 1) % given.widthPx === 0 ? undefined : of.get(at + 1);
        for (const other of [right, of.get(at + given.widthPx)]) {
          if (other !== undefined) expect(other).toBe(index);
        }
      }
    }),
  );
});

test('a ring is filled, a bay at the border is not', () => {
  const rows = ['.....', '.###.', '.#.#.', '.###.', '#.#..', '#.#..'];
  const drawn = (lines: readonly string[]): Mask => ({
    widthPx: 5,
    heightPx: lines.length,
    data: Uint8Array.from(lines.join(''), (sign) => Number(sign === '#')),
  });
  expect(fillHoles(drawn(rows))).toEqual(drawn(['.....', '.###.', '.###.', '.###.', '#.#..', '#.#..']));
  expect(boxAround(drawn(rows))).toEqual({ leftPx: 0, topPx: 1, widthPx: 4, heightPx: 5 });
  expect(() => boxAround(drawn(['.....']))).toThrow(RangeError);
});

test('Otsu’s threshold leaves the least variance within its classes', () => {
  const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 60 });
  fc.assert(
    fc.property(values, (all) => {
      const threshold = otsu(Int16Array.from(all));
      if (new Set(all).size === 1) {
        expect(threshold).toBeNull();
        return;
      }
      const within = (limit: number) =>
        [all.filter((value) => value <= limit), all.filter((value) => value > limit)].reduce((sum, some) => {
          const mean = some.reduce((total, value) => total + value, 0) / some.length;
          return sum + some.reduce((total, value) => total + (value - mean) ** 2, 0);
        }, 0);
      const distinct = [...new Set(all)].sort((a, b) => a - b).slice(0, -1);
      const least = Math.min(...distinct.map(within));
      expect(within(threshold!)).toBeLessThanOrEqual(least + 1e-6);
    }),
  );
});
