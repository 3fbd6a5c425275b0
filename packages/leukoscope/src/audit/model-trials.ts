import type { Estimate } from '../evaluation/rate.ts';
import type { Round, Trial } from '../heads/cross-validation.ts';
import type { Progress } from '../progress/progress.ts';
import { aucOfRounds } from './auc-of-rounds.ts';
import { type CoinTest, coinTest } from './coin-test.ts';
import { heldOutScores } from './held-out-scores.ts';
import type { AuditCells, View } from './read-audit-cells.ts';
import { boostedTrees } from './shallow/boosted-trees.ts';
import { logisticRegression } from './shallow/logistic-regression.ts';
import type { ShallowLearner } from './shallow/shallow-task.ts';

const TREES = boostedTrees();

/** Which model looks at what: docs/decisions/0012-the-audit.md has the measurements behind it. */
const LEARNERS: Readonly<Record<View, ShallowLearner>> = {
  whole: TREES,
  border: logisticRegression,
  meanColour: logisticRegression,
  file: TREES,
  fileSize: TREES,
};

/** Coins by patients who are apart scatter widely; where patients stand on both sides, five agree to two hundredths. */
const COINS = { apart: 20, shared: 5 } as const;

export interface ModelTrialsOptions {
  readonly positive: Uint8Array;
  /** Of each cell, as far apart as the data allow. */
  readonly units: Uint32Array;
  readonly seed: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Trains the shallow models of an audit, each at most once, and counts them. */
export class ModelTrials {
  readonly #audited: AuditCells;
  readonly #options: ModelTrialsOptions;
  readonly #known = new Map<readonly Round[], Map<View, readonly Float64Array[]>>();
  #done = 0;
  #total = 0;

  constructor(audited: AuditCells, options: ModelTrialsOptions) {
    this.#audited = audited;
    this.#options = options;
  }

  /** Tells how much there will be to do, before anything is. */
  expect(work: { readonly rounds: readonly (readonly Round[])[]; readonly coins: readonly (Trial | null)[] }): void {
    const models = work.rounds.flat(2).length;
    const coins = work.coins.reduce((sum, trial) => sum + (trial === null ? 0 : this.#coinsFor(trial)), 0);
    this.#total += models + coins;
    this.#report();
  }

  /** ROC AUC of the model that sees so much of a cell. */
  async auc(view: View, rounds: readonly Round[]): Promise<Estimate> {
    return aucOfRounds(this.#audited.cells, await this.scores(view, rounds), this.#options.seed);
  }

  /** For each round the held-out probability of atypical of each cell, NaN for one that is not held out. */
  async scores(view: View, rounds: readonly Round[]): Promise<readonly Float64Array[]> {
    const known = this.#known.get(rounds)?.get(view);
    if (known !== undefined) return known;
    const { positive, units, signal } = this.#options;
    const task = { features: this.#audited.features[view], learner: LEARNERS[view], positive, units, signal };
    const scores: Float64Array[] = [];
    for (const round of rounds) {
      scores.push(await heldOutScores(round, { ...task, onModel: () => this.#count() }));
    }
    this.#known.set(rounds, (this.#known.get(rounds) ?? new Map<View, readonly Float64Array[]>()).set(view, scores));
    return scores;
  }

  async coin(trial: Trial | null): Promise<CoinTest | null> {
    if (trial === null) return null;
    const { units, seed, signal } = this.#options;
    return coinTest(this.#audited.cells, {
      trial,
      coins: this.#coinsFor(trial),
      features: this.#audited.features.whole,
      learner: LEARNERS.whole,
      units,
      seed,
      signal,
      onModel: () => this.#count(),
    });
  }

  /** Nothing more is to be done, even if a coin could not be thrown. */
  end(): void {
    this.#done = this.#total;
    this.#report();
  }

  #coinsFor({ train, test }: Trial): number {
    const { cells } = this.#audited;
    const trained = new Set(Array.from(train, (at) => cells[at]!.patient));
    const isShared = test.some((at) => cells[at]!.patient !== null && trained.has(cells[at]!.patient));
    return isShared ? COINS.shared : COINS.apart;
  }

  #count(): void {
    this.#done += 1;
    if (this.#done < this.#total) this.#report();
  }

  #report(): void {
    this.#options.progress.report({ stage: 'train', unit: 'steps', done: this.#done, total: this.#total });
  }
}

/** Of each cell the mean over the rounds. */
export function meanScores(rounds: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rounds[0]?.length ?? 0);
  for (const scores of rounds) for (const [at, score] of scores.entries()) sums[at] = sums[at]! + score / rounds.length;
  return sums;
}
