import type { Cell } from '../../cells/cell.ts';
import { nearest } from '../../cells/nearest.ts';
import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { DEFAULT_DRAWS } from '../../evaluation/evaluate.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import { SUBGROUP_FIGURES, subgroups } from '../../evaluation/subgroups.ts';
import { figureText } from '../../reports/plots/interval-text.ts';
import { type NamedSubgroups, SUBGROUP_TEXTS, subgroupFigure } from '../../reports/subgroups.ts';
import { textTable } from '../text-table.ts';

/** More kinds than this are no kinds but names of single things. */
const MOST_VALUES = 50;

/**
 * The evaluated cells apart by what a column of the manifest says of them; `null` where none was asked for.
 *
 * @throws LeukoscopeError `evaluation.no-column`, `evaluation.many-values`.
 */
export function subgroupsBy(
  column: string | undefined,
  {
    cells,
    scored,
    threshold,
    seed,
  }: { cells: readonly Cell[]; scored: readonly ScoredCell[]; threshold: number; seed: number },
): NamedSubgroups | null {
  if (column === undefined) return null;
  const valueById = new Map(cells.map(({ id, extra }) => [id, extra[column] || null]));
  const columns = [...new Set(cells.flatMap(({ extra }) => Object.keys(extra)))];
  if (!columns.includes(column)) {
    throw new LeukoscopeError('evaluation.no-column', { column, columns, suggestion: nearest(column, columns) });
  }
  const values = new Set(valueById.values()).size;
  if (values > MOST_VALUES) throw new LeukoscopeError('evaluation.many-values', { column, values, most: MOST_VALUES });
  const kindOf = ({ id }: ScoredCell) => valueById.get(id) ?? null;
  return { column, groups: subgroups(scored, { kindOf, threshold, seed, draws: DEFAULT_DRAWS }) };
}

export function subgroupsText({ column, groups }: NamedSubgroups, language: Language): string {
  const texts = SUBGROUP_TEXTS[language];
  return textTable(
    [
      { heading: texts.title(column), align: 'left' },
      ...SUBGROUP_FIGURES.map((name) => ({ heading: texts.figures[name], align: 'right' }) as const),
    ],
    groups.map((subgroup) => [
      texts.label(subgroup.value, subgroup.n, subgroup.patients),
      ...SUBGROUP_FIGURES.map((name) => figureText(subgroupFigure(subgroup, name))),
    ]),
  );
}
