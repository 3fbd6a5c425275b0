import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafetensors } from '@leukoscope/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { fastFolderOfFile } from '../../test/fast-folder.ts';
import { tinyCard, tinyTrainer } from '../../test/tiny-model.ts';
import { caught } from '../datasets/testing/caught.ts';
import { writeModelFile } from './model-file.ts';
import { NETWORKS } from './networks.ts';
import { packSeenImages } from './seen-images.ts';
import { readStartWeights } from './start-weights.node.ts';
import { decodeStartWeights, encodeStartWeights } from './start-weights.ts';

const folder = join(fastFolderOfFile(), 'run');
const file = join(folder, 'model.onnx');
const { spec } = NETWORKS.cnn;
const seen = packSeenImages(['ab'.repeat(32)]);
const { training } = tinyCard();

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const state = await tinyTrainer(7).state();
  const start = { kind: 'weights', id: null, sha256: 'c'.repeat(64), licence: 'CC-BY-4.0' };
  const settings = { ...training.settings, start };
  const cells = { ...training.cells, train: { typical: 5, atypical: 3, patients: null } };
  writeFileSync(
    file,
    await writeModelFile(tinyCard({ training: { ...training, settings, cells, seenImages: seen } }), state),
  );
  writeFileSync(join(folder, 'best.safetensors'), writeSafetensors(new Map(), { run: 'as checkpoints have it' }));
});

describe('a model of ours to start from', () => {
  test('gives its body without its head, what it learnt from, and the terms of what it started from', async () => {
    const weights = await readStartWeights(file, spec, null);
    const { tensors } = await tinyTrainer(7).state();
    const body = [...tensors].filter(([name]) => name.startsWith('conv') && !name.includes('#'));
    expect(body.length).toBe(4);
    expect(new Map([...weights.tensors].sort())).toEqual(new Map(body.sort()));
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    const dataset = { name: 'nothing', dataHash: 'd', synthetic: false };
    const model = { dataset, cells: 8, seenImages: seen };
    expect(weights).toMatchObject({ id: null, licence: 'CC-BY-4.0', sha256, model });
    expect(await readStartWeights(file, spec, 'CC0-1.0')).toMatchObject({ licence: 'CC0-1.0' });
  });

  test('is found in the folder of its run, and kept as it was by the next', async () => {
    const weights = await readStartWeights(folder, spec, null);
    expect(weights).toEqual(await readStartWeights(file, spec, null));
    expect(decodeStartWeights(encodeStartWeights(weights))).toEqual({
      ...weights,
      tensors: new Map([...weights.tensors].sort()),
    });
  });

  test.each([
    ['of another network', file, NETWORKS.resnet18.spec, 'weights.other-network'],
    ['that is a checkpoint', join(folder, 'best.safetensors'), spec, 'weights.of-a-run'],
    ['that is not there', join(folder, 'none.onnx'), spec, 'model.none'],
  ])('%s is refused', async (_, path, network, code) => {
    expect(await caught(readStartWeights(path, network, null))).toMatchObject({ code, exitCode: 3 });
  });
});
