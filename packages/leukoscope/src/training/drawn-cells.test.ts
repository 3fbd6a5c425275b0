import { randomStream } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { memoryImages } from '../../test/training-job.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { type DrawnCells, itemsOf } from './drawn-cells.ts';
import { PixelInputs } from './learning-inputs.ts';
import { drawMixing } from './mixup.ts';

const SIDE = 16;
const AUGMENTATION = { ...NO_AUGMENTATION, flips: true, rightAngles: true };

/** Pictures of noise, and the same pictures twice as large: each pixel four times. */
function pictures(): { small: PreparedImages; large: PreparedImages } {
  const small = memoryImages(6);
  const read: PreparedImages['read'] = (index, target, offset) => {
    const random = randomStream('large', index);
    const noise = Uint8Array.from({ length: SIDE * SIDE * 3 }, () => 256 * random());
    target.set(noise, offset);
  };
  const readLarge: PreparedImages['read'] = (index, target, offset) => {
    const own = new Uint8Array(SIDE * SIDE * 3);
    read(index, own, 0);
    for (let at = 0; at < 4 * own.length; at++) {
      const [y, x, channel] = [Math.floor(at / (6 * SIDE)), Math.floor(at / 3) % (2 * SIDE), at % 3];
      target[offset + at] = own[3 * (SIDE * (y >> 1) + (x >> 1)) + channel]!;
    }
  };
  return { small: { ...small, read }, large: { ...small, sizePx: 2 * SIDE, read: readLarge } };
}

/** Every second pixel of each picture. */
function halved(items: ArrayLike<number>, count: number): number[] {
  const side = 2 * SIDE;
  return Array.from({ length: count * SIDE * SIDE * 3 }, (_, at) => {
    const [item, y, x] = [
      Math.floor(at / (SIDE * SIDE * 3)),
      Math.floor(at / (3 * SIDE)) % SIDE,
      Math.floor(at / 3) % SIDE,
    ];
    return items[3 * (side * (side * item + 2 * y) + 2 * x) + (at % 3)]!;
  });
}

test.each([
  ['as they are turned', null],
  ['turned and mixed', drawMixing(6, { alpha: 1, seed: 1, epoch: 2, step: 0 })],
])('a larger look at the same draw sees the same cells, %s', (_, mixing) => {
  const { small, large } = pictures();
  const drawn: DrawnCells = { images: [3, 0, 5, 1, 4, 2], seed: 1, epoch: 2, first: 0, mixing };
  const [items, larger] = [small, large].map((images) => itemsOf(drawn, new PixelInputs(images, AUGMENTATION)));
  expect(halved(larger!, 6)).toEqual([...items!]);
  const plain = itemsOf({ ...drawn, mixing: null }, new PixelInputs(small, NO_AUGMENTATION));
  expect([...items!]).not.toEqual([...plain]);
});
