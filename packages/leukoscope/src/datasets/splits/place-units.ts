import { shuffled } from '@leukoscope/engine';
import { SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import { type Fractions, improve, type Placement } from './improve-placement.ts';
import type { Unit } from './units.ts';

export interface PlaceOptions {
  readonly fractions: Fractions;
  readonly stratify: boolean;
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/**
 * Places whole units in parts. Every part with a fraction above 0 gets at least one.
 *
 * Not stratified: the units in random order, cut at the fractions of their number, rounded; the paper's protocol where a
 * unit is an image.
 *
 * Stratified: the same within the units of mostly typical and of mostly atypical cells apart, and then improved: of many
 * random proposals, to move a unit to another part or to exchange two, each that lowers the imbalance is taken.
 * Imbalance is the sum, over the parts and over three counts (typical cells, atypical cells, units), of the squared
 * relative deviation of the count from the part's fraction of the whole. So patients stay whole and the parts still
 * hold nearly the same mix: on 82 patients, within 0.1% of the cells and half a percent of atypical. Starting at random
 * and improving, instead of filling the parts by size, does not put the patients with most cells always in training.
 */
export function placeUnits(units: readonly Unit[], { fractions, stratify, random }: PlaceOptions): Placement {
  const placement: Placement = Array.from(units, () => 'train');
  for (const stratum of stratify ? strataOf(units) : [[...units.keys()]]) {
    for (const [rank, part] of cutAtRandom(stratum.length, fractions, random).entries()) {
      placement[stratum[rank]!] = part;
    }
  }
  fillEmptyParts(placement, fractions, random);
  return stratify ? improve(units, { start: placement, fractions, random }) : placement;
}

/** Indices of the mostly typical and of the mostly atypical units. */
function strataOf(units: readonly Unit[]): number[][] {
  const { false: typical = [], true: atypical = [] } = Object.groupBy(units.keys(), (at) => {
    return units[at]!.atypical > units[at]!.typical ? 'true' : 'false';
  });
  return [typical, atypical];
}

function cutAtRandom(count: number, fractions: Fractions, random: () => number): Placement {
  const placement: Placement = Array.from({ length: count }, () => 'train');
  const validation = Math.round(count * fractions.validation);
  const test = Math.min(Math.round(count * fractions.test), count - validation);
  for (const [rank, at] of shuffled(count, random).entries()) {
    if (rank < validation) placement[at] = 'validation';
    else if (rank < validation + test) placement[at] = 'test';
  }
  return placement;
}

/** Few units round to none: takes one from the part with the most units for each part left without. */
function fillEmptyParts(placement: Placement, fractions: Fractions, random: () => number): void {
  for (const part of SPLIT_PARTS) {
    if (fractions[part] === 0 || placement.includes(part)) continue;
    const largest = SPLIT_PARTS.map((from) => unitsIn(placement, from)).reduce((a, b) => (b.length > a.length ? b : a));
    placement[largest[Math.floor(random() * largest.length)]!] = part;
  }
}

function unitsIn(placement: Placement, part: SplitPart): number[] {
  return [...placement.keys()].filter((at) => placement[at] === part);
}
