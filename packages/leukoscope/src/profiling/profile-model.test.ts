import { readdirSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { fastFolder } from '../../test/fast-folder.ts';
import { TINY_RUNTIME, tinyCard, tinyTrainer } from '../../test/tiny-model.ts';
import { writeModelFile } from '../models/model-file.ts';
import type { ProgressUpdate } from '../progress/progress.ts';
import { type ProfileRequest, profileModel } from './profile-model.ts';
import { NODE_KINDS, OUTSIDE_KINDS } from './time-kinds.ts';
import type { TimePart } from './work-profile.ts';

const REQUEST: ProfileRequest = { works: ['inference', 'training'], batch: 3, forMs: 30 };

async function profiled(request: Partial<ProfileRequest> = {}, signal = new AbortController().signal) {
  const updates: ProgressUpdate[] = [];
  const bytes = await writeModelFile(tinyCard(), await tinyTrainer().state());
  const progress = { report: (update: ProgressUpdate) => updates.push(update) };
  const world = { runtime: TINY_RUNTIME, progress, signal };
  const profile = await profileModel({ bytes, path: 'model.onnx' }, { ...REQUEST, ...request }, world);
  return { ...profile, updates };
}

const msOf = (parts: readonly TimePart[]) => parts.reduce((total, { ms }) => total + ms, 0);
const namesOf = (parts: readonly TimePart[]) => parts.map(({ name }) => name);

describe('a profile', () => {
  test('explains the whole of a step, each node by one kind, one layer and one operator', async () => {
    const { works } = await profiled();
    expect(works.map(({ work, batch }) => [work, batch])).toEqual([
      ['inference', 3],
      ['training', 3],
    ]);
    for (const { kinds, layers, operators, profiledStepMs, imagesPerSecond, stepMs } of works) {
      expect(msOf(kinds)).toBeCloseTo(profiledStepMs, 6);
      expect(kinds.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 6);
      const ofNodes = kinds.filter(({ name }) => (NODE_KINDS as readonly string[]).includes(name));
      expect(kinds.length - ofNodes.length).toBe(OUTSIDE_KINDS.length);
      expect(msOf(layers)).toBeCloseTo(msOf(ofNodes), 6);
      expect(msOf(operators)).toBeCloseTo(msOf(ofNodes), 6);
      expect(imagesPerSecond).toBeCloseTo(3000 / stepMs, 6);
    }
  });

  test('knows the layers of the network, in inference and in training', async () => {
    const [inference, training] = (await profiled()).works;
    const layers = ['conv1', 'conv2', 'head.0', 'head.2', 'head.4', 'input'];
    expect(namesOf(inference!.layers)).toEqual(expect.arrayContaining(layers));
    expect(namesOf(training!.layers)).toEqual(expect.arrayContaining([...layers, 'loss', 'update']));
    const inTraining = ['convolution', 'convolution-by-input', 'convolution-by-weights', 'pooling', 'dense', 'update'];
    expect(namesOf(training!.kinds)).toEqual(expect.arrayContaining(inTraining));
    expect(namesOf(inference!.kinds).some((kind) => kind.includes('gradient') || kind.includes('-by-'))).toBe(false);
  });

  test('leaves no file behind, whole or interrupted', async () => {
    const folder = fastFolder();
    vi.stubEnv('TMPDIR', folder);
    await profiled();
    expect(readdirSync(folder)).toEqual([]);
    const controller = new AbortController();
    controller.abort();
    await expect(profiled({}, controller.signal)).rejects.toBe(controller.signal.reason);
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
  });

  test('takes the batch of the training unless told, and does what is asked alone', async () => {
    const { works, updates, ...setting } = await profiled({ works: ['training'], batch: null });
    expect(works.map(({ work, batch }) => [work, batch])).toEqual([['training', 8]]);
    expect(setting).toMatchObject({ network: 'cnn', sizePx: 16, threads: 1, learns: 'all' });
    expect(updates.at(-1)).toMatchObject({
      stage: 'profile',
      ended: true,
      done: works[0]!.steps + works[0]!.profiledSteps,
    });
  });

  test('of a model whose head was fitted is of inference alone', async () => {
    const card = tinyCard();
    const training = { ...card.training, settings: { head: 'svm' } };
    const file = {
      bytes: await writeModelFile({ ...card, training }, await tinyTrainer().state()),
      path: 'model.onnx',
    };
    const world = {
      runtime: TINY_RUNTIME,
      progress: { report: () => undefined },
      signal: new AbortController().signal,
    };
    const { works, learns } = await profileModel(file, { ...REQUEST, works: null }, world);
    expect([works.map(({ work }) => work), learns]).toEqual([['inference'], null]);
    const ofTraining = profileModel(file, { ...REQUEST, works: ['training'] }, world);
    await expect(ofTraining).rejects.toMatchObject({ code: 'profile.no-training', exitCode: 2 });
  });

  test('of more images than are looked at together counts every run', async () => {
    const [inference] = (await profiled({ works: ['inference'], batch: 300 })).works;
    expect(inference!.kinds.reduce((total, { ms }) => total + ms, 0)).toBeCloseTo(inference!.profiledStepMs, 6);
    const javascript = inference!.kinds.find(({ name }) => name === 'javascript')!;
    // Were a run left out, its time would count as JavaScript's.
    expect(javascript.share).toBeLessThan(0.5);
  });

  test('refuses settings of another version', async () => {
    const card = tinyCard();
    const training = { ...card.training, settings: { epochs: 1 } };
    const bytes = await writeModelFile({ ...card, training }, await tinyTrainer().state());
    const world = {
      runtime: TINY_RUNTIME,
      progress: { report: () => undefined },
      signal: new AbortController().signal,
    };
    await expect(profileModel({ bytes, path: 'model.onnx' }, REQUEST, world)).rejects.toMatchObject({
      code: 'model.other-version',
      details: { field: 'training.settings' },
    });
  });
});
