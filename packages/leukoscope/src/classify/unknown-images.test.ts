import { expect, test } from 'vitest';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { unknownImages } from './unknown-images.ts';

const rejected = (code: 'image.unknown' | 'image.missing', count: number) =>
  Array.from({ length: count }, (_, at) => {
    const path = `${at}.png`;
    const reason =
      code === 'image.unknown'
        ? new LeukoscopeError(code, { path, strangeness: 2 })
        : new LeukoscopeError(code, { path });
    return { path, patient: null, reason };
  });

/** Binomial tails by SciPy 1.10.1: `scipy.stats.binom.sf(images - 1, of, 0.02)`. */
test.each([
  [1, 1, true], // 0.02
  [1, 2, true], // 0.0396
  [1, 3, false], // 0.0588
  [2, 10, true], // 0.0162
  [13, 400, false], // 0.0618
  [14, 400, true], // 0.0331
  [0, 400, false],
])('%i of %i images: more than expected %j', (images, of, more) => {
  expect(unknownImages(rejected('image.unknown', images), of)).toEqual({ images, of, moreThanExpected: more });
});

test('images that cannot be read are not among them', () => {
  const all = [...rejected('image.missing', 5), ...rejected('image.unknown', 1)];
  expect(unknownImages(all, 10)).toEqual({ images: 1, of: 5, moreThanExpected: false });
});
