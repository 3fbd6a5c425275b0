import { Graph, type Network, Scope } from '@leukoscope/engine';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../errors/entry.ts';
import { cnn } from '../../models/cnn.ts';
import { resnetFirstStages } from '../../models/resnet.ts';
import { pictureFaults } from '../../reports/plots/testing/picture-faults.ts';
import { cnnLayers, transferLayers } from './architecture.ts';
import { architecturePlot } from './architecture-plot.ts';

const NORMAL = { mean: [0, 0, 0], deviation: [1, 1, 1] };

/** What the network itself asks for and gives, without computing anything. */
function built(network: Network, dtype: 'uint8' | 'float32', shape: readonly number[]) {
  const graph = new Graph();
  const scope = new Scope(graph, {
    training: false,
    bind: (name, { shape: sides, order }) =>
      graph.input(name, { dtype: 'float32', shape: order.map((axis) => sides[axis]!) }),
  });
  const output = network(scope, graph.input('x', { dtype, shape }));
  return { output: output.shape, shapes: new Map(scope.variables.map(({ name, shape: of }) => [name, of])) };
}

describe.each([32, 400])('at %i px', (sizePx) => {
  it('the CNN is drawn as it is built', () => {
    const { shapes } = built(cnn({ classes: 2, ...NORMAL }), 'uint8', [1, sizePx, sizePx, 3]);
    const layers = cnnLayers(sizePx);
    const [, first, , second, pooled, ...linear] = layers;
    for (const [name, layer, from] of [
      ['conv1.weight', first, 3],
      ['conv2.weight', second, first!.features],
    ] as const) {
      expect(shapes.get(name)).toEqual([layer!.features, from, layer!.kernel, layer!.kernel]);
    }
    const inputs = pooled!.features * pooled!.sidePx! ** 2;
    const units = [inputs, ...linear.map(({ features }) => features)];
    expect(['head.0', 'head.2', 'head.4'].map((name) => shapes.get(`${name}.weight`))).toEqual(
      units.slice(1).map((unit, at) => [unit, units[at]]),
    );
  });

  it.each([
    ['resnet18', 0],
    ['resnet34', 1],
  ] as const)('%s is drawn as it is built', (name, which) => {
    const network: Network = (scope, x) => resnetFirstStages(scope, x, name, { frozenNorm: true });
    const { output, shapes } = built(network, 'float32', [1, 3, sizePx, sizePx]);
    const layers = transferLayers(sizePx);
    const stages = layers.filter(({ kind }) => kind === 'stage');
    // All stages but the last.
    const third = stages[2]!;
    expect(output).toEqual([1, third.features, third.sidePx, third.sidePx]);
    expect(shapes.get('conv1.weight')).toEqual([layers[1]!.features, 3, layers[1]!.kernel, layers[1]!.kernel]);
    for (const [at, { blocks, features }] of stages.slice(0, 3).entries()) {
      const convolutions = [...shapes.keys()].filter((key) => RegExp(`^layer${at + 1}\\.\\d+\\.conv1`).test(key));
      expect(convolutions).toHaveLength(blocks![which]);
      expect(shapes.get(`layer${at + 1}.0.conv1.weight`)?.[0]).toBe(features);
    }
  });
});

it('the first fully connected layer of the CNN has the inputs that the figure names', () => {
  const inputs = (sizePx: number) => {
    const { features, sidePx } = cnnLayers(sizePx).findLast((layer) => layer.sidePx !== null)!;
    return features * sidePx! ** 2;
  };
  expect([inputs(400), inputs(32)]).toEqual([150_544, 400]);
});

it.each(LANGUAGES)('in %s is a sound picture at every width', (language) => {
  for (const widthPx of [320, 720, 1200]) {
    expect(pictureFaults(architecturePlot(language, widthPx), widthPx)).toEqual([]);
  }
});
