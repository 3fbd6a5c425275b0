import { type Batch, classTargets } from '@leukoscope/engine';
import { epochOrder } from './epoch-order.ts';
import type { LearningInputs } from './learning-inputs.ts';
import { drawMixing, mixed } from './mixup.ts';
import type { TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingCell } from './training-data.ts';

export interface LabelledBatch {
  readonly batch: Batch;
  /** Class of each item; of a mixture, of its larger part. */
  readonly labels: readonly number[];
}

/** The batches of every epoch; each a function of settings, seed, epoch and step alone. */
export class TrainingBatches {
  readonly stepsPerEpoch: number;
  readonly #cells: readonly TrainingCell[];
  readonly #inputs: LearningInputs;
  readonly #settings: TrainSettings;
  readonly #seed: number;
  readonly #classCount: number;
  readonly #labels: readonly number[];
  readonly #classWeights: readonly number[] | undefined;
  #order: { readonly epoch: number; readonly cells: Uint32Array } | undefined;

  constructor(
    cells: readonly TrainingCell[],
    options: { inputs: LearningInputs; settings: TrainSettings; seed: number; classes: TrainingClasses },
  ) {
    this.#cells = cells;
    this.#inputs = options.inputs;
    this.#settings = options.settings;
    this.#seed = options.seed;
    const { classOf, groups } = options.classes;
    this.#classCount = groups.length;
    // The classes are those of these very cells.
    this.#labels = cells.map(({ cell }) => classOf(cell)!);
    const isWeighted = options.settings.balance === 'weights';
    this.#classWeights = isWeighted ? balancedWeights(this.#labels, groups.length) : undefined;
    this.stepsPerEpoch = Math.ceil(cells.length / options.settings.batch);
  }

  /** @param epoch, step counted from 0; the last step of an epoch may have fewer items. */
  batch(epoch: number, step: number): LabelledBatch {
    const { batch: size, labelSmoothing, mixup: alpha } = this.#settings;
    const drawn = this.#orderOf(epoch).subarray(step * size, (step + 1) * size);
    const labels = Array.from(drawn, (index) => this.#labels[index]!);
    const targets = classTargets(labels, {
      classes: this.#classCount,
      labelSmoothing,
      ...(this.#classWeights && { classWeights: this.#classWeights, divideBy: 'items' }),
    });
    const x = this.#items(drawn, epoch, step * size);
    if (alpha === undefined) return { batch: { x, targets: { targets } }, labels };
    const mixing = drawMixing(labels.length, { alpha, seed: this.#seed, epoch, step });
    return { batch: { x: mixed(x, mixing), targets: { targets: mixed(targets, mixing) } }, labels };
  }

  /** @param first number of the first draw within its epoch. */
  #items(drawn: Uint32Array, epoch: number, first: number): Float32Array | Uint8Array {
    const target = this.#inputs.allocate(drawn.length);
    for (const [at, index] of drawn.entries()) {
      const draw = { seed: this.#seed, epoch, at: first + at };
      this.#inputs.readVaried(this.#cells[index]!.image, draw, { target, at });
    }
    return target;
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
