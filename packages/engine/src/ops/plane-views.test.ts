import { describe, expect, test } from 'vitest';
import { checkRefusals } from '../../test/check-refusals.ts';
import { runGraph } from '../../test/run-graph.ts';
import { gradients } from '../autodiff.ts';
import { VIEW_COUNTS } from '../choices.ts';
import { Graph } from '../graph.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { gemm } from './gemm.ts';
import { meanOverViews, planeViews } from './plane-views.ts';
import { reshape } from './reshape.ts';

const runtime = nodeRuntime({ threads: 1 });
const uint8 = (...shape: number[]) => new Graph().input('x', { dtype: 'uint8', shape });

type Picture = readonly (readonly (readonly number[])[])[];

/** Views by lists of rows: what the operator does with slices and a transposition. */
const mirrored = (rows: Picture): Picture => rows.map((row) => row.toReversed());
const upsideDown = (rows: Picture): Picture => rows.toReversed();
const exchanged = (rows: Picture): Picture => rows.map((_, y) => rows.map((row) => row[y]!));

function viewsOf(picture: Picture): Picture[] {
  const two = [picture, mirrored(picture)];
  const four = [...two, ...two.map(upsideDown)];
  return [...four, ...four.map(exchanged)];
}

describe('the views of two pictures of 4 x 4', () => {
  const pictures = [0, 1].map((item) =>
    Array.from({ length: 4 }, (_, y) => Array.from({ length: 4 }, (__, x) => [item * 100 + y * 10 + x, 200 + x])),
  );
  const feeds = { x: Uint8Array.from(pictures.flat(3)) };

  test.each(VIEW_COUNTS)('%i', async (views) => {
    const { y } = await runGraph(runtime, { y: planeViews(uint8(2, 4, 4, 2), views) }, feeds);
    const byPicture = pictures.map((picture) => viewsOf(picture).slice(0, views));
    const expected = Array.from({ length: views }, (_, view) => byPicture.map((own) => own[view]!));
    expect([...y!].map(Number)).toEqual(expected.flat(4));
  });

  test('eight are all different, and none but the picture itself comes from looking at views again', () => {
    const all = viewsOf(pictures[0]!).map((view) => JSON.stringify(view));
    expect(new Set(all).size).toBe(8);
    for (const view of viewsOf(pictures[0]!)) {
      expect(new Set(viewsOf(view).map((again) => JSON.stringify(again)))).toEqual(new Set(all));
    }
  });
});

test('the mean over views of what was made of each', async () => {
  const y = new Graph().input('y', { dtype: 'float32', shape: [8, 3] });
  const rows = Array.from({ length: 8 }, (_, row) => [row, row * row, 1 - row]);
  const { mean } = await runGraph(runtime, { mean: meanOverViews(y, 4) }, { y: Float32Array.from(rows.flat()) });
  // Views of two items: rows 0, 2, 4, 6 are of the first.
  const means = [0, 1].map((item) =>
    [0, 1, 2].map((column) => [0, 2, 4, 6].reduce((sum, view) => sum + rows[view + item]![column]!, 0) / 4),
  );
  expect([...mean!]).toEqual(means.flat());
});

checkRefusals('planeViews', {
  'a flat picture': [() => planeViews(uint8(4, 4, 3), 2), 'planeViews() x: got uint8[4, 4, 3], expected [N, H, W, C]'],
  'right angles of an oblong': [
    () => planeViews(uint8(1, 4, 5, 3), 8),
    'planeViews() x: got uint8[1, 4, 5, 3], expected [N, H, W, C] with H = W for 8 views',
  ],
});
checkRefusals('meanOverViews', {
  'rows that are not of so many views': [
    () => meanOverViews(new Graph().input('y', { dtype: 'float32', shape: [6, 2] }), 4),
    'meanOverViews() y: got float32[6, 2], expected [views · N, C] of 4 views',
  ],
});

describe('the gradient by the pictures, of products with numbers that tell places apart', () => {
  test.each(VIEW_COUNTS)('%i views', async (views) => {
    const shape = [2, 3, 3, 1];
    const x = new Graph().input('x', { dtype: 'float32', shape });
    const count = views * 18;
    const values = Array.from({ length: count }, (_, at) => (at * at) % 101);
    const weights = x.graph.constant(Float32Array.from(values), { dtype: 'float32', shape: [count, 1] });
    const [dx] = gradients(reshape(gemm(reshape(planeViews(x, views), [1, count]), weights), []), [x]);
    // By the definition: what each pixel is multiplied by, found by looking for it in the views of numbered pixels.
    const places = [0, 1].map((item) =>
      [0, 1, 2].map((row) => [0, 1, 2].map((column) => [item * 9 + row * 3 + column])),
    );
    const expected = new Array<number>(18).fill(0);
    const inOrder = Array.from({ length: views }, (_, view) => places.map((own) => viewsOf(own)[view]!)).flat(4);
    for (const [at, place] of inOrder.entries()) expected[place]! += values[at]!;
    const { gradient } = await runGraph(runtime, { gradient: dx! }, { x: new Float32Array(18) });
    expect([...gradient!]).toEqual(expected);
  });
});

test('the gradient of the mean over views: an equal share for each', async () => {
  const y = new Graph().input('y', { dtype: 'float32', shape: [8, 3] });
  const weights = y.graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), { dtype: 'float32', shape: [6, 1] });
  const [dy] = gradients(reshape(gemm(reshape(meanOverViews(y, 4), [1, 6]), weights), []), [y]);
  const { gradient } = await runGraph(runtime, { gradient: dy! }, { y: new Float32Array(24) });
  const ofBoth = [1, 2, 3, 4, 5, 6].map((value) => value / 4);
  expect([...gradient!]).toEqual([...ofBoth, ...ofBoth, ...ofBoth, ...ofBoth]);
});
