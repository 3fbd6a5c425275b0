import { randomStream } from '@leukoscope/engine';
import { bootstrapEvaluation } from '../evaluation/evaluation-bootstrap.ts';
import type { Estimate } from '../evaluation/rate.ts';
import { DEFAULT_LEVEL } from '../evaluation/rate.ts';
import { rocAuc } from '../evaluation/roc.ts';
import type { ScoredCell } from '../evaluation/scored-cell.ts';
import type { CellOfGroup } from './read-audit-cells.ts';

const DRAWS = 1_000;
/** The area under the ROC curve has no threshold; the function that resamples patients asks for one. */
const ANY_THRESHOLD = 0.5;

/**
 * ROC AUC of held-out scores, over patients where the data name them, else over cells (DeLong). Of a repeated
 * cross-validation the mean of the repeats, and of the ends of their intervals on the logit scale: repeats share their
 * cells, so that more of them make no interval narrower.
 *
 * @param rounds for each round a probability for each cell, NaN for one that was not held out
 */
export function aucOfRounds(cells: readonly CellOfGroup[], rounds: readonly Float64Array[], seed: number): Estimate {
  const estimates = rounds.map((scores) => aucOf(cells, scores, seed));
  const [first] = estimates;
  if (first === undefined)
    return { value: null, low: null, high: null, level: DEFAULT_LEVEL, method: 'delong-logit', n: 0 };
  const { level, method, n } = first;
  const value = meanBy(estimates.map((one) => one.value));
  const low = meanBy(
    estimates.map((one) => one.low),
    LOGIT,
  );
  const high = meanBy(
    estimates.map((one) => one.high),
    LOGIT,
  );
  return { value, low, high, level, method, n };
}

function aucOf(cells: readonly CellOfGroup[], scores: Float64Array, seed: number): Estimate {
  const scored: ScoredCell[] = [];
  for (const [at, { id, patient, cellCode, label, group }] of cells.entries()) {
    const probability = scores[at]!;
    if (!Number.isNaN(probability)) scored.push({ id, patient, cellCode, label, group, probability });
  }
  const options = { threshold: ANY_THRESHOLD, draws: DRAWS, level: DEFAULT_LEVEL };
  const random = randomStream(seed, 'audit-bootstrap');
  return bootstrapEvaluation(scored, { ...options, random })?.estimates.rocAuc ?? rocAuc(scored);
}

interface Scale {
  readonly of: (value: number) => number;
  readonly back: (value: number) => number;
}

const PLAIN: Scale = { of: (value) => value, back: (value) => value };
const LOGIT: Scale = {
  of: (value) => Math.log(value / (1 - value)),
  back: (value) => 1 / (1 + Math.exp(-value)),
};

/** `null` if any is undefined. */
function meanBy(values: readonly (number | null)[], { of, back }: Scale = PLAIN): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += of(value);
  }
  return back(sum / values.length);
}
