import { expect, test } from 'vitest';
import { checkRefusals, inputsOf } from '../../test/check-refusals.ts';
import { formula } from '../../test/formula.ts';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { gemm } from './gemm.ts';
import { normalizeImage } from './normalize-image.ts';
import { type Resampling, resampleImage } from './resample-image.ts';
import { reshape } from './reshape.ts';

/** Three pixels to two, by the part that each covers. */
const THREE_TO_TWO: Resampling = { source: 3, target: 2, weights: Float32Array.of(2, 1, 0, 0, 1, 2), total: 3 };
/** Two pixels to four, between neighbours. */
const TWO_TO_FOUR: Resampling = { source: 2, target: 4, weights: Float32Array.of(4, 0, 3, 1, 1, 3, 0, 4), total: 4 };

const runtime = nodeRuntime({ threads: 1 });
const pixels = (...shape: number[]) => new Graph().input('x', { dtype: 'uint8', shape });

test.each([
  ['smaller', THREE_TO_TWO],
  ['larger', TWO_TO_FOUR],
])('each value of a %s picture is the weighted mean of its pixels, rounded half up', async (_, resampling) => {
  const { source, target, weights, total } = resampling;
  const values = Uint8Array.from({ length: 2 * source * source * 3 }, (_, at) => (at * 37 + 11) % 256);
  const { y } = await runGraph(runtime, { y: resampleImage(pixels(2, source, source, 3), resampling) }, { x: values });
  const expected: number[] = [];
  for (let item = 0; item < 2; item++) {
    for (let place = 0; place < target * target * 3; place++) {
      const [row, column, channel] = [Math.floor(place / (target * 3)), Math.floor(place / 3) % target, place % 3];
      let sum = 0;
      for (let from = 0; from < source * source; from++) {
        const [above, left] = [Math.floor(from / source), from % source];
        const weight = weights[row * source + above]! * weights[column * source + left]!;
        sum += weight * values[(item * source * source + from) * 3 + channel]!;
      }
      expected.push(Math.floor((2 * sum + total * total) / (2 * total * total)));
    }
  }
  expect([...y!].map(Number)).toEqual(expected);
});

test('its gradient goes back to the pixels by their weights', async () => {
  const x = pixels(1, 3, 3, 1);
  const seen = normalizeImage(resampleImage(x, THREE_TO_TWO), { mean: [0], deviation: [1 / 255] });
  const cotangent = formula(4, 1);
  const weights = x.graph.constant(Float32Array.from(cotangent), { dtype: 'float32', shape: [4, 1] });
  const [dx] = gradients(reshape(gemm(reshape(seen, [1, 4]), weights), []), [x]);
  expect(dx!.type).toEqual({ dtype: 'float32', shape: [1, 3, 3, 1] });
  const { gradient } = await runGraph(runtime, { gradient: dx! }, { x: new Uint8Array(9) });
  for (let from = 0; from < 9; from++) {
    let expected = 0;
    for (let to = 0; to < 4; to++) {
      const row = THREE_TO_TWO.weights[Math.floor(to / 2) * 3 + Math.floor(from / 3)]!;
      const column = THREE_TO_TWO.weights[(to % 2) * 3 + (from % 3)]!;
      expected += (row * column * cotangent[to]!) / 9;
    }
    expect(Number(gradient![from])).toBeCloseTo(expected, 6);
  }
});

checkRefusals('resampleImage', {
  'float32 pixels': [
    () => resampleImage(inputsOf()(1, 3, 3, 1), THREE_TO_TWO),
    'resampleImage() x: got float32[1, 3, 3, 1], expected uint8[N, 3, 3, C]',
  ],
  'a picture of another size': [() => resampleImage(pixels(1, 4, 4, 3), THREE_TO_TWO), 'expected uint8[N, 3, 3, C]'],
  'a picture that is not square': [() => resampleImage(pixels(1, 3, 4, 3), THREE_TO_TWO), 'expected uint8[N, 3, 3, C]'],
  'weights for other sides': [
    () => resampleImage(pixels(1, 3, 3, 3), { ...THREE_TO_TWO, target: 4 }),
    'resampleImage() weights: got 6 values, expected 4 x 3 of target and source',
  ],
});
