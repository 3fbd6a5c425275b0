import { type Batch, classTargets, randomStream } from '@leukoscope/engine';
import { type Augment, createAugment } from '../images/augment.ts';
import { changesNothing } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { epochOrder } from './epoch-order.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingCell } from './training-data.ts';

export interface LabelledBatch {
  readonly batch: Batch;
  /** Class of each item. */
  readonly labels: readonly number[];
}

/** The batches of every epoch; each a function of settings, seed, epoch and step alone. */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  readonly #cells: readonly TrainingCell[];
  readonly #images: PreparedImages;
  readonly #settings: TrainSettings;
  readonly #seed: number;
  readonly #classCount: number;
  readonly #labels: readonly number[];
  readonly #augment: Augment | null;
  readonly #classWeights: readonly number[] | undefined;
  #order: { readonly epoch: number; readonly cells: Uint32Array } | undefined;

  constructor(
    cells: readonly TrainingCell[],
    options: { images: PreparedImages; settings: TrainSettings; seed: number; classes: TrainingClasses },
  ) {
    this.#cells = cells;
    this.#images = options.images;
    this.#settings = options.settings;
    this.#seed = options.seed;
    const { classOf, groups } = options.classes;
    this.#classCount = groups.length;
    // The classes are those of these very cells.
    this.#labels = cells.map(({ cell }) => classOf(cell)!);
    const isWeighted = options.settings.balance === 'weights';
    this.#classWeights = isWeighted ? balancedWeights(this.#labels, groups.length) : undefined;
    const { augmentation } = options.settings;
    this.#augment = changesNothing(augmentation) ? null : createAugment(augmentation, options.images.sizePx);
    this.stepsPerEpoch = Math.ceil(cells.length / options.settings.batch);
  }

  /** @param epoch, step counted from 0; the last step of an epoch may have fewer items. */
  batch(epoch: number, step: number): LabelledBatch {
    const { batch: size, labelSmoothing } = this.#settings;
    const drawn = this.#orderOf(epoch).subarray(step * size, (step + 1) * size);
    const labels = Array.from(drawn, (index) => this.#labels[index]!);
    const targets = classTargets(labels, {
      classes: this.#classCount,
      labelSmoothing,
      ...(this.#classWeights && { classWeights: this.#classWeights, divideBy: 'items' }),
    });
    return { batch: { x: this.#pixels(drawn, epoch, step * size), targets: { targets } }, labels };
  }

  /** Each draw of an epoch is varied by a random stream of its own. @param first number of the first draw. */
  #pixels(drawn: Uint32Array, epoch: number, first: number): Uint8Array {
    const bytesEach = this.#images.sizePx ** 2 * 3;
    const pixels = new Uint8Array(drawn.length * bytesEach);
    const original = new Uint8Array(this.#augment ? bytesEach : 0);
    for (const [at, index] of drawn.entries()) {
      const { image } = this.#cells[index]!;
      if (this.#augment) {
        this.#images.read(image, original, 0);
        const random = randomStream(this.#seed, 'augment', epoch, first + at);
        this.#augment(original, pixels.subarray(at * bytesEach, (at + 1) * bytesEach), random);
      } else this.#images.read(image, pixels, at * bytesEach);
    }
    return pixels;
  }

  #orderOf(epoch: number): Uint32Array {
    if (this.#order?.epoch !== epoch) {
      const sampling = this.#settings.balance === 'sampling' ? 'balanced' : 'each';
      this.#order = { epoch, cells: epochOrder(this.#labels, { seed: this.#seed, epoch, sampling }) };
    }
    return this.#order.cells;
  }
}

/** Weights that make each class count the same in all, their mean over the cells 1. */
function balancedWeights(labels: readonly number[], classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]! += 1;
  return counts.map((count) => labels.length / (classes * count));
}
