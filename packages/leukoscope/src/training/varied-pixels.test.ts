import { randomStream } from '@leukoscope/engine';
import { expect, onTestFinished, test } from 'vitest';
import { memoryImages } from '../../test/training-job.ts';
import { createAugment } from '../images/augment.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import type { Draw } from './learning-inputs.ts';
import { VariedPixels } from './varied-pixels.node.ts';

const AUGMENTATION = { ...NO_AUGMENTATION, flips: true, rotateDegrees: 20, colour: 0.2, stain: 0.1 };
const BYTES = 16 * 16 * 3;

function open(): VariedPixels {
  const inputs = new VariedPixels(memoryImages(6), AUGMENTATION);
  onTestFinished(() => inputs.close());
  return inputs;
}

const drawsOf = (images: readonly number[], epoch: number): Draw[] =>
  images.map((image, at) => ({ image, seed: 3, epoch, at }));

test('come out as the same variation does in this thread, batches of several sizes in flight', async () => {
  const inputs = open();
  const asked = [drawsOf([0, 1, 2, 3], 0), drawsOf([4, 5], 1)];
  const [first, second] = await Promise.all(asked.map((draws) => inputs.vary(draws)));
  const augment = createAugment(AUGMENTATION, 16);
  for (const [draws, made] of [
    [asked[0]!, first!],
    [asked[1]!, second!],
  ] as const) {
    expect(made).toHaveLength(draws.length * BYTES);
    for (const [index, { image, seed, epoch, at }] of draws.entries()) {
      const [original, expected] = [new Uint8Array(BYTES), new Uint8Array(BYTES)];
      inputs.read(image, original, 0);
      augment(original, expected, randomStream(seed, 'augment', epoch, at));
      expect(Buffer.from(made.subarray(index * BYTES, (index + 1) * BYTES)).equals(expected)).toBe(true);
      expect(expected).not.toEqual(original);
    }
  }
});

test('a failure of the thread is met by who waits and by who asks later', async () => {
  // A size of which no picture is.
  const inputs = new VariedPixels({ ...memoryImages(2), sizePx: Number.NaN, read: () => undefined }, AUGMENTATION);
  onTestFinished(() => inputs.close());
  const [first, second] = [inputs.vary(drawsOf([0], 0)), inputs.vary(drawsOf([1], 0))];
  await expect(first).rejects.toThrow('expected NaN');
  await expect(second).rejects.toThrow('expected NaN');
  await expect(inputs.vary(drawsOf([0], 0))).rejects.toThrow('expected NaN');
});
