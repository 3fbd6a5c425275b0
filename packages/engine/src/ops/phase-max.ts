import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { float32 } from '../tensor-type.ts';

const PHASES = 4;

const operator: Operator<null> = {
  name: 'phaseMax',
  infer([x]) {
    const [items, channels, height, width] = x!.shape;
    if (channels! % PHASES !== 0)
      throw new RangeError(`phaseMax() x: got ${channels} channels, expected a multiple of 4`);
    return [float32(items!, channels! / PHASES, height!, width!)];
  },
  lower(emit, { inputs: [x], outputs: [y], outputTypes: [type] }) {
    const [, channels, height, width] = type!.shape;
    const phases = emit.node('Reshape', [x!, emit.ints(0, PHASES, channels! * height! * width!)]);
    const largest = emit.node('ReduceMax', [phases], { axes: [1], keepdims: 0 });
    emit.node('Reshape', [largest, emit.ints(0, channels!, height!, width!)], {}, y);
  },
  gradient: ({ inputs: [x], outputs: [y], outputGradients: [dy] }) => [applyOne(gradientOperator, [dy!, x!, y!], null)],
};

/** Hands the gradient to the first phase that equals the largest, and what is left (nothing) to those after it. */
const gradientOperator: Operator<null> = {
  name: 'phaseMaxGradient',
  infer: ([, x]) => [x!],
  lower(emit, { inputs: [dy, x, y], outputs: [dx] }) {
    const zero = emit.scalar(0);
    const phases = Array.from({ length: PHASES }, () => emit.fresh('phase'));
    emit.nodeWithOutputs('Split', { inputs: [x!], outputs: phases }, { axis: 1 });
    let left = dy!;
    const parts = phases.map((phase, index) => {
      if (index === PHASES - 1) return left;
      const won = emit.node('Where', [emit.node('Equal', [phase, y!]), left, zero]);
      left = emit.node('Sub', [left, won]);
      return won;
    });
    emit.node('Concat', parts, { axis: 1 }, dx);
  },
};

/**
 * The largest of four groups of channels; among equal ones the first wins the gradient. With the phases of
 * `spaceToDepth` as groups it is max pooling by 2 with PyTorch's rule for ties.
 * @param x float32 `[N, 4·C, H, W]`. @returns float32 `[N, C, H, W]`.
 */
export const phaseMax = (x: Tensor): Tensor => applyOne(operator, [x], null);
