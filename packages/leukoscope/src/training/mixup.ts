import { randomStream, shuffled } from '@leukoscope/engine';
import { betaDraw } from '../evaluation/patients/beta-draws.ts';

/** How the items of a batch are mixed: each keeps `share` of itself and takes the rest from its partner. */
export interface Mixing {
  /** 0.5 to 1: an item's own label stays the larger part of its target. */
  readonly share: number;
  /** Number of each item's partner within the batch, which may be itself. */
  readonly partners: Uint32Array;
}

/** What decides a mixing, and nothing else does. */
export interface MixingDraw {
  /** Both shapes of the beta distribution that the share is drawn from; the larger, the more even the mixtures. */
  readonly alpha: number;
  readonly seed: number;
  readonly epoch: number;
  readonly step: number;
}

/**
 * mixup (Zhang et al. 2017, arXiv:1710.09412), one share for a batch. A share below a half with one's partner is one above
 * it with the roles changed, and all orders are as likely: so the larger part is always the item's own.
 */
export function drawMixing(items: number, { alpha, seed, epoch, step }: MixingDraw): Mixing {
  const random = randomStream(seed, 'mixup', epoch, step);
  const share = betaDraw(alpha, alpha, random);
  return { share: Math.max(share, 1 - share), partners: shuffled(items, random) };
}

/** @param rows one for each item, end to end. @returns the same, mixed; bytes are rounded. */
export function mixed<Rows extends Float32Array | Uint8Array>(rows: Rows, { share, partners }: Mixing): Rows {
  const length = rows.length / partners.length;
  const result = rows.slice() as Rows;
  const rounding = rows instanceof Uint8Array ? 0.5 : 0;
  for (const [item, partner] of partners.entries()) {
    const [own, other] = [item * length, partner * length];
    for (let at = 0; at < length; at++) {
      result[own + at] = share * rows[own + at]! + (1 - share) * rows[other + at]! + rounding;
    }
  }
  return result;
}
