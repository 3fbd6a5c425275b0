import { expect, test } from 'vitest';
import { checkOperator } from '../../test/check-operator.ts';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { gemm } from './gemm.ts';
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

test('its gradient is by a grey level, where the pixels lie', async () => {
  const x = pixels(2, 1, 2, 3);
  const y = normalizeImage(x, { mean: [0, 0.1, 0.2], deviation: [1, 0.5, 0.25] }); // [2, 3, 1, 2]
  const cotangent = Float32Array.from({ length: 12 }, (_, at) => at + 1);
  const weights = x.graph.constant(cotangent, { dtype: 'float32', shape: [12, 1] });
  const [dx] = gradients(reshape(gemm(reshape(y, [1, 12]), weights), []), [x]);
  expect(dx!.type).toEqual({ dtype: 'float32', shape: [2, 1, 2, 3] });
  const { gradient } = await runGraph(nodeRuntime({ threads: 1 }), { gradient: dx! }, { x: new Uint8Array(12) });
  // By item, column, channel: places 1, 3, 5 of the first item's channels are of its first column.
  const expected = [1, 3 * 2, 5 * 4, 2, 4 * 2, 6 * 4, 7, 9 * 2, 11 * 4, 8, 10 * 2, 12 * 4].map((value) => value / 255);
  for (const [at, value] of expected.entries()) expect(Number(gradient![at])).toBeCloseTo(value, 6);
});
