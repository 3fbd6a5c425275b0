import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Augmentation } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { type Draw, type LearningInputs, PixelInputs } from './learning-inputs.ts';
import type { VaryTask } from './vary-worker.node.ts';

/** The pixels of a batch as they are and as they come out, in memory that both threads see. */
interface Slot {
  readonly originals: Uint8Array<SharedArrayBuffer>;
  readonly varied: Uint8Array<SharedArrayBuffer>;
}

interface Waiting {
  readonly resolve: (varied: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  readonly varied: Uint8Array;
}

/**
 * The pixels, varied anew for each draw, by a thread of their own: ONNX Runtime holds this one while it computes a step, in
 * which the next batch is made.
 */
export class VariedPixels implements LearningInputs {
  readonly besideOthers = true;
  readonly #pixels: PixelInputs;
  readonly #worker: Worker;
  readonly #bytesEach: number;
  readonly #waiting: Waiting[] = [];
  /** One is trained on while the other is filled. */
  #slots: Slot[] = [];
  #failure: Error | null = null;

  constructor(images: PreparedImages, augmentation: Augmentation) {
    this.#pixels = new PixelInputs(images);
    this.#bytesEach = images.sizePx ** 2 * 3;
    const file = `./vary-worker.node${extname(import.meta.url)}`;
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: { augmentation, sizePx: images.sizePx } });
    this.#worker.on('message', () => {
      const { resolve, varied } = this.#waiting.shift()!;
      resolve(varied);
    });
    this.#worker.on('error', (error: Error) => {
      this.#failure = error;
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  allocate(items: number): Uint8Array {
    return this.#pixels.allocate(items);
  }

  read(image: number, target: Uint8Array, at: number): void {
    this.#pixels.read(image, target, at);
  }

  vary(draws: readonly Draw[]): Promise<Uint8Array> {
    if (this.#failure) return Promise.reject(this.#failure);
    const slot = this.#nextSlot(draws.length * this.#bytesEach);
    for (const [at, { image }] of draws.entries()) this.read(image, slot.originals, at);
    const varied = slot.varied.subarray(0, draws.length * this.#bytesEach);
    const { originals } = slot;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, varied });
      this.#worker.postMessage({ originals, varied, draws } satisfies VaryTask);
    });
  }

  close(): void {
    void this.#worker.terminate();
  }

  #nextSlot(bytes: number): Slot {
    const oldest = this.#slots.length === 2 ? this.#slots.shift() : undefined;
    const slot = oldest && oldest.varied.length >= bytes ? oldest : newSlot(bytes);
    this.#slots.push(slot);
    return slot;
  }
}

function newSlot(bytes: number): Slot {
  const shared = () => new Uint8Array(new SharedArrayBuffer(bytes));
  return { originals: shared(), varied: shared() };
}
