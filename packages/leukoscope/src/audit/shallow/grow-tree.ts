import type { BinnedFeatures } from './feature-bins.ts';

/** A decision tree as parallel lists; node 0 is its root. */
export interface Tree {
  /** The feature that a node asks for, -1 for a leaf. */
  readonly feature: Int32Array;
  /** Values up to it go left. */
  readonly end: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf says. */
  readonly value: Float64Array;
}

export interface TreeLimits {
  readonly mostLeaves: number;
  readonly leastRows: number;
}

/** Below this sum of second derivatives a leaf would say anything; as scikit-learn has it. */
const LEAST_HESSIAN = 1e-3;
/** What is kept of a bin: the sums of the first and second derivatives, and how many rows. */
const SUMS = 3;

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

/** A node that may still be split, with its rows in `order[start … end - 1]`. */
interface OpenNode {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly sums: Float64Array;
  readonly split: Split | null;
}

/**
 * Grows one tree for the derivatives of a loss, the node of most gain first (second order, as XGBoost and LightGBM).
 * Sums of a larger child are its parent's less its sister's.
 */
export class TreeGrower {
  readonly #features: BinnedFeatures;
  readonly #limits: TreeLimits;
  readonly #order: Uint32Array;
  readonly #moved: Uint32Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;

  constructor(features: BinnedFeatures, limits: TreeLimits) {
    this.#features = features;
    this.#limits = limits;
    this.#order = new Uint32Array(features.rows);
    this.#moved = new Uint32Array(features.rows);
    this.#first = new Float64Array(features.rows);
    this.#second = new Float64Array(features.rows);
  }

  /**
   * @param gradient the loss's first derivative at each row, and `hessian` its second
   * @param onLeaf told of each leaf's rows and what it says of them
   */
  grow(
    { gradient, hessian }: { readonly gradient: Float64Array; readonly hessian: Float64Array },
    onLeaf: (rows: Uint32Array, value: number) => void,
  ): Tree {
    const { rows } = this.#features;
    const { mostLeaves } = this.#limits;
    for (let row = 0; row < rows; row++) this.#order[row] = row;
    const most = 2 * mostLeaves - 1;
    const tree = {
      feature: new Int32Array(most).fill(-1),
      end: new Float64Array(most),
      left: new Int32Array(most),
      right: new Int32Array(most),
      value: new Float64Array(most),
    };
    let nodes = 1;
    const all = this.#sum({ start: 0, end: rows }, gradient, hessian);
    const open = [this.#node(0, { start: 0, end: rows }, all)];
    while (open.length < mostLeaves) {
      const at = mostGain(open);
      if (at === -1) break;
      const parent = open[at]!;
      const { feature, bin } = parent.split!;
      const middle = this.#partition(parent);
      const left = { start: parent.start, end: middle };
      const right = { start: middle, end: parent.end };
      const isLeftSmaller = middle - parent.start <= parent.end - middle;
      const smaller = this.#sum(isLeftSmaller ? left : right, gradient, hessian);
      const larger = subtract(parent.sums, smaller);
      tree.feature[parent.id] = feature;
      tree.end[parent.id] = this.#features.ends[feature]![bin]!;
      tree.left[parent.id] = nodes;
      tree.right[parent.id] = nodes + 1;
      open.splice(
        at,
        1,
        this.#node(nodes, left, isLeftSmaller ? smaller : larger),
        this.#node(nodes + 1, right, isLeftSmaller ? larger : smaller),
      );
      nodes += 2;
    }
    for (const { id, start, end, sums } of open) {
      const { first, second } = totals(sums, this.#features.mostBins);
      const value = second < LEAST_HESSIAN ? 0 : -first / second;
      tree.value[id] = value;
      onLeaf(this.#order.subarray(start, end), value);
    }
    return tree;
  }

  #node(id: number, { start, end }: { start: number; end: number }, sums: Float64Array): OpenNode {
    const divisible = end - start >= 2 * this.#limits.leastRows;
    return { id, start, end, sums, split: divisible ? this.#bestSplit(sums, end - start) : null };
  }

  /** Sums of each bin of each feature, `[columns, mostBins, SUMS]`. */
  #sum({ start, end }: { start: number; end: number }, gradient: Float64Array, hessian: Float64Array): Float64Array {
    const { rows, columns, bins, mostBins } = this.#features;
    const sums = new Float64Array(columns * mostBins * SUMS);
    const [order, first, second] = [this.#order, this.#first, this.#second];
    for (let at = start; at < end; at++) {
      first[at] = gradient[order[at]!]!;
      second[at] = hessian[order[at]!]!;
    }
    for (let feature = 0; feature < columns; feature++) {
      const from = feature * rows;
      const to = feature * mostBins * SUMS;
      for (let at = start; at < end; at++) {
        const bin = to + bins[from + order[at]!]! * SUMS;
        sums[bin] = sums[bin]! + first[at]!;
        sums[bin + 1] = sums[bin + 1]! + second[at]!;
        sums[bin + 2] = sums[bin + 2]! + 1;
      }
    }
    return sums;
  }

  /** The first of the splits of most gain; `null` if none gains anything. */
  #bestSplit(sums: Float64Array, rows: number): Split | null {
    const { leastRows } = this.#limits;
    const { ends, mostBins } = this.#features;
    const total = totals(sums, mostBins);
    const undivided = total.first ** 2 / total.second;
    let best: Split | null = null;
    for (const [feature, { length: cuts }] of ends.entries()) {
      let first = 0;
      let second = 0;
      let count = 0;
      let at = feature * mostBins * SUMS;
      for (let bin = 0; bin < cuts; bin++, at += SUMS) {
        first += sums[at]!;
        second += sums[at + 1]!;
        count += sums[at + 2]!;
        if (count < leastRows || second < LEAST_HESSIAN) continue;
        const restSecond = total.second - second;
        if (rows - count < leastRows || restSecond < LEAST_HESSIAN) break;
        const gain = first ** 2 / second + (total.first - first) ** 2 / restSecond - undivided;
        if (gain > (best?.gain ?? 1e-12)) best = { gain, feature, bin };
      }
    }
    return best;
  }

  /** Sorts the node's rows into those that go left and those that go right, in order within each. */
  #partition({ start, end, split }: OpenNode): number {
    const { feature, bin } = split!;
    const { rows, bins } = this.#features;
    const [order, moved] = [this.#order, this.#moved];
    const from = feature * rows;
    let left = start;
    let right = 0;
    for (let at = start; at < end; at++) {
      const row = order[at]!;
      if (bins[from + row]! <= bin) order[left++] = row;
      else moved[right++] = row;
    }
    order.set(moved.subarray(0, right), left);
    return left;
  }
}

function mostGain(open: readonly OpenNode[]): number {
  let best = -1;
  for (const [at, { split }] of open.entries()) {
    if (split !== null && (best === -1 || split.gain > open[best]!.split!.gain)) best = at;
  }
  return best;
}

/** Of all rows of a node: those of the first feature's bins. */
function totals(sums: Float64Array, bins: number): { first: number; second: number } {
  let first = 0;
  let second = 0;
  for (let at = 0; at < bins * SUMS; at += SUMS) {
    first += sums[at]!;
    second += sums[at + 1]!;
  }
  return { first, second };
}

/** In place: a parent's sums are not needed again. */
function subtract(from: Float64Array, other: Float64Array): Float64Array {
  for (let at = 0; at < from.length; at++) from[at] = from[at]! - other[at]!;
  return from;
}
