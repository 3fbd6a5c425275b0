import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { smallNetwork } from '../../test/profile-network.ts';
import { readNodeName } from '../onnx/node-name.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { productFlops } from './flops.ts';
import { matmulPeak } from './matmul-peak.ts';
import { profiledRuntime } from './profiled-runtime.ts';
import { readProfile } from './read-profile.ts';

const runtime = nodeRuntime({ threads: 1 });

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leukoscope-profile-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a training step: each node by layer, pass and operator, its products counted', async () => {
  const folder = temporaryFolder();
  const trainer = smallNetwork.trainer(profiledRuntime(runtime, join(folder, 'step')));
  for (let step = 0; step < 3; step++) await trainer.step(smallNetwork.batch, 0.1);
  await trainer.dispose();
  const [file, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  const runs = readProfile(readFileSync(join(folder, file!), 'utf8'));
  expect(runs).toHaveLength(3);
  for (const { runMs, nodesAndBetweenMs, nodes } of runs) {
    const sum = nodes.reduce((total, { ms }) => total + ms, 0);
    expect(sum).toBeGreaterThan(0);
    // Times are cut to whole microseconds.
    expect(nodesAndBetweenMs).toBeGreaterThanOrEqual(sum - 0.001 * nodes.length);
    expect(runMs).toBeGreaterThanOrEqual(nodesAndBetweenMs - 0.001);
  }
  const products = runs[0]!.nodes
    .filter(({ flops }) => flops > 0)
    .map(({ name, flops }) => ({ ...readNodeName(name), flops }));
  // 4 items of 6 features: 6 → 5 → 2. Forward, by input (not by the first layer's) and by weights.
  expect(products).toEqual(
    expect.arrayContaining([
      { pass: 'forward', layer: 'first', operator: 'gemm', flops: 2 * 4 * 6 * 5 },
      { pass: 'forward', layer: 'second', operator: 'gemm', flops: 2 * 4 * 5 * 2 },
      { pass: 'gradient', layer: 'first', operator: 'gemm', flops: 2 * 4 * 6 * 5 },
      { pass: 'gradient', layer: 'second', operator: 'gemm', flops: 2 * 4 * 5 * 2 },
    ]),
  );
  expect(products).toHaveLength(5);
  const origins = runs[0]!.nodes.flatMap(({ name }) => readNodeName(name) ?? []);
  expect(origins).toContainEqual({ pass: 'gradient', layer: 'first', operator: 'reluGradient' });
  expect(origins).toContainEqual({ pass: 'forward', layer: 'loss', operator: 'softmaxCrossEntropy' });
  expect(origins.some(({ pass }) => pass === 'update')).toBe(true);
  // What has no such name was put in by ONNX Runtime, or is the guard of the outputs.
  const others_ = runs[0]!.nodes.filter(({ name }) => readNodeName(name) === null).map(({ opType }) => opType);
  expect(others_.filter((opType) => !['Transpose', 'SequenceEmpty'].includes(opType))).toEqual([]);
});

test('half a profile is none', () => {
  expect(() => readProfile('[{"cat":"Node"')).toThrow(SyntaxError);
});

test('the machine reaches some rate in a matrix product', async () => {
  const rate = await matmulPeak(runtime, 1);
  expect(rate).toBeGreaterThan(0.1);
  expect(rate).toBeLessThan(100_000);
});

describe('additions and multiplications, counted one by one', () => {
  test.each<[string, number[][], number[], number]>([
    [
      'Conv',
      [
        [2, 3, 8, 8],
        [5, 3, 3, 3],
      ],
      [2, 5, 6, 6],
      2 * (2 * 5 * 6 * 6) * (3 * 3 * 3),
    ],
    [
      'Conv',
      [
        [1, 4, 8, 8],
        [4, 1, 3, 3],
      ],
      [1, 4, 6, 6],
      2 * (4 * 6 * 6) * 9,
    ],
    [
      'ConvTranspose',
      [
        [2, 3, 8, 8],
        [3, 5, 3, 3],
      ],
      [2, 5, 10, 10],
      2 * (2 * 3 * 8 * 8) * (5 * 3 * 3),
    ],
    ['Gemm', [[4, 6], [6, 5], [5]], [4, 5], 2 * 4 * 5 * 6],
    [
      'Gemm',
      [
        [6, 4],
        [6, 5],
      ],
      [4, 5],
      2 * 4 * 5 * 6,
    ],
    [
      'MatMul',
      [
        [7, 4, 6],
        [6, 5],
      ],
      [7, 4, 5],
      2 * 7 * 4 * 5 * 6,
    ],
    ['Relu', [[4, 6], [1]], [4, 6], 0],
  ])('%s of %j: %j', (opType, inputs, output, flops) => {
    expect(productFlops(opType, inputs, output)).toBe(flops);
  });
});
