import type { ViewCount } from '../choices.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';
import { transpose } from './transpose.ts';

interface Axis {
  readonly axis: number;
}

const flipOperator: Operator<Axis> = {
  name: 'flip',
  infer: ([x]) => [x!],
  lower(emit, { inputs: [x], outputs, inputTypes: [type] }, { axis }) {
    // From the last element to before the first; an end of -1 would be the last one again.
    const [start, end] = [-1, -(type!.shape[axis]! + 1)];
    emit.node('Slice', [x!, emit.ints(start), emit.ints(end), emit.ints(axis), emit.ints(-1)], {}, outputs[0]);
  },
  gradient: ({ outputGradients: [dy], attributes }) => [applyOne(flipOperator, [dy!], attributes)],
};

const joinItemsOperator: Operator<null> = {
  name: 'joinItems',
  infer: ([first, second]) => [
    { dtype: first!.dtype, shape: first!.shape.with(0, first!.shape[0]! + second!.shape[0]!) },
  ],
  lower: (emit, { inputs, outputs }) => void emit.node('Concat', inputs, { axis: 0 }, outputs[0]),
  gradient: ({ inputs: [first, second], outputGradients: [dy] }) => {
    const firstItems = first!.shape[0]!;
    const part = (from: number, items: number) => applyOne(someItemsOperator, [dy!], { from, items });
    return [part(0, firstItems), part(firstItems, second!.shape[0]!)];
  },
};

interface Items {
  readonly from: number;
  readonly items: number;
}

const someItemsOperator: Operator<Items> = {
  name: 'someItems',
  infer: ([x], { items }) => [{ dtype: x!.dtype, shape: x!.shape.with(0, items) }],
  lower(emit, { inputs: [x], outputs }, { from, items }) {
    emit.node('Slice', [x!, emit.ints(from), emit.ints(from + items), emit.ints(0)], {}, outputs[0]);
  },
};

interface Views {
  readonly views: number;
}

const meanOverViewsOperator: Operator<Views> = {
  name: 'meanOverViews',
  infer([y], { views }) {
    const [rows, classes] = y!.shape;
    if (y!.shape.length !== 2 || rows! % views !== 0) {
      throw new RangeError(`meanOverViews() y: got ${describeType(y!)}, expected [views · N, C] of ${views} views`);
    }
    return [float32(rows! / views, classes!)];
  },
  lower(emit, { inputs: [y], outputs, outputTypes: [type] }, { views }) {
    // "-1" leaves the number of items open: the same nodes then serve a free batch.
    const byView = emit.node('Reshape', [y!, emit.ints(views, -1, type!.shape[1]!)]);
    emit.node('ReduceMean', [byView], { axes: [0], keepdims: 0 }, outputs[0]);
  },
  gradient: ({ inputs: [y], outputGradients: [dy], attributes }) => [
    applyOne(meanOverViewsGradientOperator, [dy!], { ...attributes, shape: y!.shape }),
  ],
};

const meanOverViewsGradientOperator: Operator<Views & { readonly shape: readonly number[] }> = {
  name: 'meanOverViewsGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy], outputs: [dx] }, { views }) {
    const share = emit.node('Mul', [dy!, emit.scalar(1 / views)]);
    emit.node('Tile', [share, emit.ints(views, 1)], {}, dx);
  },
};

/**
 * Pictures and their views, all views of one kind together: 2 are the picture and its mirror image (left and right
 * exchanged), 4 those two with top and bottom exchanged too, 8 these with rows and columns exchanged (all mirror images and
 * right angles).
 *
 * @param x `[N, H, W, C]`, square for 8 views. @returns `[views · N, H, W, C]`; `x` itself for 1.
 */
export function planeViews(x: Tensor, views: ViewCount): Tensor {
  const [, height, width] = x.shape;
  if (x.shape.length !== 4 || (views === 8 && height !== width)) {
    const expected = `[N, H, W, C]${views === 8 ? ' with H = W for 8 views' : ''}`;
    throw new RangeError(`planeViews() x: got ${describeType(x.type)}, expected ${expected}`);
  }
  const joined = (pictures: Tensor, changed: Tensor) => applyOne(joinItemsOperator, [pictures, changed], null);
  const flipped = (pictures: Tensor, axis: number) => applyOne(flipOperator, [pictures], { axis });
  let all = x;
  if (views >= 2) all = joined(all, flipped(all, 2));
  if (views >= 4) all = joined(all, flipped(all, 1));
  if (views >= 8) all = joined(all, transpose(all, [0, 2, 1, 3]));
  return all;
}

/** The mean of what was made of each view. @param y float32 `[views · N, C]`. @returns float32 `[N, C]`. */
export const meanOverViews = (y: Tensor, views: ViewCount): Tensor =>
  views === 1 ? y : applyOne(meanOverViewsOperator, [y], { views });
