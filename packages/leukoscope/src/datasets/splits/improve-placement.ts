import { SPLIT_PARTS, type SplitPart } from '../../cells/cell.ts';
import type { Unit } from './units.ts';

export type Fractions = Readonly<Record<SplitPart, number>>;
/** Each unit's part, in the order of the units. */
export type Placement = SplitPart[];

/** Enough for no further gain in practice, bounded for data sets of very many units. */
const PROPOSALS_PER_UNIT = 200;
const MOST_PROPOSALS = 400_000;

/** Typical cells, atypical cells, units. */
type Counts = [number, number, number];

/**
 * Lowers a placement's imbalance (see `placeUnits`) by random moves and exchanges, keeping only what helps. No part
 * loses its last unit.
 */
export function improve(
  units: readonly Unit[],
  { start, fractions, random }: { start: Placement; fractions: Fractions; random: () => number },
): Placement {
  const placement = [...start];
  const used = SPLIT_PARTS.filter((part) => fractions[part] > 0);
  if (used.length < 2 || units.length < 2) return placement;
  const weights = units.map(({ typical, atypical }): Counts => [typical, atypical, 1]);
  const balance = new Balance(weights, placement, fractions);
  const pick = (count: number): number => Math.floor(random() * count);

  const proposals = Math.min(PROPOSALS_PER_UNIT * units.length, MOST_PROPOSALS);
  for (let proposal = 0; proposal < proposals; proposal++) {
    const unit = pick(units.length);
    const from = placement[unit]!;
    const exchanged = random() < 0.5 ? pick(units.length) : null;
    const to = exchanged === null ? used[pick(used.length)]! : placement[exchanged]!;
    const back = exchanged === null ? null : weights[exchanged]!;
    if (from === to || !balance.exchangeIfBetter(from, to, { out: weights[unit]!, back })) continue;
    placement[unit] = to;
    if (exchanged !== null) placement[exchanged] = from;
  }
  return placement;
}

/** What each part holds against what it should hold. */
class Balance {
  readonly #held: Record<SplitPart, Counts> = { train: [0, 0, 0], validation: [0, 0, 0], test: [0, 0, 0] };
  readonly #wanted: Record<SplitPart, Counts>;

  constructor(weights: readonly Counts[], placement: Placement, fractions: Fractions) {
    const total: Counts = [0, 0, 0];
    for (const [at, weight] of weights.entries()) {
      add(total, weight, 1);
      add(this.#held[placement[at]!], weight, 1);
    }
    const wanted = (part: SplitPart): Counts => total.map((count) => count * fractions[part]) as Counts;
    this.#wanted = { train: wanted('train'), validation: wanted('validation'), test: wanted('test') };
  }

  /** Moves `out` from one part to another and `back` the other way, unless that empties a part or does not help. */
  exchangeIfBetter(from: SplitPart, to: SplitPart, { out, back }: { out: Counts; back: Counts | null }): boolean {
    if (back === null && this.#held[from][2] === 1) return false;
    const before = this.#imbalance(from) + this.#imbalance(to);
    this.#exchange(from, to, { out, back });
    if (this.#imbalance(from) + this.#imbalance(to) < before) return true;
    this.#exchange(to, from, { out, back });
    return false;
  }

  #exchange(from: SplitPart, to: SplitPart, { out, back }: { out: Counts; back: Counts | null }): void {
    add(this.#held[from], out, -1);
    add(this.#held[to], out, 1);
    if (back === null) return;
    add(this.#held[to], back, -1);
    add(this.#held[from], back, 1);
  }

  #imbalance(part: SplitPart): number {
    const held = this.#held[part];
    return this.#wanted[part].reduce((sum, wanted, count) => {
      const deviation = wanted === 0 ? 0 : (held[count]! - wanted) / wanted;
      return sum + deviation * deviation;
    }, 0);
  }
}

function add(counts: Counts, weight: Counts, sign: 1 | -1): void {
  for (let count = 0; count < 3; count++) counts[count as 0] += sign * weight[count as 0];
}
