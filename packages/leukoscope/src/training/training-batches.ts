import { type Batch, classTargets } from '@leukoscope/engine';
import { type DrawnCells, itemsOf } from './drawn-cells.ts';
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
  /** What the items are made of. */
  readonly drawn: DrawnCells;
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
    const { batch: size, labelSmoothing, mixup: alpha, teaching } = this.#settings;
    const seed = this.#seed;
    const cells = [...this.#orderOf(epoch).subarray(step * size, (step + 1) * size)];
    const labels = cells.map((cell) => this.#labels[cell]!);
    const targets = classTargets(labels, {
      classes: this.#classCount,
      labelSmoothing,
      ...(this.#classWeights && { classWeights: this.#classWeights, divideBy: 'items' }),
      ...(teaching && { share: 1 - teaching.weight }),
    });
    const mixing = alpha === undefined ? null : drawMixing(labels.length, { alpha, seed, epoch, step });
    const drawn = { images: cells.map((cell) => this.#cells[cell]!.image), seed, epoch, first: step * size, mixing };
    const x = itemsOf(drawn, this.#inputs);
    return { batch: { x, targets: { targets: mixing === null ? targets : mixed(targets, mixing) } }, labels, drawn };
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
