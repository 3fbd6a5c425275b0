import { describe, expect, test } from 'vitest';
import { checkRefusals } from '../../test/check-refusals.ts';
import { expectClose } from '../../test/close.ts';
import { formula } from '../../test/formula.ts';
import { runGraph } from '../../test/run-graph.ts';
import { Graph } from '../graph.ts';
import { maxPool2d } from '../ops/max-pool.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { elementCount, float32 } from '../tensor-type.ts';
import { variablesOf } from '../training-step.ts';
import { batchNorm, conv2d, convNormMaxPool, dropout, linear, pooledConv2d } from './layers.ts';
import { type Network, Scope } from './scope.ts';

/** Name, kind and shape of what a network asks for. */
function asked(network: Network, ...shape: number[]): unknown[] {
  return variablesOf(network, float32(...shape)).map(({ name, kind, tensor }) => [name, kind, tensor.shape]);
}

describe('parameters, by the names of PyTorch', () => {
  test('conv2d', () => {
    const layer = { filters: 4, kernel: 3 };
    expect(asked((scope, x) => conv2d(scope.child('a').child('b'), x, layer), 1, 2, 5, 5)).toEqual([
      ['a.b.weight', 'parameter', [4, 2, 3, 3]],
      ['a.b.bias', 'parameter', [4]],
    ]);
    expect(asked((scope, x) => conv2d(scope, x, { ...layer, bias: false }), 1, 2, 5, 5)).toEqual([
      ['weight', 'parameter', [4, 2, 3, 3]],
    ]);
  });

  test('linear', () => {
    expect(asked((scope, x) => linear(scope, x, 7), 2, 5)).toEqual([
      ['weight', 'parameter', [7, 5]],
      ['bias', 'parameter', [7]],
    ]);
  });

  test.each([true, false])('batchNorm, frozen %s', (frozen) => {
    expect(asked((scope, x) => batchNorm(scope, x, { frozen }), 2, 3, 4, 4)).toEqual([
      ['weight', 'parameter', [3]],
      ['bias', 'parameter', [3]],
      ['running_mean', 'buffer', [3]],
      ['running_var', 'buffer', [3]],
    ]);
  });
});

describe('they start as PyTorch’s', () => {
  const startOf = (network: Network, name: string, ...shape: number[]) => {
    const variable = variablesOf(network, float32(...shape)).find((candidate) => candidate.name === name)!;
    return variable.init(variable.tensor.shape, 1, name);
  };
  const largest = (values: Float32Array) => Math.max(...values.map(Math.abs));

  test.each<[string, Network, number[]]>([
    ['conv2d, weight', (scope, x) => conv2d(scope, x, { filters: 100, kernel: 3 }), [1, 4, 5, 5]],
    ['pooledConv2d, weight', (scope, x) => pooledConv2d(scope, x, { filters: 100, kernel: 3 }), [1, 4, 6, 6]],
    ['linear, weight', (scope, x) => linear(scope, x, 100), [1, 36]],
  ])('%s and bias: uniform in ±1/√36', (_, network, shape) => {
    for (const name of ['weight', 'bias']) {
      expect(largest(startOf(network, name, ...shape))).toBeLessThanOrEqual(1 / 6);
      expect(largest(startOf(network, name, ...shape))).toBeGreaterThan(0.95 / 6);
    }
  });

  test('batchNorm: the identity', () => {
    const network: Network = (scope, x) => batchNorm(scope, x);
    const starts = { weight: 1, bias: 0, running_mean: 0, running_var: 1 };
    for (const [name, value] of Object.entries(starts)) {
      expect([...startOf(network, name, 2, 3, 4, 4)]).toEqual([value, value, value]);
    }
  });
});

test('pooledConv2d is conv2d and maxPool2d', async () => {
  const graph = new Graph();
  const x = graph.input('x', float32(2, 3, 8, 10));
  const scopeOf = (prefix: string) =>
    new Scope(graph, {
      training: true,
      bind: (name, { shape }) => graph.input(`${prefix} ${name}`, float32(...shape)),
    });
  const layer = { filters: 4, kernel: 5 };
  const pooled = pooledConv2d(scopeOf('pooled'), x, layer);
  const apart = maxPool2d(conv2d(scopeOf('apart'), x, layer), { kernel: 2 });
  const feeds = Object.fromEntries(
    graph.inputs.map(({ name, shape }) => [
      name,
      Float32Array.from(formula(elementCount(shape), name.endsWith('weight') ? 2 : 3)),
    ]),
  );
  const values = await runGraph(nodeRuntime({ threads: 1 }), { pooled, apart }, feeds);
  const expected = values.apart as Float32Array;
  expectClose('pooled', values.pooled as Float32Array, { expected, tolerance: { relative: 1e-5, absolute: 1e-6 } });
});

test('convNormMaxPool is conv2d, batchNorm and maxPool2d, in training and with running statistics', async () => {
  const norm = { momentum: 0.3 };
  const conv = { filters: 6, kernel: 3, stride: 2, padding: 1 };
  const pool = { kernel: 3, stride: 2, padding: 1 };
  for (const training of [true, false]) {
    const graph = new Graph();
    const x = graph.input('x', float32(2, 3, 16, 14));
    const scopeOf = () =>
      new Scope(graph, {
        training,
        bind: (name, { shape }) =>
          graph.inputs.find((input) => input.name === name) ?? graph.input(name, float32(...shape)),
      });
    const [together, apart] = [scopeOf(), scopeOf()];
    const scopes = { conv: together.child('conv'), norm: together.child('norm') };
    const pooled = convNormMaxPool(scopes, x, { conv, norm, pool });
    const planes = conv2d(apart.child('conv'), x, { ...conv, bias: false });
    const expected = maxPool2d(batchNorm(apart.child('norm'), planes, norm), pool);
    const feeds = Object.fromEntries(
      graph.inputs.map(({ name, shape }, salt) => {
        const values = formula(elementCount(shape), salt + 2);
        // A variance is positive; a factor may be negative.
        return [name, Float32Array.from(values, (value) => (name === 'norm.running_var' ? 2 + value : value))];
      }),
    );
    const updates = (scope: Scope, prefix: string) =>
      Object.fromEntries([...scope.updates].map(([{ name }, tensor]) => [`${prefix} ${name}`, tensor]));
    const outputs = { pooled, expected, ...updates(together, 'pooled'), ...updates(apart, 'expected') };
    const values = await runGraph(nodeRuntime({ threads: 1 }), outputs, feeds);
    expect(together.updates.size).toBe(training ? 2 : 0);
    for (const name of ['', ...(training ? [' norm.running_mean', ' norm.running_var'] : [])]) {
      expectClose(`pooled${name}`, values[`pooled${name}`] as Float32Array, {
        expected: values[`expected${name}`] as Float32Array,
        tolerance: { relative: 1e-5, absolute: 2e-6 },
      });
    }
  }
});

const scope = new Scope(new Graph(), {
  training: true,
  bind: (name, { shape }) => scope.graph.input(name, float32(...shape)),
});
const x = scope.graph.input('x', float32(2, 3));

checkRefusals('a layer', {
  'a dropout rate of 1': [() => dropout(scope, x, 1), 'dropout() rate=1: expected 0 up to below 1'],
  'a negative dropout rate': [() => dropout(scope, x, -0.1), 'dropout() rate=-0.1'],
  'a name used twice': [() => linear(scope, linear(scope, x, 3), 3), "parameter() name: 'weight' exists already"],
});

test('dropout of nothing, and dropout in inference, is the tensor itself', () => {
  expect(dropout(scope, x, 0)).toBe(x);
  const inference = new Scope(scope.graph, {
    training: false,
    bind: (name, { shape }) => scope.graph.input(name, float32(...shape)),
  });
  expect(dropout(inference, x, 0.5)).toBe(x);
});
