/**
 * Spearman's rank correlation of two lists, ties at their mean rank, in [−1, 1]; `null` where all of one list are equal.
 * Checked against SciPy's `spearmanr`.
 *
 * @throws RangeError unless both lists are of one length.
 */
export function rankCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  if (first.length !== second.length) {
    throw new RangeError(`rankCorrelation() second: got ${second.length} values, expected ${first.length}`);
  }
  const [a, b] = [centredRanks(first), centredRanks(second)];
  const [aa, bb, ab] = [product(a, a), product(b, b), product(a, b)];
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb);
}

/** Ranks from 1, equal values sharing the mean of theirs, less the mean of all ranks. */
function centredRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index).sort(
    (i, j) => values[i]! - values[j]!,
  );
  const ranks = new Float64Array(values.length);
  const middle = (values.length + 1) / 2;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let at = from; at <= to; at++) ranks[order[at]!] = (from + to) / 2 + 1 - middle;
    from = to + 1;
  }
  return ranks;
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
