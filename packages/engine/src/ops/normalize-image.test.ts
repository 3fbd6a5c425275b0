import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { gradients } from '../autodiff.ts';
import { Graph } from '../graph.ts';
import { type ImageNormalization, normalizeImage } from './normalize-image.ts';
import { reshape } from './reshape.ts';

checkOperator<ImageNormalization>('normalize-image', {
  build: ({ x }, config) => ({ y: normalizeImage(x!, config) }),
  reference({ x }, { mean, deviation }) {
    const [items, height, width, channels] = x!.shape as [number, number, number, number];
    const y: number[] = [];
    for (let n = 0; n < items; n++) {
      for (let c = 0; c < channels; c++) {
        for (let pixel = 0; pixel < height * width; pixel++) {
          const value = x!.data[(n * height * width + pixel) * channels + c]!;
          y.push((value / 255 - mean[c]!) / deviation[c]!);
        }
      }
    }
    return { y };
  },
});

const pixels = (...shape: number[]) => new Graph().input('x', { dtype: 'uint8', shape });
const grey = { mean: [0.5], deviation: [0.5] };

checkRefusals('normalizeImage', {
  'float32 pixels': [
    () => normalizeImage(inputsOf()(1, 2, 2, 1), grey),
    'normalizeImage() x: got float32[1, 2, 2, 1], expected uint8[N, H, W, C]',
  ],
  'one image without its batch': [() => normalizeImage(pixels(2, 2, 1), grey), 'expected uint8[N, H, W, C]'],
  'a mean for other channels': [
    () => normalizeImage(pixels(1, 2, 2, 3), grey),
    'normalizeImage() mean, deviation: got 1 and 1 values, expected 3',
  ],
});

test('has no gradient, and says so', () => {
  const x = pixels(1, 1, 1, 1);
  expect(() => gradients(reshape(normalizeImage(x, grey), []), [x])).toThrow(
    "operator 'normalizeImage' has no gradient",
  );
});
