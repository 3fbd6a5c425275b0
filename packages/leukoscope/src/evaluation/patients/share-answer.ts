import { FEWEST_CELLS_FOR_SHARE } from '../patient-share.ts';
import { DEFAULT_LEVEL, type Estimate } from '../rate.ts';
import { adjustedShare, type CalledCells } from './adjusted-share.ts';
import type { ErrorDraws } from './error-draws.ts';

/**
 * Whether a patient's share lies above or below a limit. `cannot-tell`: its interval holds the limit; `more` cells, called
 * like these, would tell, or `null` where no number would, since the errors of the model blur it. `too-few`: under 100
 * cells a share is not judged; `more` are missing.
 */
export type ShareAnswer =
  | { readonly answer: 'above' | 'below' }
  | { readonly answer: 'cannot-tell'; readonly more: number | null }
  | { readonly answer: 'too-few'; readonly more: number };

/** Nobody counts more. */
const MOST_CELLS = 10_000;

/**
 * @param limit in (0, 1).
 * @param share as `adjustedShare` gives it for these cells.
 */
export function answerOf(
  cells: CalledCells,
  { share, errors, limit }: { readonly share: Estimate; readonly errors: ErrorDraws; readonly limit: number },
): ShareAnswer {
  if (cells.cells < FEWEST_CELLS_FOR_SHARE) {
    return { answer: 'too-few', more: FEWEST_CELLS_FOR_SHARE - cells.cells };
  }
  const side = sideOf(share, limit);
  return side === null ? { answer: 'cannot-tell', more: moreCells(cells, errors, limit) } : { answer: side };
}

function sideOf({ low, high }: Estimate, limit: number): 'above' | 'below' | null {
  if (low !== null && low > limit) return 'above';
  return high !== null && high < limit ? 'below' : null;
}

/** By halving: more cells of the same share never widen the interval. */
function moreCells({ positive, cells }: CalledCells, errors: ErrorDraws, limit: number): number | null {
  const tells = (total: number) => {
    const like = { positive: Math.round((positive / cells) * total), cells: total };
    return sideOf(adjustedShare(like, errors, DEFAULT_LEVEL), limit) !== null;
  };
  if (cells >= MOST_CELLS || !tells(MOST_CELLS)) return null;
  let [not, enough] = [cells, MOST_CELLS];
  while (enough - not > Math.max(1, Math.round(0.02 * enough))) {
    const middle = Math.round((not + enough) / 2);
    if (tells(middle)) enough = middle;
    else not = middle;
  }
  return enough - cells;
}
