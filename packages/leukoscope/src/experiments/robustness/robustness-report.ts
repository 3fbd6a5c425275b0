import type { SplitPart } from '../../cells/cell.ts';
import type { Language } from '../../errors/entry.ts';
import type { ScoredCell } from '../../evaluation/scored-cell.ts';
import type { DisturbanceName } from '../../images/disturb.ts';
import type { ReportOrigin } from '../../reports/report-parts.ts';
import type { SyntheticUse } from '../../reports/synthetic-use.ts';
import { type FollowedFigures, followedFigures } from '../followed-figures.ts';
import type { Disturbed } from './disturbances.ts';

/** What becomes of a model at one strength of one disturbance. */
export interface RobustnessPoint extends FollowedFigures {
  readonly strength: number;
}

export interface RobustnessCurve {
  readonly name: DisturbanceName;
  /** By rising strength, the pictures as they are among them. */
  readonly points: readonly RobustnessPoint[];
}

export interface RobustnessReport {
  readonly language: Language;
  /** Path of the model as given. */
  readonly model: string;
  readonly dataset: string;
  readonly part: SplitPart | null;
  readonly threshold: number;
  readonly cells: number;
  readonly atypical: number;
  readonly patients: number | null;
  readonly rejected: number;
  readonly asTheyAre: RobustnessPoint;
  readonly curves: readonly RobustnessCurve[];
  readonly synthetic: SyntheticUse;
  readonly origin: ReportOrigin;
}

export interface PointOptions {
  readonly strength: number;
  readonly threshold: number;
  readonly seed: number;
}

export function robustnessPoint(
  scored: readonly ScoredCell[],
  { strength, ...options }: PointOptions,
): RobustnessPoint {
  return { strength, ...followedFigures(scored, options) };
}

/**
 * Curves from the scores of `scoreDisturbed`.
 *
 * @param neutralOf the strength at which a disturbance leaves pictures as they are.
 */
export function robustnessCurves(
  disturbances: readonly Disturbed[],
  points: readonly RobustnessPoint[],
  { asTheyAre, neutralOf }: { asTheyAre: RobustnessPoint; neutralOf: (name: DisturbanceName) => number },
): RobustnessCurve[] {
  const byName = Map.groupBy(disturbances.entries(), ([, { name }]) => name);
  return [...byName].map(([name, entries]) => ({
    name,
    points: [...entries.map(([at]) => points[at]!), { ...asTheyAre, strength: neutralOf(name) }].toSorted(
      (a, b) => a.strength - b.strength,
    ),
  }));
}

/** The point of a curve at which the sensitivity is lowest; `null` where it never has one. */
export function worstOf({ points }: RobustnessCurve): RobustnessPoint | null {
  const known = points.filter(({ figures }) => figures.sensitivity.value !== null);
  const lowest = (a: RobustnessPoint, b: RobustnessPoint) =>
    b.figures.sensitivity.value! < a.figures.sensitivity.value! ? b : a;
  return known.length === 0 ? null : known.reduce(lowest);
}
