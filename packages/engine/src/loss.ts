import type { Tensor } from './graph.ts';
import { add, multiply } from './ops/binary.ts';
import { binaryCrossEntropy } from './ops/binary-cross-entropy.ts';
import { softmaxCrossEntropy } from './ops/cross-entropy.ts';
import { focalCrossEntropy } from './ops/focal-cross-entropy.ts';
import { robustCrossEntropy } from './ops/robust-cross-entropy.ts';
import { float32, type TensorType } from './tensor-type.ts';

/** How labels become the target matrix of `softmaxCrossEntropy`. */
export interface ClassTargetOptions {
  readonly classes: number;
  /** One weight a class. Default: all 1. */
  readonly classWeights?: readonly number[];
  /**
   * What a batch's weighted losses are divided by: the sum of their weights, as in PyTorch (a batch of one class then
   * loses its weight), or the number of items (each item keeps its weight, whatever else is in the batch). Default:
   * `weights`.
   */
  readonly divideBy?: 'weights' | 'items';
  /** Share of each target spread evenly over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
  /** What all targets are multiplied by, 0 to 1: what a teacher leaves to the labels. Default 1. */
  readonly share?: number;
}

/**
 * Targets for `softmaxCrossEntropy`, such that the loss equals PyTorch's `CrossEntropyLoss(weight, label_smoothing,
 * reduction='mean')`, unless divided by items.
 * @param labels class numbers, 0 … classes − 1. @returns row-major `[N, classes]`.
 * @throws RangeError for a label, weight, smoothing or share outside its range.
 */
export function classTargets(labels: ArrayLike<number>, options: ClassTargetOptions): Float32Array {
  const { classes, classWeights, labelSmoothing = 0, divideBy = 'weights', share: ofAll = 1 } = options;
  requireShare('classTargets() share', ofAll);
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new RangeError(`classTargets() labelSmoothing=${labelSmoothing}: expected 0 up to below 1`);
  }
  if (classWeights && (classWeights.length !== classes || classWeights.some((weight) => !(weight >= 0)))) {
    throw new RangeError(`classTargets() classWeights=[${classWeights}]: expected ${classes} weights, none negative`);
  }
  const weightOf = (label: number): number => classWeights?.[label] ?? 1;
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(`classTargets() labels[${i}]=${label}: expected a whole number below ${classes}`);
    }
    total += divideBy === 'weights' ? weightOf(label) : 1;
  }
  const targets = new Float32Array(labels.length * classes);
  if (total === 0) return targets;
  for (let i = 0; i < labels.length; i++) {
    for (let label = 0; label < classes; label++) {
      const share = labelSmoothing / classes + (label === labels[i] ? 1 - labelSmoothing : 0);
      targets[i * classes + label] = (ofAll * weightOf(label) * share) / total;
    }
  }
  return targets;
}

/**
 * Targets for `binaryCrossEntropy`, such that the loss equals PyTorch's `BCEWithLogitsLoss(pos_weight,
 * reduction='mean')`.
 * @param labels 0 … 1 each (fractions are allowed). @param positiveWeight multiplies the loss of positive labels.
 * @throws RangeError for a label or weight outside its range.
 */
export function binaryTargets(
  labels: ArrayLike<number>,
  positiveWeight = 1,
): { readonly positive: Float32Array; readonly negative: Float32Array } {
  if (!(positiveWeight >= 0)) {
    throw new RangeError(`binaryTargets() positiveWeight=${positiveWeight}: expected 0 or more`);
  }
  const count = labels.length;
  for (let i = 0; i < count; i++) {
    if (labels[i]! >= 0 && labels[i]! <= 1) continue;
    throw new RangeError(`binaryTargets() labels[${i}]=${labels[i]}: expected 0 to 1`);
  }
  return {
    positive: Float32Array.from({ length: count }, (_, i) => (labels[i]! * positiveWeight) / count),
    negative: Float32Array.from({ length: count }, (_, i) => (1 - labels[i]!) / count),
  };
}

/** What a teacher says of a batch, and how much of it a student takes. */
export interface TaughtTargetOptions {
  readonly classes: number;
  /** Above 0. At 1 the teacher's probabilities are as it gives them; the higher, the nearer they come to one another. */
  readonly temperature: number;
  /** Of the whole loss, 0 to 1; the rest is the labels' (`share` of `classTargets`). */
  readonly share: number;
}

/** Below it a probability's logarithm is that of rounding. */
const LEAST_PROBABILITY = 2 ** -126;

/**
 * Targets `taught` of `taughtLoss`: each item's probabilities p^(1/T), made to sum to one, which is the softmax of the
 * teacher's logits divided by T; times the share, divided by the number of items.
 * @param probabilities row-major `[N, classes]`. @returns likewise.
 * @throws RangeError for a temperature or share outside its range, or probabilities that are no whole rows.
 */
export function taughtTargets(
  probabilities: Float32Array,
  { classes, temperature, share }: TaughtTargetOptions,
): Float32Array {
  requireTemperature('taughtTargets()', temperature);
  requireShare('taughtTargets() share', share);
  const items = probabilities.length / classes;
  if (!Number.isInteger(items)) {
    throw new RangeError(`taughtTargets() probabilities: got ${probabilities.length}, expected rows of ${classes}`);
  }
  const targets = new Float32Array(probabilities.length);
  for (let item = 0; item < items; item++) {
    const [first, end] = [item * classes, (item + 1) * classes];
    // Divided by the largest before the power is taken, so that the sum is at least one.
    const largest = probabilities
      .subarray(first, end)
      .reduce((most, value) => Math.max(most, value), LEAST_PROBABILITY);
    const soft = Float64Array.from(
      probabilities.subarray(first, end),
      (value) => (Math.max(value, LEAST_PROBABILITY) / largest) ** (1 / temperature),
    );
    const whole = soft.reduce((sum, value) => sum + value, 0);
    for (let label = 0; label < classes; label++) {
      targets[first + label] = (share * soft[label]!) / (whole * items);
    }
  }
  return targets;
}

function requireShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name}=${share}: expected 0 to 1`);
}

function requireTemperature(name: string, temperature: number): void {
  if (temperature > 0 && Number.isFinite(temperature)) return;
  throw new RangeError(`${name} temperature=${temperature}: expected a number above 0`);
}

/** A loss as the training step uses it: which targets it is fed, and the scalar it makes of them and the logits. */
export interface Loss {
  /** Types of the targets for logits of a shape, by name. */
  readonly targetTypes: (logitsShape: readonly number[]) => Readonly<Record<string, TensorType>>;
  readonly build: (logits: Tensor, targets: Readonly<Record<string, Tensor>>) => Tensor;
}

/** Fed `targets`, made by `classTargets`. */
export const classLoss: Loss = {
  targetTypes: (shape) => ({ targets: float32(...shape) }),
  build: (logits, { targets }) => softmaxCrossEntropy(logits, targets!),
};

/** Fed `targets`, made by `classTargets`; see `focalCrossEntropy`. @param gamma above 0. */
export const focalLoss = (gamma: number): Loss => ({
  ...classLoss,
  build: (logits, { targets }) => focalCrossEntropy(logits, targets!, gamma),
});

/** Fed `targets`, made by `classTargets`; see `robustCrossEntropy`. @param q above 0, up to 1. */
export const robustLoss = (q: number): Loss => ({
  ...classLoss,
  build: (logits, { targets }) => robustCrossEntropy(logits, targets!, q),
});

/** Fed `positive` and `negative`, made by `binaryTargets`. */
export const binaryLoss: Loss = {
  targetTypes: (shape) => ({ positive: float32(...shape), negative: float32(...shape) }),
  build: (logits, { positive, negative }) => binaryCrossEntropy(logits, positive!, negative!),
};

/**
 * A student's loss (Hinton et al. 2015, arXiv:1503.02531): that of the labels, and T² times the cross-entropy of
 * softmax(logits / T) with what the teacher says, softened alike. By T² the teacher's part of the gradient keeps its size
 * whatever T; it is that of the Kullback-Leibler divergence, from which the cross-entropy differs by the teacher's own
 * entropy. Fed the targets of `labels`, and `taught`, made by `taughtTargets`.
 * @param temperature T, above 0.
 */
export const taughtLoss = (labels: Loss, temperature: number): Loss => {
  requireTemperature('taughtLoss()', temperature);
  return {
    targetTypes: (shape) => ({ ...labels.targetTypes(shape), taught: float32(...shape) }),
    build(logits, { taught, ...targets }) {
      const { graph } = logits;
      const softened = multiply(logits, graph.scalar(1 / temperature));
      const ofTeacher = softmaxCrossEntropy(softened, taught!);
      return add(labels.build(logits, targets), multiply(ofTeacher, graph.scalar(temperature ** 2)));
    },
  };
};
