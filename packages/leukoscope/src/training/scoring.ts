import type { TensorData } from '@leukoscope/engine';
import { calledType } from '../classify/called-type.ts';
import type { Predictor } from '../classify/predictor.ts';
import { rocAuc } from '../evaluation/roc.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import type { PreparedImages } from '../images/prepared-images.node.ts';
import { indexOfLargest } from '../models/index-of-largest.ts';
import { type LearningInputs, PixelInputs } from './learning-inputs.ts';
import type { TrainingClasses } from './training-classes.ts';
import type { TrainingCell } from './training-data.ts';

/** Cells scored at once; large enough to keep both cores busy, small enough not to matter in memory. */
const BATCH = 128;

/** What a network makes of items: logits `[N, K]`, one for each class. */
export type Logits = (items: TensorData) => Promise<Float32Array>;

export interface Scores {
  readonly cells: readonly ScoredCell[];
  /** Mean cross-entropy of the cells, unweighted; of a cell of a type that is no class, of its group. */
  readonly loss: number;
  readonly rocAuc: number | null;
}

interface ModelScoring {
  readonly predictor: Pick<Predictor, 'predict' | 'card'>;
  readonly images: PreparedImages;
  readonly signal?: AbortSignal;
}

interface Scoring {
  readonly inputs: LearningInputs;
  readonly signal?: AbortSignal;
}

/** Scores cells by the network as it stands in training. @throws the signal's reason if it is aborted on the way. */
export async function scoreByLogits(
  cells: readonly TrainingCell[],
  { logits, classes, ...scoring }: Scoring & { readonly logits: Logits; readonly classes: TrainingClasses },
): Promise<Scores> {
  const scored: ScoredCell[] = [];
  let lossSum = 0;
  for (const { batch, items } of inBatches(cells, scoring)) {
    const rows = await logits(items);
    for (const [at, { cell }] of batch.entries()) {
      const row = rows.subarray(at * classes.groups.length, (at + 1) * classes.groups.length);
      const { probability, loss } = softmaxOf(row, classes, cell);
      lossSum += loss;
      scored.push(scoredCell(cell, probability, classes.types?.[indexOfLargest(row)]?.code));
    }
  }
  return { cells: scored, loss: lossSum / cells.length, rocAuc: rocAuc(scored).value };
}

/**
 * Scores cells by a finished model, as those who use it will: a threshold chosen on these probabilities keeps its promise
 * to the last bit, which those of another program for the same softmax do not.
 */
export async function scoreByModel(
  cells: readonly TrainingCell[],
  { predictor, images, signal }: ModelScoring,
): Promise<ScoredCell[]> {
  const scored: ScoredCell[] = [];
  const scoring = { inputs: new PixelInputs(images, NO_AUGMENTATION), ...(signal && { signal }) };
  for (const { batch, items } of inBatches(cells, scoring)) {
    const predicted = await predictor.predict(items as Uint8Array);
    for (const [at, { cell }] of batch.entries()) {
      const type = calledType(predicted, at, predictor.card.types);
      scored.push(scoredCell(cell, predicted.atypical[at]!, type?.code));
    }
  }
  return scored;
}

/** Further apart than any two programs round the same probability. */
const NEAR = 1e-3;

/**
 * The same where the network's scores are known, from its learning part and cached features say: only cells so near to
 * the threshold that a rounding might carry them across are scored by the model.
 *
 * @param known a score for each cell, in their order.
 */
export async function scoreNearThreshold(
  cells: readonly TrainingCell[],
  known: readonly ScoredCell[],
  scoring: ModelScoring,
): Promise<ScoredCell[]> {
  const { threshold } = chooseThreshold(known);
  const near = cells.filter((_, at) => Math.abs(known[at]!.probability - threshold) <= NEAR);
  const byModel = new Map((await scoreByModel(near, scoring)).map((cell) => [cell.id, cell]));
  return known.map((cell) => byModel.get(cell.id) ?? cell);
}

function* inBatches(cells: readonly TrainingCell[], { inputs, signal }: Scoring) {
  for (let first = 0; first < cells.length; first += BATCH) {
    signal?.throwIfAborted();
    const batch = cells.slice(first, first + BATCH);
    const items = inputs.allocate(batch.length);
    for (const [at, { image }] of batch.entries()) inputs.read(image, items, at);
    yield { batch, items };
  }
}

function scoredCell(cell: TrainingCell['cell'], probability: number, calledCode: string | undefined): ScoredCell {
  const { id, patient, cellCode, label, group } = cell;
  const called = calledCode === undefined ? {} : { calledType: calledCode };
  return { id, patient, cellCode, label, group, probability, ...called };
}

/** @returns the probability of atypical, and −log of the probability of the truth. */
function softmaxOf(
  logits: Float32Array,
  { groups, classOf }: TrainingClasses,
  cell: TrainingCell['cell'],
): { probability: number; loss: number } {
  const largest = Math.max(...logits);
  const sumOver = (isCounted: (index: number) => boolean) =>
    logits.reduce((sum, logit, index) => (isCounted(index) ? sum + Math.exp(logit - largest) : sum), 0);
  const total = sumOver(() => true);
  const truth = classOf(cell);
  const logOfTruth =
    truth === null ? Math.log(sumOver((index) => groups[index] === cell.group)) : logits[truth]! - largest;
  return {
    // A sum of many rounded terms may come out a hair above the whole.
    probability: Math.min(1, Math.fround(sumOver((index) => groups[index] === 'atypical') / total)),
    loss: Math.log(total) - logOfTruth,
  };
}
