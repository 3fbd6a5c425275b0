import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellPicture } from '../../test/cell-pictures.ts';
import { predicted } from '../../test/predicted.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { tinyCard } from '../../test/tiny-model.ts';
import type { Group } from '../cells/scheme.ts';
import { openImageStore } from '../images/image-store.node.ts';
import {
  classifyImages,
  type ImageToClassify,
  PatientTally,
  type Prediction,
  type RejectedInput,
} from './classify-images.ts';
import type { Predictor } from './predictor.ts';

/** Atypical by the brightness of the middle pixel: below the threshold of 0.5 or above. */
const card = tinyCard();
const byBrightness: Predictor = {
  card,
  predict: async (pixels) => {
    const middle = 3 * (8 * 16 + 8);
    const atypical = Float32Array.from({ length: pixels.length / 768 }, (_, item) =>
      pixels[item * 768 + middle + 1]! > 90 ? 0.75 : 0.25,
    );
    return predicted(atypical);
  },
  knowsCells: false,
  featureColumns: [],
  close: () => Promise.resolve(),
};

/** 300 images in turn typical and atypical, with bad ones at these places. */
function imagesOnDisk(bad: readonly number[]): ImageToClassify[] {
  const folder = temporaryFolder();
  return Array.from({ length: 300 }, (_, at) => {
    const path = join(folder, `${at}.png`);
    const isBad = bad.includes(at);
    if (!isBad || at % 3 > 0)
      writeFileSync(path, isBad ? 'no picture' : cellPicture(at % 2 === 0 ? 'typical' : 'atypical', at));
    return { path, patient: at < 150 ? 'A' : null };
  });
}

async function collected(stream: ReturnType<typeof classifyImages>): Promise<(Prediction | RejectedInput)[]> {
  const all: (Prediction | RejectedInput)[] = [];
  for await (const results of stream) all.push(...results);
  return all;
}

describe('images are classified', () => {
  const bad = [0, 5, 127, 128, 129, 255, 256, 299, ...Array.from({ length: 20 }, (_, at) => 170 + at)];

  test('in their order, bad ones in their places, whoever’s they are', async () => {
    const images = imagesOnDisk(bad);
    const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
    const world = { predictor: byBrightness, store, signal: new AbortController().signal };
    const results = await collected(classifyImages(images, world));
    await store.close();
    expect(results.map(({ path, patient }) => ({ path, patient }))).toEqual(images);
    results.forEach((result, at) => {
      const truth = at % 2 === 0 ? 'typical' : 'atypical';
      if (!bad.includes(at)) {
        expect(result).toMatchObject({ prediction: truth, probability: truth === 'typical' ? 0.25 : 0.75 });
        expect((result as Prediction).imageHash).toMatch(/^[0-9a-f]{64}$/);
      } else {
        expect(result).toMatchObject({ reason: { code: at % 3 > 0 ? 'image.not-an-image' : 'image.missing' } });
      }
    });
  });

  test('as they come: the first are done before the last are named', async () => {
    const [image] = imagesOnDisk([]);
    const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
    let named = 0;
    async function* endless(): AsyncGenerator<ImageToClassify> {
      for (; ; named++) yield image!;
    }
    const stream = classifyImages(endless(), { predictor: byBrightness, store, signal: new AbortController().signal });
    const { value } = await stream.next();
    expect(value).toHaveLength(128);
    expect(named).toBeLessThan(1000);
    await stream.return(undefined);
    await store.close();
  });

  test('until the signal is aborted', async () => {
    const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
    const controller = new AbortController();
    const stream = classifyImages(imagesOnDisk([]), { predictor: byBrightness, store, signal: controller.signal });
    await stream.next();
    controller.abort();
    await expect(collected(stream)).rejects.toBe(controller.signal.reason);
    await store.close();
  });

  test('at the threshold itself as atypical', async () => {
    const [image] = imagesOnDisk([]);
    const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
    const predictor = { ...byBrightness, predict: async () => predicted(Float32Array.of(0.5)) };
    const world = { predictor, store, signal: new AbortController().signal };
    expect(await collected(classifyImages([image!], world))).toMatchObject([{ prediction: 'atypical' }]);
    await store.close();
  });
});

test('a model that knows types names the most probable one, of whichever group', async () => {
  const images = imagesOnDisk([]).slice(0, 2);
  const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
  const types = ['LYT', 'MON', 'MYO'].map((code, at) => ({
    code,
    name: { en: code, es: code },
    group: at < 2 ? ('typical' as const) : ('atypical' as const),
    cells: 1,
  }));
  // The second image: the typical types share 0.55, and yet the atypical one is the most probable.
  const ofTypes = Float32Array.of(0.125, 0.375, 0.5, 0.3125, 0.25, 0.4375);
  const predict = async () => predicted(Float32Array.of(0.5, 0.4375), ofTypes);
  const predictor = { ...byBrightness, card: { ...card, types }, predict };
  const world = { predictor, store, signal: new AbortController().signal };
  expect(await collected(classifyImages(images, world))).toMatchObject([
    { prediction: 'atypical', type: { code: 'MYO', probability: 0.5 } },
    { prediction: 'typical', type: { code: 'MYO', probability: 0.4375 } },
  ]);
  await store.close();
});

describe('a patient’s tally', () => {
  const calls = fc.array(
    fc.record({
      patient: fc.constantFrom('A', 'B', null),
      prediction: fc.constantFrom<Group>('typical', 'atypical'),
    }),
  );

  test('is the share of atypical calls of each, in the order first met', () => {
    fc.assert(
      fc.property(calls, (all) => {
        const tally = new PatientTally();
        for (const call of all) tally.add({ ...call, referred: false });
        const expected = [...Map.groupBy(all, ({ patient }) => patient)].map(([patient, own]) => [
          patient,
          own.filter(({ prediction }) => prediction === 'atypical').length,
          own.length,
        ]);
        const shares = tally
          .shares()
          .map(({ patient, share: { share } }) => [patient, share.numerator, share.denominator]);
        expect(shares).toEqual(expected);
      }),
    );
  });
});

test('a folder for pictures is not a picture', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'a.png'));
  const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
  const world = { predictor: byBrightness, store, signal: new AbortController().signal };
  const images = [{ path: join(folder, 'a.png'), patient: null }];
  expect(await collected(classifyImages(images, world))).toMatchObject([{ reason: { code: 'image.not-a-file' } }]);
  await store.close();
});
