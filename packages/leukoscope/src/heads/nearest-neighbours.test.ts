import { encodeOnnx, Graph, nearestVotes, randomStream } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { describe, expect, it } from 'vitest';
import golden from './golden/heads.json' with { type: 'json' };
import { chooseNeighbours, type NeighbourSearch, neighbourBank } from './nearest-neighbours.ts';
import { scalingOf } from './scaling.ts';

const runtime = nodeRuntime({ threads: 1 });
const rows = Uint32Array.from({ length: golden.train }, (_, at) => at);
const columns = golden.features[0]!.length;
const features = { rows: golden.features.length, columns, values: Float32Array.from(golden.features.flat()) };
const unseen = golden.features.slice(golden.train);

async function shares(classes: number, labels: Uint8Array, neighbours: number): Promise<number[][]> {
  const { bank, offsets, votes } = neighbourBank({ features, rows, labels, classes }, scalingOf(features, rows));
  const graph = new Graph();
  const float32 = (...shape: number[]) => ({ dtype: 'float32', shape }) as const;
  const among = {
    bank: graph.constant(bank, float32(rows.length, columns)),
    offsets: graph.constant(offsets, float32(rows.length)),
    votes: graph.constant(votes, float32(rows.length, classes)),
  };
  const y = nearestVotes(graph.input('x', float32(unseen.length, columns)), among, neighbours);
  const executable = await runtime.load(encodeOnnx(new Map([['y', y]])));
  const x = runtime.tensor(float32(unseen.length, columns), Float32Array.from(unseen.flat()));
  const output = runtime.tensor(float32(unseen.length, classes));
  await executable.run(new Map([['x', x]]), new Map([['y', output]]));
  await executable.dispose();
  const logits = (await output.read()) as Float32Array;
  // Without the vote that all classes share.
  const share = (logit: number) => (Math.exp(logit) * (neighbours + 1) - 1 / classes) / neighbours;
  return unseen.map((_, at) => Array.from(logits.slice(at * classes, (at + 1) * classes), share));
}

describe.each(['2', '4'] as const)('of %s classes', (classes) => {
  it.each(Object.entries(golden.neighbours[classes]))('%s neighbours vote as scikit-learn’s', async (k, expected) => {
    const found = await shares(Number(classes), Uint8Array.from(golden.labels[classes]), Number(k));
    found.forEach((row, at) => {
      row.forEach((share, group) => {
        expect(share).toBeCloseTo(expected[at]![group]!, 5);
      });
    });
  });
});

/** Noisy labels on a line: one neighbour repeats the noise, many average it away. */
function noisy(noise: number): NeighbourSearch {
  const random = randomStream('noise', noise);
  const values = Float64Array.from({ length: 600 }, () => random());
  const all = Uint32Array.from(values.keys());
  const own = { rows: 600, columns: 1, values };
  const labels = Uint8Array.from(values, (value) => Number(value > 0.5 !== random() < noise));
  return {
    task: { features: own, rows: all, labels, classes: 2 },
    scaling: scalingOf(own, all),
    units: all,
    seed: 1,
    runtime,
    onModel: async () => undefined,
  };
}

it('the number chosen is larger the noisier the labels, and has the least loss of those tried', async () => {
  const [clean, coin] = [await chooseNeighbours(noisy(0)), await chooseNeighbours(noisy(0.4))];
  expect(coin.neighbours).toBeGreaterThan(clean.neighbours);
  const least = Math.min(...coin.tried.map(({ loss }) => loss));
  expect(coin.tried.find(({ neighbours }) => neighbours === coin.neighbours)?.loss).toBe(least);
  // What an oracle that knows the noise would lose.
  expect(least).toBeGreaterThan(-0.6 * Math.log(0.6) - 0.4 * Math.log(0.4) - 0.03);
});

it('no more are tried than there are rows to learn from', async () => {
  const few = noisy(0);
  const { tried } = await chooseNeighbours({ ...few, task: { ...few.task, rows: few.task.rows.subarray(0, 12) } });
  expect(Math.max(...tried.map(({ neighbours }) => neighbours))).toBe(9);
});

it('rows of one unit do not vote for each other', async () => {
  const search = noisy(0);
  const random = randomStream('units');
  // Ten copies of each row, with labels that only the copies tell: alone they would be told for sure.
  const units = Uint32Array.from({ length: 600 }, (_, at) => at % 60);
  const values = Float64Array.from(units, (unit) => unit / 60);
  const coins = Uint8Array.from({ length: 60 }, () => Number(random() < 0.5));
  const own = { rows: 600, columns: 1, values };
  const task = { ...search.task, features: own, labels: Uint8Array.from(units, (unit) => coins[unit]!) };
  const { tried } = await chooseNeighbours({ ...search, task, units, scaling: scalingOf(own, task.rows) });
  expect(Math.min(...tried.map(({ loss }) => loss))).toBeGreaterThan(0.6);
});
