import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawnResnet, RESNET_SETTINGS, SMALL_RESNET_SETTINGS } from '../../test/resnet-weights.ts';
import { interrupted, modelOf, type Run, resumed, runOfCells } from '../../test/run-of-cells.ts';
import { TINY_RUNTIME, tinySettings } from '../../test/tiny-model.ts';
import { openPredictor } from '../classify/predictor.ts';
import { caught } from '../datasets/testing/caught.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { encodeStartWeights, type StartWeights } from '../models/start-weights.ts';
import { startRun } from './start-run.ts';
import type { TrainSettings } from './train-settings.ts';

const { network: SMALL } = SMALL_RESNET_SETTINGS;
const START = drawnResnet(1, SMALL);

function runFrom(changes: Partial<TrainSettings>, start: StartWeights = START): Run {
  const run = runOfCells();
  const { sha256, id, licence } = start;
  const settings = tinySettings({
    ...SMALL_RESNET_SETTINGS,
    ...{ start: { kind: 'weights', id, sha256, licence }, learningRate: 0.01, fineTune: 'head', epochs: 2, ...changes },
  });
  return { ...run, request: { ...run.request, settings, start } };
}

/** Counts the images that go through frozen layers. */
function counting(run: Run): { run: Run; computed: () => number } {
  let computed = 0;
  const report: Run['world']['progress']['report'] = ({ stage, done }) => {
    if (stage === 'features') computed = done;
  };
  return { run: { ...run, world: { ...run.world, progress: { report } } }, computed: () => computed };
}

const VARIED = { augmentation: { ...NO_AUGMENTATION, flips: true, rightAngles: true }, views: 3 };

describe.each(['head', 'last-stage'] as const)('with all but the %s frozen', (fineTune) => {
  test('a run keeps what it starts with, and its model says what the trainer said', async () => {
    const start = drawnResnet();
    const run = runFrom({ ...RESNET_SETTINGS, fineTune }, start);
    const { outcome, card } = await startRun(run.request, run.folder, run.world);
    const { tensors } = outcome.state;
    expect(tensors.get('layer1.0.conv1.weight')).toEqual(start.tensors.get('layer1.0.conv1.weight'));
    const changes = tensors
      .get('layer4.1.conv2.weight')!
      .data.some((value, at) => value !== start.tensors.get('layer4.1.conv2.weight')!.data[at]);
    expect(changes).toBe(fineTune === 'last-stage');
    expect(card.training.settings!.start).toEqual(run.request.settings.start);
    const predictor = await openPredictor(modelOf(run), { path: 'model.onnx', runtime: TINY_RUNTIME });
    const images = await openImageStore({ cacheFolder: null, preprocessing: RESNET_SETTINGS.preprocessing });
    const paths = outcome.validation!.cells.map(({ id }) => join(run.cells, id));
    for await (const { pixels } of images.stream(paths, { batch: paths.length })) {
      const { atypical } = await predictor.predict(pixels);
      outcome.validation!.cells.forEach(({ probability }, at) => {
        expect(Math.abs(atypical[at]! - probability)).toBeLessThan(1e-5);
      });
    }
    await Promise.all([images.close(), predictor.close()]);
  });
});

test('with a frozen part, a run that is interrupted and resumed ends with the same bytes as in one go', async () => {
  const [whole, broken] = [runFrom(VARIED), runFrom(VARIED)];
  await startRun(whole.request, whole.folder, whole.world);
  await resumed(await interrupted(broken));
  expect(modelOf(broken).equals(modelOf(whole))).toBe(true);
});

describe('what frozen layers make of an image', () => {
  test('is computed once for each image, whatever the seed of the runs', async () => {
    const first = counting(runFrom({}));
    await startRun(first.run.request, first.run.folder, first.run.world);
    expect(first.computed()).toBe(32 + 8);
    const again = counting(runFrom({}));
    const { cacheFolder } = first.run.world;
    await startRun({ ...again.run.request, seed: 2 }, again.run.folder, { ...again.run.world, cacheFolder });
    expect(again.computed()).toBe(0);
  });

  test('is computed for each view of an image to learn from, where images are varied', async () => {
    const { run, computed } = counting(runFrom(VARIED));
    await startRun(run.request, run.folder, run.world);
    expect(computed()).toBe(3 * 32 + 8);
  });

  test('of other weights, or by another crop, is kept apart', async () => {
    const first = runFrom({});
    await startRun(first.request, first.folder, first.world);
    const { cacheFolder } = first.world;
    const other = drawnResnet(2, SMALL);
    const run = counting(runFrom({}));
    await startRun({ ...run.run.request, start: other }, run.run.folder, { ...run.run.world, cacheFolder });
    expect(run.computed()).toBe(40);
    const preprocessing = { ...RESNET_SETTINGS.preprocessing, crop: { kind: 'centre', fraction: 0.5 } } as const;
    const cropped = counting(runFrom({ preprocessing }));
    await startRun(cropped.run.request, cropped.run.folder, { ...cropped.run.world, cacheFolder });
    expect(cropped.computed()).toBe(40);
  });

  test('goes to a temporary file where the cache cannot be written, which is told, and gives the same model', async () => {
    const [kept, refused] = [runFrom({}), runFrom({})];
    await startRun(kept.request, kept.folder, kept.world);
    const cacheFolder = join(refused.cells, 'manifest.csv');
    await startRun(refused.request, refused.folder, { ...refused.world, cacheFolder });
    expect(refused.warnings.map(({ code }) => code)).toEqual(['machine.cannot-write', 'machine.cannot-write']);
    expect(modelOf(refused).equals(modelOf(kept))).toBe(true);
  });

  test('on another device, which rounds otherwise, is kept apart', async () => {
    const first = runFrom({});
    await startRun(first.request, first.folder, first.world);
    const { cacheFolder } = first.world;
    const elsewhere = counting(runFrom({}));
    const runtime = { ...elsewhere.run.world.runtime, id: 'another device' };
    await startRun(elsewhere.run.request, elsewhere.run.folder, { ...elsewhere.run.world, cacheFolder, runtime });
    expect(elsewhere.computed()).toBe(40);
  });

  test('is not left behind without a cache', async () => {
    const run = runFrom({});
    await startRun(run.request, run.folder, { ...run.world, cacheFolder: null });
    expect(existsSync(run.world.cacheFolder!)).toBe(false);
  });
});

test('a run whose start is missing or another one is not gone on with', async () => {
  const run = await interrupted(runFrom({}));
  const file = join(run.folder.path, 'start.safetensors');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, 100_000));
  expect(await caught(resumed(run))).toMatchObject({ code: 'run.not-a-run', exitCode: 3 });
  writeFileSync(file, encodeStartWeights({ ...START, sha256: 'cd'.repeat(32) }));
  expect(await caught(resumed(run))).toMatchObject({ code: 'run.data-changed' });
});
