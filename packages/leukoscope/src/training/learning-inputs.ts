import { randomStream } from '@leukoscope/engine';
import { type Augment, createAugment } from '../images/augment.ts';
import { type Augmentation, changesNothing } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';

/** One draw of an epoch: it alone decides how the image it takes is varied. */
export interface Draw {
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** Position within the epoch. */
  readonly at: number;
}

/** Pixels, or features. */
export type ItemData = Float32Array | Uint8Array;

/** What the learning part of a network is fed: an item for each prepared image. */
export interface LearningInputs {
  /** Room for so many items, end to end. */
  allocate(items: number): ItemData;
  /** Writes the item of an image as validation sees it, as the `at`-th of `target`. */
  read(image: number, target: ItemData, at: number): void;
  /** The same as training sees it on this draw. */
  readVaried(image: number, draw: Draw, place: { readonly target: ItemData; readonly at: number }): void;
  close(): void;
}

/** The pixels themselves, varied anew for each draw. */
export class PixelInputs implements LearningInputs {
  readonly #images: PreparedImages;
  readonly #bytesEach: number;
  readonly #augment: Augment | null;
  readonly #original: Uint8Array;

  constructor(images: PreparedImages, augmentation: Augmentation) {
    this.#images = images;
    this.#bytesEach = images.sizePx ** 2 * 3;
    this.#augment = changesNothing(augmentation) ? null : createAugment(augmentation, images.sizePx);
    this.#original = new Uint8Array(this.#augment ? this.#bytesEach : 0);
  }

  allocate(items: number): Uint8Array {
    return new Uint8Array(items * this.#bytesEach);
  }

  read(image: number, target: Uint8Array, at: number): void {
    this.#images.read(image, target, at * this.#bytesEach);
  }

  readVaried(image: number, { seed, epoch, at: draw }: Draw, place: { target: Uint8Array; at: number }): void {
    const { target, at } = place;
    if (this.#augment === null) {
      this.read(image, target, at);
      return;
    }
    this.#images.read(image, this.#original, 0);
    const random = randomStream(seed, 'augment', epoch, draw);
    this.#augment(this.#original, target.subarray(at * this.#bytesEach, (at + 1) * this.#bytesEach), random);
  }

  close(): void {
    // The images belong to whoever prepared them.
  }
}
