import { type Cell, typeOf } from '../cells/cell.ts';
import { cellTypeIn, type Group, type Scheme } from '../cells/scheme.ts';
import { byCodeUnits } from '../datasets/cell-order.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { CLASSES, MOST_TYPES, type ModelType } from '../models/model-types.ts';
import type { TrainSettings } from './train-settings.ts';

type CellOfGroup = Cell & { readonly group: Group };

/** What a network is trained to tell apart, one output each. */
export interface TrainingClasses {
  /** In the order of the outputs; `null` where the classes are the two groups. */
  readonly types: readonly ModelType[] | null;
  /** The group of each class, in their order. */
  readonly groups: readonly Group[];
  /** Number of a cell's class; `null` for a cell of a type that no training cell has. */
  readonly classOf: (cell: CellOfGroup) => number | null;
}

/**
 * The classes that the settings ask for.
 *
 * @param settings of which `auto` has become one of the others, see `classesFor`.
 * @param train cells that passed `requireOneGroupEach`, if by types.
 */
export function trainingClasses(
  { classes }: Pick<TrainSettings, 'classes'>,
  train: readonly CellOfGroup[],
  scheme: Scheme,
): TrainingClasses {
  if (classes === 'auto') throw new RangeError("trainingClasses() settings: classes 'auto' that no data have settled");
  if (classes === 'groups') return GROUP_CLASSES;
  const types = typesOf(train, scheme);
  const numbers = new Map(types.map(({ code }, at) => [code, at]));
  return {
    types,
    groups: types.map(({ group }) => group),
    classOf: (cell) => numbers.get(typeOf(cell) ?? '') ?? null,
  };
}

export const GROUP_CLASSES: TrainingClasses = {
  types: null,
  groups: CLASSES,
  classOf: ({ group }) => CLASSES.indexOf(group),
};

/** Typical types first; within a group in the scheme's order, then those that it does not name, by name. */
function typesOf(train: readonly CellOfGroup[], scheme: Scheme): ModelType[] {
  const rank = new Map(Object.keys(scheme.groups).map((code, at) => [code, at]));
  const rankOf = (code: string) => rank.get(code) ?? rank.size;
  return [...Map.groupBy(train, (cell) => typeOf(cell)!)]
    .map(([code, cells]) => ({
      code,
      name: cellTypeIn(scheme, code)?.name ?? { en: code, es: code },
      group: cells[0]!.group,
      cells: cells.length,
    }))
    .sort(
      (a, b) =>
        CLASSES.indexOf(a.group) - CLASSES.indexOf(b.group) ||
        rankOf(a.code) - rankOf(b.code) ||
        byCodeUnits(a.code, b.code),
    );
}

/** Cells of a type that no training cell has: they are judged by their group alone. */
export interface StrangeCells {
  readonly part: 'validation' | 'test';
  readonly type: string;
  readonly group: Group;
  readonly cells: number;
}

/** What of validation and test is no class. @param parts cells that passed `requireOneGroupEach`, if by types. */
export function strangeCells(
  parts: Readonly<Record<StrangeCells['part'], readonly CellOfGroup[]>>,
  { classOf }: TrainingClasses,
): StrangeCells[] {
  return (['validation', 'test'] as const).flatMap((part) => {
    const strange = Map.groupBy(
      parts[part].filter((cell) => classOf(cell) === null),
      (cell) => typeOf(cell)!,
    );
    return [...strange].map(([type, cells]) => ({ part, type, group: cells[0]!.group, cells: cells.length }));
  });
}

/**
 * That types can be classes of these cells: each cell has one, and each type is of one group.
 *
 * @throws LeukoscopeError `training.no-type`, `training.type-of-both-groups`, `training.too-many-types`.
 */
export function requireOneGroupEach(cells: readonly CellOfGroup[]): void {
  const fault = faultOfTypes(cells);
  if (fault !== null) throw fault;
}

/**
 * What `auto` comes to: types where they can be classes and say more than the groups do.
 *
 * @returns with the reason where types are there and cannot be classes.
 */
export function classesFor(cells: readonly CellOfGroup[]): {
  readonly classes: 'groups' | 'types';
  readonly reason: LeukoscopeError | null;
} {
  const types = new Set(cells.map(typeOf).filter((type) => type !== null));
  if (types.size <= CLASSES.length) return { classes: 'groups', reason: null };
  const reason = faultOfTypes(cells);
  return { classes: reason === null ? 'types' : 'groups', reason };
}

function faultOfTypes(cells: readonly CellOfGroup[]): LeukoscopeError | null {
  const firstOf = new Map<string, CellOfGroup>();
  for (const cell of cells) {
    const type = typeOf(cell);
    if (type === null) return new LeukoscopeError('training.no-type', { cell: cell.id, group: cell.group });
    const first = firstOf.get(type) ?? cell;
    if (first.group !== cell.group) {
      const [typical, atypical] = first.group === 'typical' ? [first, cell] : [cell, first];
      return new LeukoscopeError('training.type-of-both-groups', { type, typical: typical.id, atypical: atypical.id });
    }
    firstOf.set(type, first);
  }
  if (firstOf.size <= MOST_TYPES) return null;
  return new LeukoscopeError('training.too-many-types', { types: firstOf.size, most: MOST_TYPES });
}
