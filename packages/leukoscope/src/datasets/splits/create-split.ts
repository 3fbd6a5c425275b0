import { randomStream } from '@leukoscope/engine';
import { type Cell, SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { Split } from '../split.ts';
import type { SplitUnit } from '../split-units.ts';
import type { Fractions } from './improve-placement.ts';
import { placeUnits } from './place-units.ts';
import { sealSplit } from './split-hash.ts';
import { type Unit, unitsOf } from './units.ts';

export interface SplitOptions {
  /** By patient where every cell has one, by image where none has, unless given. */
  readonly by?: SplitUnit;
  /** Of the cells (stratified) or of the patients or images (not stratified); 0 for no such part. */
  readonly validationFraction: number;
  readonly testFraction: number;
  readonly seed: string | number;
  /** Whether the parts are to have the same share of atypical cells; see `placeUnits`. */
  readonly stratify: boolean;
  /** Cells with the same identity (the sha256 of the image file) stay together; `null`: like no other. */
  readonly identityOf?: (cell: Cell) => string | null;
}

/**
 * Draws a split of the cells that are not excluded. The same cells, options and seed give the same split on any machine
 * and in any order of the cells. A part asked for is never empty.
 *
 * `by: 'image'`, `stratify: false` and a test fraction of 0.2 is the paper's protocol.
 *
 * @throws LeukoscopeError `split.fractions`, `split.patient-unknown` or `split.too-few`.
 */
export function createSplit(cells: readonly Cell[], options: SplitOptions): Split {
  const { by, units, fractions } = splitTask(cells, options);
  const random = randomStream(options.seed, 'split', by);
  const placement = placeUnits(units, { fractions, stratify: options.stratify, random });
  const namesIn = (part: SplitPart) => units.filter((_, at) => placement[at] === part).flatMap(({ names }) => names);
  return sealSplit({
    format: 'leukoscope-split',
    version: 1,
    by,
    seed: options.seed,
    stratified: options.stratify,
    fractions: { validation: fractions.validation, test: fractions.test },
    rest: null,
    parts: { train: namesIn('train'), validation: namesIn('validation'), test: namesIn('test') },
  });
}

/**
 * Finds before any image is read whether `createSplit` could split these cells: it cannot know yet which are identical,
 * which only makes more of them.
 *
 * @throws LeukoscopeError as `createSplit`.
 */
export function requireSplittable(cells: readonly Cell[], options: Omit<SplitOptions, 'identityOf'>): void {
  splitTask(cells, options);
}

function splitTask(
  cells: readonly Cell[],
  options: SplitOptions,
): { by: SplitUnit; units: Unit[]; fractions: Fractions } {
  const fractions = requireFractions(options);
  const grouped = cells.filter(({ group }) => group !== null);
  const by = options.by ?? (grouped.some(({ patient }) => patient !== null) ? 'patient' : 'image');
  if (by === 'patient') requirePatients(grouped);
  const nameOf = by === 'patient' ? (cell: Cell) => cell.patient! : (cell: Cell) => cell.id;
  const units = unitsOf(grouped, nameOf, options.identityOf ?? (() => null));
  const partsAsked = SPLIT_PARTS.filter((part) => fractions[part] > 0).length;
  if (units.length < partsAsked) {
    throw new LeukoscopeError('split.too-few', { by, units: units.length, parts: partsAsked });
  }
  return { by, units, fractions };
}

/** @throws LeukoscopeError `split.fractions`. */
export function requireFractions(options: Pick<SplitOptions, 'validationFraction' | 'testFraction'>): Fractions {
  const { validationFraction: validation, testFraction: test } = options;
  const valid = [validation, test].every((fraction) => fraction >= 0 && fraction < 1) && validation + test < 1;
  if (!valid) throw new LeukoscopeError('split.fractions', { validation, test });
  return { train: 1 - validation - test, validation, test };
}

function requirePatients(cells: readonly Cell[]): void {
  const without = cells.filter(({ patient }) => patient === null).length;
  if (without > 0) throw new LeukoscopeError('split.patient-unknown', { without, cells: cells.length });
}
