import { randomStream, shuffled } from '@leukoscope/engine';
import type { Cell } from '../../cells/cell.ts';
import type { Group } from '../../cells/scheme.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';

export type LabelledCell = Cell & { readonly group: Group };

/** Which cells of a site adapt a model, and which test it. */
export interface DrawnCells {
  /** Whose pictures adapt: those drawn, and those that have no label anyway. */
  readonly pictures: readonly Cell[];
  /** Of these the ones whose labels adapt too. */
  readonly labelled: readonly LabelledCell[];
  /** Of other patients where patients are named. */
  readonly test: readonly LabelledCell[];
  /** Patients whose cells adapt; `null` where none is named. */
  readonly patients: number | null;
}

export interface DrawOptions {
  /** At least so many labelled cells are drawn to adapt, or half of all if there are fewer than twice as many. */
  readonly cells: number;
  /** The most labels that are used. */
  readonly labels: number;
  readonly seed: number;
}

/** Colours and statistics of fewer pictures say more of these cells than of the laboratory. */
export const FEWEST_CELLS = 20;
/** Labels of fewer patients say more of these than of the laboratory. */
const FEWEST_PATIENTS = 3;

/**
 * Draws by the seed. Where patients are named, whole patients are drawn, so that none is on both sides, at least three and
 * at most half of them; else cells, with their share of atypical ones. Labels are taken evenly over patients.
 *
 * @param cells of the data set; excluded ones have no part, those without a label have.
 * @throws LeukoscopeError `adapt.too-few`.
 */
export function drawCells(cells: readonly Cell[], { cells: wanted, labels, seed }: DrawOptions): DrawnCells {
  const unlabelled = cells.filter(({ excluded }) => excluded === 'unlabelled');
  const known = cells.filter((cell): cell is LabelledCell => cell.group !== null);
  const most = Math.min(wanted, Math.floor(known.length / 2));
  const units = unitsOf(known, seed);
  const isNamed = known.some(({ patient }) => patient !== null);
  const [fewest, limit] = isNamed ? [FEWEST_PATIENTS, Math.floor(units.length / 2)] : [0, units.length];
  const drawn: LabelledCell[] = [];
  let taken = 0;
  while (taken < limit && (taken < fewest || drawn.length < most)) drawn.push(...units[taken++]!);
  const pictures = [...drawn, ...unlabelled];
  if (pictures.length < FEWEST_CELLS) {
    throw new LeukoscopeError('adapt.too-few', { cells: pictures.length, fewest: FEWEST_CELLS, of: known.length });
  }
  const isDrawn = new Set(drawn);
  return {
    pictures,
    labelled: evenly(drawn, { most: labels, seed }),
    test: known.filter((cell) => !isDrawn.has(cell)),
    patients: isNamed ? taken : null,
  };
}

/** Cells that stay together, in the order in which they are drawn. */
function unitsOf(cells: readonly LabelledCell[], seed: number): (readonly LabelledCell[])[] {
  const byPatient = Map.groupBy(cells, ({ patient }) => patient);
  if (byPatient.size > 1 || !byPatient.has(null)) {
    return inRandomOrder([...byPatient.values()], randomStream(seed, 'adapt', 'patients'));
  }
  // One by one from both groups, so that every stretch has about their shares.
  const groups = (['typical', 'atypical'] as const).map((group) => {
    const own = cells.filter((cell) => cell.group === group);
    const order = inRandomOrder(own, randomStream(seed, 'adapt', 'cells', group));
    return order.map((cell, at) => ({ cell, place: (at + 0.5) / order.length }));
  });
  return groups
    .flat()
    .sort((a, b) => a.place - b.place)
    .map(({ cell }) => [cell]);
}

/** At most so many, of both groups as far as there are, one of each patient after the other. */
function evenly(
  cells: readonly LabelledCell[],
  { most, seed }: { readonly most: number; readonly seed: number },
): LabelledCell[] {
  const turns = (['typical', 'atypical'] as const).map((group) => {
    const own = inRandomOrder(
      cells.filter((cell) => cell.group === group),
      randomStream(seed, 'adapt', 'labels', group),
    );
    const seen = new Map<string | null, number>();
    const round = own.map((cell) => {
      const before = seen.get(cell.patient) ?? 0;
      seen.set(cell.patient, before + 1);
      return before;
    });
    return own.map((cell, at) => ({ cell, round: round[at]! })).sort((a, b) => a.round - b.round);
  });
  const [typical, atypical] = turns as [(typeof turns)[number], (typeof turns)[number]];
  const share = cells.length === 0 ? 0 : atypical.length / cells.length;
  const total = Math.min(most, cells.length);
  const ofAtypical = Math.round(total * share);
  const kept = new Set(
    [...typical.slice(0, total - ofAtypical), ...atypical.slice(0, ofAtypical)].map(({ cell }) => cell),
  );
  return cells.filter((cell) => kept.has(cell));
}

function inRandomOrder<Item>(items: readonly Item[], random: () => number): Item[] {
  return [...shuffled(items.length, random)].map((at) => items[at]!);
}
