import type { BootstrapEstimate } from './bootstrap.ts';
import { evaluate } from './evaluate.ts';
import type { Estimate, Rate } from './rate.ts';
import type { ScoredCell } from './scored-cell.ts';

/** How a model does on the cells of one kind, a laboratory's or a scanner's for one. */
export interface Subgroup {
  /** What the cells have in common; `null` for those of which it is not known. */
  readonly value: string | null;
  readonly n: number;
  /** Of these, truly atypical. */
  readonly positive: number;
  /** `null` where no cell has one. */
  readonly patients: number | null;
  /** Intervals over cells, ignoring patients. */
  readonly sensitivity: Rate;
  readonly specificity: Rate;
  readonly rocAuc: Estimate;
  /** The same over patients: what to quote; `null` where no cell has one. */
  readonly overPatients: Readonly<Record<SubgroupFigure, BootstrapEstimate>> | null;
}

export const SUBGROUP_FIGURES = ['sensitivity', 'specificity', 'rocAuc'] as const;
export type SubgroupFigure = (typeof SUBGROUP_FIGURES)[number];

export interface SubgroupOptions {
  readonly kindOf: (cell: ScoredCell) => string | null;
  readonly threshold: number;
  readonly seed: number;
  /** Of the bootstrap in each. */
  readonly draws: number;
}

/** Every subgroup by itself, the largest first; then by its value. */
export function subgroups(
  scored: readonly ScoredCell[],
  { kindOf, threshold, seed, draws }: SubgroupOptions,
): Subgroup[] {
  return [...Map.groupBy(scored, kindOf)]
    .map(([value, cells]): Subgroup => {
      const found = evaluate(cells, { threshold, seed, draws, rejected: [] });
      const { n, positive, sensitivity, specificity, rocAuc, bootstrap } = found;
      return {
        ...{ value, n, positive, sensitivity, specificity, rocAuc },
        patients: bootstrap?.patients ?? null,
        overPatients: bootstrap && {
          sensitivity: bootstrap.estimates.sensitivity,
          specificity: bootstrap.estimates.specificity,
          rocAuc: bootstrap.estimates.rocAuc,
        },
      };
    })
    .toSorted((a, b) => b.n - a.n || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
}
