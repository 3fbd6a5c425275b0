import { expect, test } from 'vitest';
import { Graph } from '../graph.ts';
import { float32 } from '../tensor-type.ts';
import { convChannelsLast } from './conv-channels-last.ts';
import { convSmallPlane, seesWholePlane } from './conv-small-plane.ts';

// Values and gradients: conv-channels-last.test.ts, whose cases hold such planes.
test.each([
  { plane: [1, 1], kernel: 3, stride: 1, padding: 1, whole: true },
  { plane: [2, 2], kernel: 3, stride: 1, padding: 1, whole: true },
  { plane: [2, 2], kernel: 3, stride: 2, padding: 1, whole: true },
  { plane: [2, 1], kernel: 3, stride: 1, padding: 1, whole: true },
  { plane: [3, 3], kernel: 3, stride: 1, padding: 1, whole: false },
  { plane: [3, 3], kernel: 5, stride: 1, padding: 2, whole: true },
  { plane: [2, 2], kernel: 1, stride: 1, padding: 0, whole: false },
  { plane: [2, 3], kernel: 3, stride: 1, padding: 1, whole: false },
])(
  'a plane of $plane, a kernel of $kernel, stride $stride, padding $padding: every position sees all of it: $whole',
  ({ plane, kernel, stride, padding, whole }) => {
    const [x, weight] = [float32(2, ...plane, 3), float32(kernel, kernel, 3, 4)];
    expect(seesWholePlane(x.shape, weight.shape, { stride, padding })).toBe(whole);
    const graph = new Graph();
    const y = convChannelsLast(graph.input('x', x), graph.input('weight', weight), { stride, padding });
    const { source } = y;
    expect(source.kind === 'node' && source.node.operator === convSmallPlane).toBe(whole);
  },
);
