import { typeOf } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { averagedF1Estimate, averagedF1Of } from './averaged-f1.ts';
import { type BootstrapEstimate, bootstrapPatients } from './bootstrap.ts';
import { f1Estimate, meanRateEstimate } from './composite-estimates.ts';
import type { Confusion } from './confusion-values.ts';
import { resamplingUnits } from './evaluation-bootstrap.ts';
import { clopperPearson, type Estimate, type Rate, wilson } from './rate.ts';
import type { ScoredCell } from './scored-cell.ts';

/** A type as a model knows it. */
export interface KnownType {
  readonly code: string;
  readonly group: Group;
}

export interface TypeResult extends KnownType {
  /** Cells that truly are of the type. */
  readonly n: number;
  /** Of these, called so. */
  readonly recall: Rate;
  /** Of all called so, truly of the type. */
  readonly ppv: Rate;
  /** Of all others, not called so. */
  readonly specificity: Rate;
  readonly f1: Estimate;
  /** With an interval over the patients that have cells of the type; `null` where no cell has a patient. */
  readonly recallOverPatients: BootstrapEstimate | null;
}

/** Cells of a type that the model does not know: none of them can be called right, so they stand aside. */
export interface StrangeType {
  /** `null`: neither code nor label. */
  readonly type: string | null;
  readonly group: Group;
  readonly n: number;
}

type FigureOfAll = 'accuracy' | 'macroF1' | 'weightedF1' | 'balancedAccuracy';

/** What a model of several types makes of them, each cell called by its most probable type. */
export interface TypeEvaluation {
  /** Cells of the types that the model knows. */
  readonly n: number;
  /** In the order of the rows and columns of `counts`. */
  readonly types: readonly TypeResult[];
  /** `counts[truth][called]`. */
  readonly counts: readonly (readonly number[])[];
  readonly accuracy: Rate;
  /** Over the types that have cells, as the next two. */
  readonly macroF1: Estimate;
  /** Each type counting by its cells. */
  readonly weightedF1: Estimate;
  /** The mean recall. */
  readonly balancedAccuracy: Estimate;
  /** Intervals over patients: what to quote. `null` where no cell has a patient. */
  readonly overPatients: Readonly<Record<FigureOfAll, BootstrapEstimate>> | null;
  readonly strange: readonly StrangeType[];
}

export interface TypeEvaluationOptions {
  /** Every type that the model knows. */
  readonly types: readonly KnownType[];
  readonly draws: number;
  readonly level: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * Evaluates the types that cells are called.
 *
 * @throws RangeError for a cell that is called no type of the model's.
 */
export function evaluateTypes(
  scored: readonly ScoredCell[],
  { types, draws, level, random }: TypeEvaluationOptions,
): TypeEvaluation {
  const numbers = new Map(types.map(({ code }, at) => [code, at]));
  const truthOf = (cell: ScoredCell) => numbers.get(typeOf(cell) ?? '');
  const known = scored.filter((cell) => truthOf(cell) !== undefined);
  const pairs = Uint32Array.from(known, (cell) => truthOf(cell)! * types.length + calledNumber(cell, numbers));
  const counts = confusionOf(pairs, types.length);
  const overPatients = bootstrapTypes(known, pairs, { types, draws, level, random });
  const all = types.map((_, type) => oneAgainstOthers(counts, type));
  const present = all.filter(({ tp, fn }) => tp + fn > 0);
  return {
    n: known.length,
    types: types.map(({ code, group }, type) => {
      const { tp, fn, fp, tn } = all[type]!;
      return {
        ...{ code, group },
        n: tp + fn,
        recall: clopperPearson(tp, tp + fn, level),
        ppv: clopperPearson(tp, tp + fp, level),
        specificity: clopperPearson(tn, tn + fp, level),
        f1: f1Estimate(all[type]!, level),
        recallOverPatients: overPatients?.recalls[type] ?? null,
      };
    }),
    counts,
    accuracy: clopperPearson(sum(all.map(({ tp }) => tp)), known.length, level),
    macroF1: averagedF1Estimate(counts, { average: 'macro', level }),
    weightedF1: averagedF1Estimate(counts, { average: 'weighted', level }),
    balancedAccuracy: meanRateEstimate(
      present.map(({ tp, fn }) => wilson(tp, tp + fn, level)),
      level,
    ),
    overPatients: overPatients?.ofAll ?? null,
    strange: strangeTypes(scored.filter((cell) => truthOf(cell) === undefined)),
  };
}

/** Cells of a type as positive, all others as negative. */
function oneAgainstOthers(counts: readonly (readonly number[])[], type: number): Confusion {
  const tp = counts[type]![type]!;
  const fn = sum(counts[type]!) - tp;
  const fp = sum(counts.map((row) => row[type]!)) - tp;
  return { tp, fn, fp, tn: sum(counts.flat()) - tp - fn - fp };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function calledNumber({ id, calledType }: ScoredCell, numbers: ReadonlyMap<string, number>): number {
  const number = numbers.get(calledType ?? '');
  if (number === undefined) throw new RangeError(`evaluateTypes() '${id}' is called '${calledType}', no type of these`);
  return number;
}

/** @param pairs truth · types + called, of each cell. @param weights how often each cell counts; once unless given. */
function confusionOf(pairs: Uint32Array, types: number, weights?: (cell: number) => number): number[][] {
  const flat = new Uint32Array(types * types);
  for (let cell = 0; cell < pairs.length; cell++) flat[pairs[cell]!]! += weights?.(cell) ?? 1;
  return Array.from({ length: types }, (_, truth) => [...flat.subarray(truth * types, (truth + 1) * types)]);
}

interface TypesOverPatients {
  readonly ofAll: Readonly<Record<FigureOfAll, BootstrapEstimate>>;
  /** Of each type. */
  readonly recalls: readonly BootstrapEstimate[];
}

function bootstrapTypes(
  known: readonly ScoredCell[],
  pairs: Uint32Array,
  { types, draws, level, random }: TypeEvaluationOptions,
): TypesOverPatients | null {
  const units = resamplingUnits(known);
  if (units.patients === 0) return null;
  const statistics = (weights: Uint32Array): Record<string, number | null> => {
    const counts = confusionOf(pairs, types.length, (cell) => weights[units.ofCell[cell]!]!);
    const recalls = counts.map((row, type) => (sum(row) === 0 ? null : row[type]! / sum(row)));
    const present = recalls.filter((recall) => recall !== null);
    const n = sum(counts.flat());
    return {
      accuracy: n === 0 ? null : sum(counts.map((row, type) => row[type]!)) / n,
      macroF1: averagedF1Of(counts, 'macro'),
      weightedF1: averagedF1Of(counts, 'weighted'),
      balancedAccuracy: present.length === 0 ? null : sum(present) / present.length,
      ...Object.fromEntries(recalls.map((recall, type) => [`recall-${type}`, recall])),
    };
  };
  const having = types.map(() => new Set<number>());
  for (const [cell, pair] of pairs.entries()) {
    const unit = units.ofCell[cell]!;
    if (unit < units.patients) having[Math.floor(pair / types.length)]!.add(unit);
  }
  const bearing: Record<string, number> = {
    ...Object.fromEntries(FIGURES_OF_ALL.map((name) => [name, units.patients])),
    ...Object.fromEntries(having.map((patients, type) => [`recall-${type}`, patients.size])),
  };
  const estimates = bootstrapPatients(units.count, statistics, { bearing, draws, level, random });
  return {
    ofAll: Object.fromEntries(FIGURES_OF_ALL.map((name) => [name, estimates[name]!])) as TypesOverPatients['ofAll'],
    recalls: types.map((_, type) => estimates[`recall-${type}`]!),
  };
}

const FIGURES_OF_ALL: readonly FigureOfAll[] = ['accuracy', 'macroF1', 'weightedF1', 'balancedAccuracy'];

function strangeTypes(cells: readonly ScoredCell[]): StrangeType[] {
  const kinds = Map.groupBy(cells, (cell) => JSON.stringify([typeOf(cell), cell.group]));
  return [...kinds.values()].map((own) => ({ type: typeOf(own[0]!), group: own[0]!.group, n: own.length }));
}
