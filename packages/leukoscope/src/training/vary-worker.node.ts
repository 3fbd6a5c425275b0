/** The thread that varies pictures, see `VariedPixels`. */
import { parentPort, workerData } from 'node:worker_threads';
import { randomStream } from '@leukoscope/engine';
import { createAugment } from '../images/augment.ts';
import type { Augmentation } from '../images/augmentation.ts';
import type { Draw } from './learning-inputs.ts';

/** Pictures of a batch, end to end, in memory that both threads see; answered by an empty message. */
export interface VaryTask {
  readonly originals: Uint8Array;
  readonly varied: Uint8Array;
  readonly draws: readonly Draw[];
}

const { augmentation, sizePx } = workerData as { augmentation: Augmentation; sizePx: number };
const augment = createAugment(augmentation, sizePx);
const bytesEach = sizePx ** 2 * 3;

parentPort!.on('message', ({ originals, varied, draws }: VaryTask) => {
  for (const [index, { seed, epoch, at }] of draws.entries()) {
    const [from, to] = [index * bytesEach, (index + 1) * bytesEach];
    augment(originals.subarray(from, to), varied.subarray(from, to), randomStream(seed, 'augment', epoch, at));
  }
  parentPort!.postMessage(null);
});
