import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fakeWorld } from '../../test/fake-world.ts';
import { fastFolderOfFile } from '../../test/fast-folder.ts';
import { asWeightsFile, drawnResnet } from '../../test/resnet-weights.ts';
import { run } from './run.ts';

const folder = fastFolderOfFile();
const own = join(folder, 'own.safetensors');
const cache = join(folder, 'cache');
beforeAll(() => {
  const bytes = asWeightsFile(drawnResnet());
  writeFileSync(own, bytes);
  mkdirSync(join(cache, 'weights'), { recursive: true });
  writeFileSync(join(cache, 'weights', 'resnet34.tv_in1k.safetensors'), bytes);
});

/** Trains on a data set that is not there, so that all ends once the options and the weights are understood. */
async function train(...args: string[]) {
  const { world, err } = fakeWorld({ env: { LEUKOSCOPE_CACHE: cache }, cwd: folder });
  const exitCode = await run(['train', 'cells', '--out', 'run', ...args], world);
  return { exitCode, text: err() };
}

describe('--weights', () => {
  test.each([
    [
      'imagenet of a network that has none',
      ['--weights', 'imagenet', '--model', 'cnn'],
      2,
      "no ImageNet weights for the network 'cnn'",
    ],
    [
      'imagenet that nobody brought',
      ['--weights', 'imagenet', '--model', 'resnet18'],
      3,
      'no resnet18.tv_in1k.safetensors',
    ],
    ['a file that is not there', ['--weights', 'none.safetensors', '--model', 'resnet18'], 3, 'none.safetensors'],
    ['a file of another network', ['--weights', 'own.safetensors', '--model', 'resnet34'], 3, 'layer1.2.conv1.weight'],
    ['imagenet with a licence', ['--weights', 'imagenet', '--model', 'resnet18', '--licence', 'MIT'], 2, '--licence'],
    [
      'imagenet for group normalisation',
      ['--weights', 'imagenet', '--model', 'resnet18', '--norm', 'group'],
      3,
      'ImageNet: ',
    ],
    [
      'a file for group normalisation',
      ['--weights', 'own.safetensors', '--model', 'resnet18', '--norm', 'group'],
      3,
      'batch',
    ],
    [
      'group normalisation of the small network',
      ['--norm', 'group', '--model', 'cnn'],
      2,
      '--norm and --model cnn cannot',
    ],
    [
      'statistics of group normalisation',
      ['--weights', 'own.safetensors', '--model', 'resnet18', '--norm', 'group', '--freeze-norm'],
      2,
      '--freeze-norm and --norm group cannot',
    ],
    ['a file to be fetched', ['--weights', 'own.safetensors', '--model', 'resnet18', '--download'], 2, '--download'],
    [
      'a frozen part without weights',
      ['--model', 'resnet18', '--fine-tune', 'head'],
      2,
      '`leukoscope train --fine-tune` needs the option --weights.',
    ],
    [
      'a frozen part of none',
      ['--model', 'resnet18', '--weights', 'none', '--fine-tune', 'head'],
      2,
      '--fine-tune and --weights none cannot',
    ],
    ['a small network in parts', ['--layer-decay', '0.5', '--model', 'cnn'], 2, '--layer-decay and --model cnn cannot'],
    [
      'views of nothing that varies',
      ['--weights', 'own.safetensors', '--model', 'resnet18', '--fine-tune', 'head', '--views', '4'],
      2,
      'no augmentation was asked for',
    ],
    [
      'views where everything learns',
      ['--weights', 'own.safetensors', '--model', 'resnet18', '--flips', '--views', '4'],
      2,
      '--views',
    ],
  ])('%s is refused', async (_, args, exitCode, text) => {
    const result = await train(...args);
    expect(result).toMatchObject({ exitCode });
    expect(result.text).toContain(text);
  });

  test('of a file whose licence nobody stated are used, and the licence is asked for', async () => {
    const { text } = await train('--weights', 'own.safetensors', '--model', 'resnet18');
    expect(text).toContain('nobody stated the licence');
    const stated = await train('--weights', 'own.safetensors', '--model', 'resnet18', '--licence', 'CC0-1.0');
    expect(stated.text).not.toContain('licence');
  });

  test('of another file under the published name are not taken for the published ones', async () => {
    const { exitCode, text } = await train('--weights', 'imagenet', '--model', 'resnet34');
    expect(exitCode).toBe(3);
    expect(text).toContain('layer1.2.conv1.weight');
  });
});
