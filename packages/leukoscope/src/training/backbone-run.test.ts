import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fastFolderOfFile } from '../../test/fast-folder.ts';
import { resnetOnnx } from '../../test/resnet-onnx.ts';
import { drawnResnet, RESNET_SETTINGS } from '../../test/resnet-weights.ts';
import { interrupted, modelOf, type Run, resumed, runOfCells } from '../../test/run-of-cells.ts';
import { TINY_RUNTIME, tinySettings } from '../../test/tiny-model.ts';
import { tinyOnnx } from '../../test/tiny-onnx.ts';
import { openPredictor } from '../classify/predictor.ts';
import { caught } from '../datasets/testing/caught.ts';
import { type Backbone, readBackbone } from '../models/backbone.node.ts';
import type { NetworkSpec } from '../models/networks.ts';
import type { StartWeights } from '../models/start-weights.ts';
import { startRun } from './start-run.ts';

const folder = fastFolderOfFile();
let backbone: Backbone;
beforeAll(async () => {
  backbone = await backboneOf(tinyOnnx());
});

function backboneOf(bytes: Uint8Array): Promise<Backbone> {
  const path = join(folder, 'network.onnx');
  writeFileSync(path, bytes);
  return readBackbone(path, { output: null, sizePx: null, licence: 'CC0-1.0', runtime: TINY_RUNTIME });
}

function runFrom(network: NetworkSpec, start: StartWeights): Run {
  const run = runOfCells();
  const { sha256, id, licence } = start;
  const settings = tinySettings({
    ...{ ...RESNET_SETTINGS, network, start: { kind: 'weights', id, sha256, licence } },
    ...{ learningRate: 0.01, fineTune: 'head', epochs: 2 },
  });
  return { ...run, request: { ...run.request, settings, start } };
}

const backboneRun = () => runFrom(backbone.spec, backbone.start);

async function probabilitiesOf(run: Run) {
  const { outcome } = await startRun(run.request, run.folder, run.world);
  const predictor = await openPredictor(modelOf(run), { path: 'model.onnx', runtime: TINY_RUNTIME });
  const pixels = Uint8Array.from({ length: 3 * 16 * 16 * 3 }, (_, at) => (at * 7) % 256);
  const { atypical } = await predictor.predict(pixels);
  await predictor.close();
  return [...outcome.validation!.cells.map(({ probability }) => probability), ...atypical];
}

test('a ResNet18 brought as a file learns and says the same as the one of ours', async () => {
  const resnet = drawnResnet();
  const { spec, start } = await backboneOf(resnetOnnx(resnet, 16));
  const ours = await probabilitiesOf(runFrom(RESNET_SETTINGS.network, resnet));
  const brought = await probabilitiesOf(runFrom(spec, start));
  expect(new Set(ours).size).toBeGreaterThan(4);
  expect(brought).toHaveLength(ours.length);
  for (const [at, probability] of brought.entries()) expect(probability).toBeCloseTo(ours[at]!, 5);
});

test('interrupted and resumed, it ends with the same bytes as in one go', async () => {
  const [whole, broken] = [backboneRun(), backboneRun()];
  await startRun(whole.request, whole.folder, whole.world);
  await resumed(await interrupted(broken));
  expect(modelOf(broken).equals(modelOf(whole))).toBe(true);
});

test('the run keeps the file, and does not go on with another or a damaged one', async () => {
  const run = await interrupted(backboneRun());
  const file = join(run.folder.path, 'backbone.onnx');
  writeFileSync(file, 'no model');
  expect(await caught(resumed(run))).toMatchObject({ code: 'run.not-a-run', exitCode: 3 });
  writeFileSync(file, tinyOnnx(2));
  expect(await caught(resumed(run))).toMatchObject({ code: 'run.data-changed' });
});

test('a fitted head does as well', async () => {
  const run = backboneRun();
  const settings = { ...run.request.settings, head: 'logistic' } as const;
  const { card } = await startRun({ ...run.request, settings }, run.folder, run.world);
  expect(card.network).toMatchObject({ name: 'backbone', hidden: null, fitted: { by: 'logistic' } });
  const predictor = await openPredictor(modelOf(run), { path: 'model.onnx', runtime: TINY_RUNTIME });
  expect((await predictor.predict(new Uint8Array(16 * 16 * 3))).atypical[0]).toBeGreaterThanOrEqual(0);
  await predictor.close();
});
