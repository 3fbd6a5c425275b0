import { type Batch, classTargets } from '@leukoscope/engine';
import { epochOrder } from './epoch-order.ts';
import type { LearningInputs } from './learning-inputs.ts';
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
  readonly #inputs: LearningInputs;
  readonly #settings: TrainSettings;
  readonly #seed: number;
  readonly #classCount: number;
  readonly #labels: readonly number[];
  readonly #classWeights: readonly number[] | undefined;
  #order: { readonly epoch: number; readonly cells: Uint32Array } | undefined;
  /** The batch after the one that was asked for last. */
  #ahead: { readonly epoch: number; readonly step: number; readonly items: Promise<Batch['x']> } | undefined;

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

  /**
   * Begins the batch after it too where that is made while this one is computed with.
   *
   * @param epoch, step counted from 0; the last step of an epoch may have fewer items.
   */
  async batch(epoch: number, step: number): Promise<LabelledBatch> {
    const { labelSmoothing } = this.#settings;
    const drawn = this.#drawn(epoch, step);
    const labels = Array.from(drawn, (index) => this.#labels[index]!);
    const targets = classTargets(labels, {
      classes: this.#classCount,
      labelSmoothing,
      ...(this.#classWeights && { classWeights: this.#classWeights, divideBy: 'items' }),
    });
    const isReady = this.#ahead?.epoch === epoch && this.#ahead.step === step;
    const x = await (isReady ? this.#ahead!.items : this.#items(epoch, step));
    this.#ahead = this.#after(epoch, step);
    return { batch: { x, targets: { targets } }, labels };
  }

  #after(epoch: number, step: number) {
    const isLast = step + 1 === this.stepsPerEpoch;
    const next = isLast ? { epoch: epoch + 1, step: 0 } : { epoch, step: step + 1 };
    if (!this.#inputs.besideOthers || next.epoch >= this.#settings.epochs) return undefined;
    const items = this.#items(next.epoch, next.step);
    items.catch(() => undefined); // Whoever asks for it meets the failure.
    return { ...next, items };
  }

  #items(epoch: number, step: number): Promise<Batch['x']> {
    const first = step * this.#settings.batch;
    const draws = Array.from(this.#drawn(epoch, step), (index, at) => {
      return { image: this.#cells[index]!.image, seed: this.#seed, epoch, at: first + at };
    });
    return this.#inputs.vary(draws);
  }

  /** Numbers of the cells of a batch. */
  #drawn(epoch: number, step: number): Uint32Array {
    const { batch: size } = this.#settings;
    return this.#orderOf(epoch).subarray(step * size, (step + 1) * size);
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
