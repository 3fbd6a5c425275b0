import { describe, expect, it } from 'vitest';
import { backgroundOf } from '../cell-finder/density.ts';
import { LEVEL_DENSITY } from '../density-transform.ts';
import type { Raster } from '../raster.ts';
import golden from './golden/stain-normalisation.json' with { type: 'json' };
import { stainsOf } from './macenko.ts';
import { planStain, STAIN_METHODS, type StainMethod } from './stain-normalisation.ts';
import { TARGET } from './target.ts';

/** The formula of make_stain_normalisation.py: glass, pink discs and a violet one. */
function smear(widthPx: number, heightPx: number, tint: readonly number[]): Raster {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 3) {
      const noise = (x * 7 + y * 13 + x * y) % 11;
      const isPink = ((x % 16) - 8) ** 2 + ((y % 16) - 8) ** 2 < 36;
      const isViolet = (x - widthPx / 2) ** 2 + (y - heightPx / 2) ** 2 < (widthPx / 4) ** 2;
      const base = isViolet ? [96, 60, 150] : isPink ? [205, 150, 165] : [240, 235, 230];
      for (let c = 0; c < 3; c++) {
        data[at + c] = Math.min(255, Math.max(0, base[c]! + noise * (isViolet ? 2 : 1) - tint[c]!));
      }
    }
  }
  return { widthPx, heightPx, data };
}

function normalised(method: StainMethod, picture: Raster): Uint8Array {
  const pixels = picture.data.slice();
  planStain(method, picture)!(pixels);
  return pixels;
}

const cases = golden.cases.flatMap((one) => STAIN_METHODS.map((method) => ({ ...one, method })));

describe('stain normalisation', () => {
  it.each(cases)(
    '$method of $widthPx x $heightPx px is NumPy’s, tint $tint',
    ({ method, widthPx, heightPx, ...one }) => {
      const ours = normalised(method, smear(widthPx, heightPx, one.tint));
      const expected = one[method];
      expect(ours.length).toBe(expected.length);
      expect(Math.max(...expected.map((value, at) => Math.abs(value - ours[at]!)))).toBeLessThanOrEqual(1);
    },
  );

  it.each(golden.cases)(
    'finds NumPy’s two dyes in $widthPx x $heightPx px',
    ({ widthPx, heightPx, tint, ...expected }) => {
      const picture = smear(widthPx, heightPx, tint);
      const glass = backgroundOf(picture).map((level) => LEVEL_DENSITY[level]!) as [number, number, number];
      const { blue, eosin, amounts } = stainsOf(picture.data, glass)!;
      [...blue, ...eosin].forEach((part, at) => {
        expect(part).toBeCloseTo(expected.stains.flat()[at]!, 5);
      });
      amounts.forEach((amount, at) => {
        expect(amount).toBeCloseTo(expected.amounts[at]!, 5);
      });
    },
  );

  it.each(STAIN_METHODS)('%s brings two cameras’ pictures of one smear nearer to each other', (method) => {
    const [one, other] = [smear(32, 32, [0, 0, 0]), smear(32, 32, [10, 30, 45])];
    const away = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0);
    const before = away(one.data, other.data);
    expect(away(normalised(method, one), normalised(method, other))).toBeLessThan(before / 3);
  });

  it('macenko gives glass the target’s colour', () => {
    const pixels = normalised('macenko', smear(32, 32, [5, 25, 40]));
    const brightest = [0, 1, 2].map((channel) => Math.max(...pixels.filter((_, at) => at % 3 === channel)));
    brightest.forEach((level, channel) => {
      expect(Math.abs(level - TARGET.macenko.glass[channel]!)).toBeLessThan(12);
    });
  });

  const plain = (levels: readonly number[]): Raster => ({
    widthPx: 16,
    heightPx: 16,
    data: Uint8Array.from({ length: 768 }, (_, at) => levels[at % levels.length]!),
  });
  const grey = Uint8Array.from({ length: 768 }, (_, at) => 40 + (Math.floor(at / 3) % 200));
  it.each(
    STAIN_METHODS.flatMap((method) => [
      { method, what: 'a white picture', picture: plain([255]) },
      { method, what: 'glass of one colour', picture: plain([254, 228, 202]) },
      { method, what: 'a black picture', picture: plain([0]) },
      { method, what: 'a picture of greys', picture: { widthPx: 16, heightPx: 16, data: grey } },
    ]),
  )('$method leaves $what alone', ({ method, picture }) => {
    expect(planStain(method, picture)).toBeNull();
  });
});
