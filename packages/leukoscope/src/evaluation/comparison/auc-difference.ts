import { aucPlacements } from '../delong.ts';
import { normalDeviate, normalProbability } from '../normal-distribution.ts';
import { rankCells } from '../ranked-cells.ts';
import { assertLevel, type Estimate } from '../rate.ts';
import type { ScoredCell } from '../scored-cell.ts';

export interface AucDifference {
  /** Of the first less that of the other, with an interval cut to [-1, 1]. */
  readonly difference: Estimate;
  /** Two-sided probability of a difference at least as large if the areas were equal; `null` where nothing varies. */
  readonly p: number | null;
}

/**
 * DeLong's test for two models on the same cells: the areas are means of placements, cell by cell, so the variance of
 * their difference is that of the differences of placements. `null` where a group has no cells; no interval with a single
 * cell in a group, or where the models rank all cells alike. It takes cells as independent. Checked against R's pROC.
 *
 * @param other the same cells in the same order.
 * @throws RangeError for a probability outside [0, 1], or a level outside (0, 1).
 */
export function aucDifference(
  first: readonly ScoredCell[],
  other: readonly ScoredCell[],
  level: number,
): AucDifference {
  assertLevel(level);
  const rest = { level, method: 'delong-difference', n: first.length } as const;
  const atypical = first.flatMap(({ group }, at) => (group === 'atypical' ? [at] : []));
  const typical = first.flatMap(({ group }, at) => (group === 'atypical' ? [] : [at]));
  if (atypical.length === 0 || typical.length === 0) {
    return { difference: { value: null, low: null, high: null, ...rest }, p: null };
  }
  const [a, b] = [placementByCell(first), placementByCell(other)];
  const gains = (cells: readonly number[]) => cells.map((cell) => a[cell]! - b[cell]!);
  const value = mean(gains(atypical));
  const variance = varianceOfMean(gains(atypical)) + varianceOfMean(gains(typical));
  if (!(variance > 0)) return { difference: { value, low: null, high: null, ...rest }, p: null };
  const half = normalDeviate(level) * Math.sqrt(variance);
  return {
    difference: { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), ...rest },
    p: 2 * normalProbability(-Math.abs(value) / Math.sqrt(variance)),
  };
}

/** The placement of each cell among those of the other group, in the order of the cells. */
function placementByCell(scored: readonly ScoredCell[]): Float64Array {
  const ranked = rankCells(scored);
  const { atypical, typical } = aucPlacements(ranked);
  const placements = new Float64Array(scored.length);
  let [atypicalSeen, typicalSeen] = [0, 0];
  for (const [rank, cell] of ranked.index.entries()) {
    placements[cell] = ranked.positive[rank] === 1 ? atypical[atypicalSeen++]! : typical[typicalSeen++]!;
  }
  return placements;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** NaN of a single value. */
function varianceOfMean(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
