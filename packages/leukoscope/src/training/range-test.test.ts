import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawnResnet, RESNET_SETTINGS } from '../../test/resnet-weights.ts';
import { tinySettings } from '../../test/tiny-model.ts';
import { tinyJob, trainingCells } from '../../test/training-job.ts';
import { type RangeTestJob, rangeTest } from './range-test.ts';

function job(changes: Partial<RangeTestJob> = {}): RangeTestJob {
  return { ...tinyJob({ settings: tinySettings({ batch: 20 }) }), from: 1e-4, to: 10, steps: 120, ...changes };
}

describe('the learning-rate range test', () => {
  test('raises the rate by equal factors, and suggests a tenth of the one with the least loss', async () => {
    const { points, suggested } = await rangeTest(job({ to: 0.05 }));
    expect(points).toHaveLength(120);
    expect(points[0]!.learningRate).toBeCloseTo(1e-4, 12);
    expect(points.at(-1)!.learningRate).toBeCloseTo(0.05, 12);
    const factors = points.slice(1).map(({ learningRate }, at) => learningRate / points[at]!.learningRate);
    expect(Math.max(...factors)).toBeCloseTo(Math.min(...factors), 9);
    const least = points.slice(12).reduce((best, point) => (point.smoothed < best.smoothed ? point : best));
    expect(least.smoothed).toBeLessThan(points[12]!.smoothed);
    expect(suggested).toBeCloseTo(least.learningRate / 10, 12);
  });

  test('smooths the loss without a bias towards its start', async () => {
    const { points } = await rangeTest(job({ to: 2e-4, steps: 30 }));
    expect(points[0]!.smoothed).toBeCloseTo(points[0]!.loss, 12);
    const [first, second] = points;
    expect(second!.smoothed).toBeCloseTo((0.95 * first!.loss + second!.loss) / 1.95, 12);
  });

  test('ends where the loss runs away', async () => {
    // Labels that the pictures do not tell: what can be learnt at once never diverges.
    const train = trainingCells(Array.from({ length: 20 }, (_, at) => (at % 4 < 2 ? 'typical' : 'atypical')));
    const { points, diverged } = await rangeTest(job({ train, from: 0.01, to: 1e4 }));
    expect(diverged).toBe(true);
    expect(points.length).toBeLessThan(120);
    expect(points.every(({ loss, smoothed }) => Number.isFinite(loss) && Number.isFinite(smoothed))).toBe(true);
  });

  test('suggests nothing where the loss does not fall', async () => {
    const { suggested, diverged } = await rangeTest(job({ from: 1e-9, to: 1e-8, steps: 30 }));
    expect(suggested).toBeNull();
    expect(diverged).toBe(false);
  });

  test('is the same from the same seed', async () => {
    expect(await rangeTest(job({ steps: 30 }))).toEqual(await rangeTest(job({ steps: 30 })));
  });

  test('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(rangeTest(job({ signal: controller.signal }))).rejects.toBe(controller.signal.reason);
  });

  test('leaves nothing open where it cannot be begun', async () => {
    const start = drawnResnet();
    const { sha256, id, licence } = start;
    const from = { start: { kind: 'weights', sha256, id, licence }, fineTune: 'head' } as const;
    const tooSmall = { shape: [1], data: Float32Array.of(0) };
    const wrong = { ...start, tensors: new Map([...start.tensors, ['head.0.weight', tooSmall] as const]) };
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    const begun = rangeTest(job({ settings: tinySettings({ ...RESNET_SETTINGS, ...from }), start: wrong }));
    await expect(begun).rejects.toThrow('head.0.weight');
    expect(open()).toBe(before);
  });
});
