import { type LabelNoise, labelNoise } from '../../audit/label-noise.ts';
import type { CellOfGroup } from '../../audit/read-audit-cells.ts';
import type { Cell } from '../../cells/cell.ts';
import type { DoneRun } from './cross-validated.ts';
import type { Candidate } from './cross-validation-record.ts';
import { sizesOf } from './fold-runs.ts';

/** The cells that networks were tested on which had not seen them, and which of their labels these doubt. */
export interface DoubtedLabels {
  /** In the order of their ids. */
  readonly cells: readonly CellOfGroup[];
  /** The mean out-of-fold probability of atypical, in the order of `cells`. */
  readonly probabilities: Float64Array;
  /** `null` without cells of both groups. */
  readonly noise: LabelNoise | null;
}

/**
 * Confident learning by all candidates together, each with all training cells or the most, over all repeats: their
 * out-of-fold probabilities are averaged, so that what one network alone is sure of counts little.
 *
 * @param cells the data set's; those that no network was tested on are left out
 */
export function doubtedLabels(
  cells: readonly Cell[],
  done: readonly DoneRun[],
  { candidates, seed }: { readonly candidates: readonly Pick<Candidate, 'sizes'>[]; readonly seed: number },
): DoubtedLabels {
  const said = new Map<string, number[]>();
  for (const { run, test } of done) {
    if (run.size !== sizesOf(candidates[run.candidate]!).at(-1)) continue;
    for (const { id, probability } of test.scored) {
      const ofCell = said.get(id);
      if (ofCell === undefined) said.set(id, [probability]);
      else ofCell.push(probability);
    }
  }
  const judged = cells
    .filter((cell): cell is CellOfGroup => cell.group !== null && said.has(cell.id))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const probabilities = Float64Array.from(judged, ({ id }) => mean(said.get(id)!));
  return { cells: judged, probabilities, noise: labelNoise(judged, probabilities, seed) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
