import { isCalledAtypical, type ScoredCell } from '../evaluation/scored-cell.ts';

/** What became of a cell; `missed` and `falseAlarm` are the errors. */
export const OUTCOMES = ['missed', 'falseAlarm', 'found', 'rightlyTypical'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Cells to look at, of one outcome. */
export interface Examples<Example> {
  readonly outcome: Outcome;
  readonly shown: readonly Example[];
  /** How many cells had this outcome. */
  readonly total: number;
}

/** So many of all are shown at most. */
export const MOST_EXAMPLES = 24;
/** Places kept for right calls, where there are any: errors alone do not show what the model can do. */
const LEAST_RIGHT = 8;
/** Of the places for errors, those for missed cells where false alarms would fill the rest. */
const MISSED_FIRST = 10;

export function outcomeOf({ group, probability }: ScoredCell, threshold: number): Outcome {
  const called = isCalledAtypical(probability, threshold);
  if (group === 'atypical') return called ? 'found' : 'missed';
  return called ? 'falseAlarm' : 'rightlyTypical';
}

/**
 * At most 24 cells: first the errors, of each kind the ones the model was surest of; then right calls, spread evenly
 * from the surest to the least sure. The same cells give the same choice.
 */
export function exampleCells(scored: readonly ScoredCell[], threshold: number): Examples<ScoredCell>[] {
  const groups = Map.groupBy(scored, (cell) => outcomeOf(cell, threshold));
  const by = (outcome: Outcome, sign: 1 | -1) =>
    [...(groups.get(outcome) ?? [])].sort((a, b) => sign * (a.probability - b.probability));
  const cells = {
    missed: by('missed', 1),
    falseAlarm: by('falseAlarm', -1),
    found: by('found', -1),
    rightlyTypical: by('rightlyTypical', 1),
  };
  const right = cells.found.length + cells.rightlyTypical.length;
  const forErrors = MOST_EXAMPLES - Math.min(LEAST_RIGHT, right);
  const missed = cells.missed.slice(0, Math.max(MISSED_FIRST, forErrors - cells.falseAlarm.length));
  const falseAlarm = cells.falseAlarm.slice(0, forErrors - missed.length);
  const rest = MOST_EXAMPLES - missed.length - falseAlarm.length;
  const foundCount = Math.max(Math.ceil(rest / 2), rest - cells.rightlyTypical.length);
  const found = spread(cells.found, foundCount);
  const rightlyTypical = spread(cells.rightlyTypical, rest - found.length);
  const shown = { missed, falseAlarm, found, rightlyTypical };
  return OUTCOMES.map((outcome) => ({ outcome, shown: shown[outcome], total: cells[outcome].length }));
}

/** `count` of the list, first and last among them, at even distances. */
function spread<Item>(list: readonly Item[], count: number): Item[] {
  if (list.length <= count) return [...list];
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : Math.round((index * (list.length - 1)) / (count - 1));
    return list[at]!;
  });
}
