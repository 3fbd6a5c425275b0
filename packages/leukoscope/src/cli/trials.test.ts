import { describe, expect, test } from 'vitest';
import { TINY_RUNTIME, tinyCard, tinySettings, tinyTrainer } from '../../test/tiny-model.ts';
import { writeModelFile } from '../models/model-file.ts';
import { NETWORKS } from '../models/networks.ts';
import type { TrainSettings } from '../training/train-settings.ts';
import { modelTrial, trainingTrial } from './trials.ts';

describe('trials that devices are compared by', () => {
  test.each<[string, Partial<TrainSettings>]>([
    ['the paper’s network', {}],
    ['a whole ResNet', { network: NETWORKS.resnet18.spec, batch: 2 }],
    ['the head of a ResNet alone', { network: NETWORKS.resnet18.spec, fineTune: 'head' }],
  ])('training %s', async (_, changes) => {
    const settings = tinySettings(changes);
    const trial = await trainingTrial(settings, TINY_RUNTIME);
    expect(await trial.run()).toMatchObject({ logits: { length: settings.batch * 2 } });
    await trial.close();
  });

  test('training at a size that leaves nothing is refused as training is', async () => {
    const { preprocessing } = tinySettings();
    const small = tinySettings({ preprocessing: { ...preprocessing, sizePx: 8 } });
    await expect(trainingTrial(small, TINY_RUNTIME)).rejects.toMatchObject({ name: 'LeukoscopeError' });
  });

  test('using a model', async () => {
    const model = await writeModelFile(tinyCard(), await tinyTrainer().state());
    const trial = await modelTrial(model, 'model.onnx', TINY_RUNTIME);
    expect(await trial.run()).toMatchObject({ atypical: { length: 32 } });
    await trial.close();
  });
});
