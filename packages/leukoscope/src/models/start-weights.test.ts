import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fastFolderOfFile } from '../../test/fast-folder.ts';
import { asWeightsFile, drawnResnet } from '../../test/resnet-weights.ts';
import { caught } from '../datasets/testing/caught.ts';
import { NETWORKS } from './networks.ts';
import { readStartWeights, requirePublished } from './start-weights.node.ts';
import { decodeStartWeights, encodeStartWeights, fitToNetwork, type StartWeights } from './start-weights.ts';

const folder = fastFolderOfFile();
const path = join(folder, 'weights.safetensors');
const { spec } = NETWORKS.resnet18;
let weights: StartWeights;
beforeAll(() => {
  weights = drawnResnet();
  writeFileSync(path, asWeightsFile(weights));
});

describe('a weights file', () => {
  test('gives all tensors of the network but its head, and leaves out what else it holds', async () => {
    const read = await readStartWeights(path, spec, 'my own');
    expect([...read.tensors.keys()].sort()).toEqual([...weights.tensors.keys()].sort());
    expect(read.tensors.get('layer4.1.conv2.weight')).toEqual(weights.tensors.get('layer4.1.conv2.weight'));
    expect([...read.tensors.keys()].some((name) => name.startsWith('head.') || name.startsWith('fc.'))).toBe(false);
    const sha256 = createHash('sha256').update(asWeightsFile(weights)).digest('hex');
    expect(read).toMatchObject({ id: null, licence: 'my own', sha256 });
  });

  test('that is not the published one is not taken for it', async () => {
    const read = await readStartWeights(path, spec, null);
    const error = await caught(Promise.resolve().then(() => requirePublished(read, 'resnet18.tv_in1k', path)));
    expect(error).toMatchObject({ code: 'weights.other-file', exitCode: 3 });
  });

  test('of another network is refused with the first tensor that does not fit', async () => {
    const error = await caught(readStartWeights(path, NETWORKS.resnet34.spec, null));
    expect(error).toMatchObject({ code: 'weights.unfit', exitCode: 3 });
    expect(error.en).toContain('layer1.2.conv1.weight is missing, expected [64, 64, 3, 3]');
  });

  test('with a tensor of another shape is refused', async () => {
    const tensors = new Map(weights.tensors).set('bn1.bias', { shape: [2], data: Float32Array.of(1, 2) });
    const error = await caught(Promise.resolve().then(() => fitToNetwork(tensors, spec, 'w')));
    expect(error.en).toContain("w does not hold the weights of 'resnet18': bn1.bias is [2], expected [64] (1 of");
  });

  test('that is none, or is cut short, is refused', async () => {
    const cut = join(folder, 'cut.safetensors');
    writeFileSync(cut, asWeightsFile(weights).subarray(0, 5000));
    expect(await caught(readStartWeights(cut, spec, null))).toMatchObject({ code: 'weights.unreadable' });
    const error = await caught(readStartWeights(join(folder, 'none'), spec, null));
    expect(error).toMatchObject({ code: 'usage.no-such-file' });
  });
});

test('what a run keeps of its start is read back as it was', () => {
  expect(decodeStartWeights(encodeStartWeights(weights))).toEqual({
    ...weights,
    tensors: new Map([...weights.tensors].sort()),
  });
});
