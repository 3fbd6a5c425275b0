import type { TensorData } from '@leukoscope/engine';
import type { PreparedImages } from '../images/prepared-images.node.ts';

/** An image as an epoch draws it: the numbers alone decide how it is varied. */
export interface Draw {
  /** Of the prepared images. */
  readonly image: number;
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** Position within the epoch. */
  readonly at: number;
}

/** What the learning part of a network is fed: an item for each prepared image. */
export interface LearningInputs {
  /** Whether `vary` is at work beside this thread, so that a batch is better asked for before it is needed. */
  readonly besideOthers: boolean;
  /** Room for so many items, end to end. */
  allocate(items: number): TensorData;
  /** Writes the item of an image as validation sees it, as the `at`-th of `target`. */
  read(image: number, target: TensorData, at: number): void;
  /**
   * The items of a batch as training sees them, end to end. Calls are answered in their order; what a call gave may be
   * overwritten by the second call after it.
   */
  vary(draws: readonly Draw[]): Promise<TensorData>;
  close(): void;
}

/** The pixels themselves, the same in every draw. */
export class PixelInputs implements LearningInputs {
  readonly besideOthers = false;
  readonly #images: PreparedImages;
  readonly #bytesEach: number;

  constructor(images: PreparedImages) {
    this.#images = images;
    this.#bytesEach = images.sizePx ** 2 * 3;
  }

  allocate(items: number): Uint8Array {
    return new Uint8Array(items * this.#bytesEach);
  }

  read(image: number, target: Uint8Array, at: number): void {
    this.#images.read(image, target, at * this.#bytesEach);
  }

  async vary(draws: readonly Draw[]): Promise<Uint8Array> {
    const target = this.allocate(draws.length);
    for (const [at, { image }] of draws.entries()) this.read(image, target, at);
    return target;
  }

  close(): void {
    // The images belong to whoever prepared them.
  }
}
