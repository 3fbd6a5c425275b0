import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import type { EvaluationReport } from '../evaluation-contents.ts';
import { exampleCells } from '../example-cells.ts';
import { matrixFields } from '../matrix-fields.ts';

/** The cells that a report shows, with pictures that are not read from files. */
export function picturedCells(
  scored: readonly ScoredCell[],
  {
    threshold,
    types,
    pictureOf,
  }: {
    readonly threshold: number;
    readonly types: readonly string[] | null;
    readonly pictureOf: (cell: ScoredCell) => string | null;
  },
): Pick<EvaluationReport, 'examples' | 'fields'> {
  const examples = exampleCells(scored, threshold);
  const pictured = new Set(examples.flatMap(({ shown }) => shown.map(({ id }) => id)));
  const withPicture = (cell: ScoredCell) => ({ cell, picture: pictureOf(cell) });
  return {
    examples: examples.map((group) => ({ ...group, shown: group.shown.map(withPicture) })),
    fields: matrixFields(scored, { threshold, types, pictured }).map((field) => ({
      ...field,
      shown: field.shown.map(withPicture),
    })),
  };
}
