import { typeOf } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { type BootstrapEstimate, bootstrapPatients } from './bootstrap.ts';
import { resamplingUnits } from './evaluation-bootstrap.ts';
import { macroF1Estimate, macroF1Of } from './macro-f1.ts';
import { clopperPearson, type Estimate, type Rate } from './rate.ts';
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
}

/** Cells of a type that the model does not know: none of them can be called right, so they stand aside. */
export interface StrangeType {
  /** `null`: neither code nor label. */
  readonly type: string | null;
  readonly group: Group;
  readonly n: number;
}

/** What a model of several types makes of them, each cell called by its most probable type. */
export interface TypeEvaluation {
  /** Cells of the types that the model knows. */
  readonly n: number;
  /** In the order of the rows and columns of `counts`. */
  readonly types: readonly TypeResult[];
  /** `counts[truth][called]`. */
  readonly counts: readonly (readonly number[])[];
  readonly accuracy: Rate;
  /** Over the types that have cells. */
  readonly macroF1: Estimate;
  /** Intervals over patients: what to quote. `null` where no cell has a patient. */
  readonly overPatients: Readonly<Record<'accuracy' | 'macroF1', BootstrapEstimate>> | null;
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
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const right = sum(counts.map((row, type) => row[type]!));
  return {
    n: known.length,
    types: types.map(({ code, group }, type) => {
      const n = sum(counts[type]!);
      const called = sum(counts.map((row) => row[type]!));
      const recall = clopperPearson(counts[type]![type]!, n, level);
      return { code, group, n, recall, ppv: clopperPearson(counts[type]![type]!, called, level) };
    }),
    counts,
    accuracy: clopperPearson(right, known.length, level),
    macroF1: macroF1Estimate(counts, level),
    overPatients: overPatients(known, pairs, { types, draws, level, random }),
    strange: strangeTypes(scored.filter((cell) => truthOf(cell) === undefined)),
  };
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

function overPatients(
  known: readonly ScoredCell[],
  pairs: Uint32Array,
  { types, draws, level, random }: TypeEvaluationOptions,
): TypeEvaluation['overPatients'] {
  const units = resamplingUnits(known);
  if (units.patients === 0) return null;
  const statistics = (weights: Uint32Array) => {
    const counts = confusionOf(pairs, types.length, (cell) => weights[units.ofCell[cell]!]!);
    const n = counts.flat().reduce((total, count) => total + count, 0);
    const right = counts.reduce((total, row, type) => total + row[type]!, 0);
    return { accuracy: n === 0 ? null : right / n, macroF1: macroF1Of(counts) };
  };
  const bearing = { accuracy: units.patients, macroF1: units.patients };
  return bootstrapPatients(units.count, statistics, { bearing, draws, level, random });
}

function strangeTypes(cells: readonly ScoredCell[]): StrangeType[] {
  const kinds = Map.groupBy(cells, (cell) => JSON.stringify([typeOf(cell), cell.group]));
  return [...kinds.values()].map((own) => ({ type: typeOf(own[0]!), group: own[0]!.group, n: own.length }));
}
