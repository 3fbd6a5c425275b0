import { describe, expect, test } from 'vitest';
import { predicted } from '../../test/predicted.ts';
import { TINY_RUNTIME, tinyCard, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import { memoryImages } from '../../test/training-job.ts';
import { writeModelFile } from '../models/model-file.ts';
import { openPredictor, type Predictor } from './predictor.ts';

const BYTES_EACH = 16 * 16 * 3;

async function tinyPredictor(): Promise<Predictor> {
  const bytes = await writeModelFile(tinyCard(), await tinyTrainer().state());
  return openPredictor(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
}

function pixelsOf(count: number): Uint8Array {
  const images = memoryImages(count);
  const pixels = new Uint8Array(count * BYTES_EACH);
  for (let image = 0; image < count; image++) images.read(image, pixels, image * BYTES_EACH);
  return pixels;
}

describe('a predictor', () => {
  test('says the same of an image alone and among others', async () => {
    const predictor = await tinyPredictor();
    const { atypical: together, types } = await predictor.predict(pixelsOf(7));
    expect(types).toBeNull();
    expect(together).toHaveLength(7);
    for (let image = 0; image < 7; image++) {
      const one = pixelsOf(7).slice(image * BYTES_EACH, (image + 1) * BYTES_EACH);
      const [alone] = (await predictor.predict(one)).atypical;
      expect(Math.abs(alone! - together[image]!)).toBeLessThan(1e-6);
    }
    expect(new Set(together).size).toBeGreaterThan(1);
  });

  test('with test views looks at many pictures in parts, and says of each what it says of it alone', async () => {
    const types = [tinyType('LYT'), tinyType('MON'), tinyType('MYO', 'atypical')];
    const trainer = tinyTrainer(1, types);
    const bytes = await writeModelFile(tinyCard({ types, testViews: 8 }), await trainer.state());
    const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
    const { atypical, types: ofTypes } = await predictor.predict(pixelsOf(37));
    for (const image of [0, 15, 16, 31, 32, 36]) {
      const one = await predictor.predict(pixelsOf(37).slice(image * BYTES_EACH, (image + 1) * BYTES_EACH));
      expect(Math.abs(one.atypical[0]! - atypical[image]!)).toBeLessThan(1e-6);
      for (const type of [0, 1, 2]) expect(one.types![type]).toBeCloseTo(ofTypes![image * 3 + type]!, 6);
    }
    await Promise.all([predictor.close(), trainer.dispose()]);
  });

  test('says nothing of nothing, and refuses part of an image', async () => {
    const predictor = await tinyPredictor();
    expect(await predictor.predict(new Uint8Array(0))).toEqual(predicted(new Float32Array(0)));
    await expect(predictor.predict(new Uint8Array(BYTES_EACH + 1))).rejects.toThrow(
      new RangeError('predict() pixels: got 769 bytes, expected whole images of 16 x 16 x 3'),
    );
  });

  test('gives results that later ones leave alone', async () => {
    const predictor = await tinyPredictor();
    const { atypical: first } = await predictor.predict(pixelsOf(3));
    const copy = first.slice();
    await predictor.predict(pixelsOf(6).slice(3 * BYTES_EACH));
    expect(first).toEqual(copy);
  });
});

test('a model that ONNX Runtime refuses is told by name', async () => {
  const bytes = await writeModelFile(tinyCard(), await tinyTrainer().state());
  const runtime = { ...TINY_RUNTIME, load: () => Promise.reject(new Error('no such operator\nat 0x1234')) };
  await expect(openPredictor(bytes, { path: 'model.onnx', runtime })).rejects.toMatchObject({
    code: 'model.cannot-run',
    exitCode: 3,
    details: { path: 'model.onnx', reason: 'no such operator' },
  });
});
