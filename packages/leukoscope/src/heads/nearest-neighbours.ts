import { encodeOnnx, Graph, nearestVotes, type Runtime } from '@leukoscope/engine';
import type { FeatureMatrix, Labels } from './feature-matrix.ts';
import { foldsOf } from './folds.ts';
import { type Scaling, standardised } from './scaling.ts';

/** The rows that the nearest are looked for among, as `nearestVotes` takes them, for features as they come. */
export interface NeighbourBank {
  /** `[rows, columns]`. */
  readonly bank: Float32Array;
  /** `[rows]`. */
  readonly offsets: Float32Array;
  /** `[rows, classes]`: 1 for the class of a row. */
  readonly votes: Float32Array;
}

export interface BankRows {
  /** As they come. */
  readonly features: FeatureMatrix;
  readonly rows: Uint32Array;
  readonly labels: Labels;
  readonly classes: number;
}

/**
 * Distances are between standardised features: with z the standardised row and s the deviations, the nearest row has the
 * largest z · (x − mean) / s − |z|² / 2, which is linear in x.
 */
export function neighbourBank({ features, rows, labels, classes }: BankRows, scaling: Scaling): NeighbourBank {
  const { columns } = features;
  const z = standardised(features, rows, scaling).values;
  const offsets = new Float32Array(rows.length);
  const votes = new Float32Array(rows.length * classes);
  for (const [at, row] of rows.entries()) {
    let offset = 0;
    for (let column = 0; column < columns; column++) {
      const value = z[at * columns + column]!;
      offset -= (value * scaling.mean[column]!) / scaling.deviation[column]! + value ** 2 / 2;
    }
    offsets[at] = offset;
    votes[at * classes + labels[row]!] = 1;
  }
  const bank = Float32Array.from(z, (value, at) => value / scaling.deviation[at % columns]!);
  return { bank, offsets, votes };
}

export interface NeighbourSearch {
  readonly task: BankRows;
  readonly scaling: Scaling;
  /** See `PenaltySearch`. */
  readonly units: Uint32Array;
  readonly seed: number;
  readonly runtime: Runtime;
  readonly onModel: () => Promise<void>;
}

export interface ChosenNeighbours {
  readonly neighbours: number;
  /** Mean cross-entropy of rows by those of other units, for each number tried. */
  readonly tried: readonly { readonly neighbours: number; readonly loss: number }[];
}

/** Odd, so that two classes seldom have as many votes, and each some 1.6 times the one before. */
const NUMBERS = [1, 3, 5, 9, 15, 25, 41, 65, 101, 161];
const BATCH = 512;

/**
 * The number of neighbours by whose votes rows of other units are told best, by their cross-entropy in five folds (ten for
 * few rows).
 */
export async function chooseNeighbours(search: NeighbourSearch): Promise<ChosenNeighbours> {
  const { task, onModel } = search;
  const folds = foldsOf({ ...search, ...task });
  const fewest = Math.min(...folds.map(({ train }) => train.length));
  const numbers = NUMBERS.filter((number) => number <= fewest);
  const said = numbers.map(() => [] as Float32Array[]);
  for (const { train, test } of folds) {
    const logits = await votesFor(test, { ...task, rows: train }, { ...search, numbers });
    for (const [at, own] of logits.entries()) said[at]!.push(own);
    await onModel();
  }
  const labels = Uint16Array.from(folds.flatMap(({ test }) => Array.from(test, (row) => task.labels[row]!)));
  const tried = numbers.map((neighbours, at) => ({
    neighbours,
    loss: meanLossOf(said[at]!, labels, task.classes),
  }));
  const best = tried.reduce((least, one) => (one.loss < least.loss ? one : least));
  return { neighbours: best.neighbours, tried };
}

/** For each number of neighbours the logits of all rows asked for, `[rows, classes]`. */
async function votesFor(
  asked: Uint32Array,
  among: BankRows,
  { scaling, runtime, numbers }: NeighbourSearch & { readonly numbers: readonly number[] },
): Promise<Float32Array[]> {
  const { columns, values } = among.features;
  const { classes } = among;
  const executable = await runtime.load(votingModel(neighbourBank(among, scaling), { columns, classes, numbers }));
  const logits = numbers.map(() => new Float32Array(asked.length * classes));
  try {
    for (let first = 0; first < asked.length; first += BATCH) {
      const batch = asked.subarray(first, first + BATCH);
      const x = new Float32Array(batch.length * columns);
      for (const [at, row] of batch.entries()) x.set(values.subarray(row * columns, (row + 1) * columns), at * columns);
      const input = runtime.tensor({ dtype: 'float32', shape: [batch.length, columns] }, x);
      const outputs = numbers.map((number, at) => {
        const place = logits[at]!.subarray(first * classes, (first + batch.length) * classes);
        return [`${number}`, runtime.tensor({ dtype: 'float32', shape: [batch.length, classes] }, place)] as const;
      });
      await executable.run(new Map([['x', input]]), new Map(outputs));
      for (const [at, [, output]] of outputs.entries()) {
        logits[at]!.set((await output.read()) as Float32Array, first * classes);
        output.dispose();
      }
      input.dispose();
    }
  } finally {
    await executable.dispose();
  }
  return logits;
}

interface Voting {
  readonly columns: number;
  readonly classes: number;
  readonly numbers: readonly number[];
}

/** Input `x` `[N, columns]`, an output for each number of neighbours, by its name. */
function votingModel({ bank, offsets, votes }: NeighbourBank, { columns, classes, numbers }: Voting): Uint8Array {
  const graph = new Graph();
  const rows = offsets.length;
  const among = {
    bank: graph.constant(bank, { dtype: 'float32', shape: [rows, columns] }),
    offsets: graph.constant(offsets, { dtype: 'float32', shape: [rows] }),
    votes: graph.constant(votes, { dtype: 'float32', shape: [rows, classes] }),
  };
  const x = graph.input('x', { dtype: 'float32', shape: [1, columns] });
  const outputs = numbers.map((number) => [`${number}`, nearestVotes(x, among, number)] as const);
  return encodeOnnx(new Map(outputs), { freeBatch: true });
}

function meanLossOf(said: readonly Float32Array[], labels: Labels, classes: number): number {
  const logits = Float64Array.from(said.flatMap((own) => [...own]));
  let loss = 0;
  for (const [row, label] of labels.entries()) loss -= logits[row * classes + label]!;
  return loss / labels.length;
}
