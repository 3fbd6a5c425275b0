import type { Emitter } from '../onnx/emitter.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { float32 } from '../tensor-type.ts';

const PHASES = 4;

interface Attributes {
  /** Where the channels are: 1 in `[N, 4·C, H, W]`, 0 in `[4·C, P]`. */
  readonly axis: 0 | 1;
}

const operator: Operator<Attributes> = {
  name: 'phaseMax',
  infer([x], { axis }) {
    const channels = x!.shape[axis]!;
    if (channels % PHASES !== 0)
      throw new RangeError(`phaseMax() x: got ${channels} channels, expected a multiple of 4`);
    return [float32(...x!.shape.with(axis, channels / PHASES))];
  },
  lower(emit, { inputs: [x], outputs: [y] }, { axis }) {
    emit.node('Max', splitPhases(emit, x!, axis), {}, y);
  },
  gradient: ({ inputs: [x], outputs: [y], outputGradients: [dy], attributes }) => [
    applyOne(gradientOperator, [dy!, x!, y!], attributes),
  ],
};

/** The same split forward and backward: ONNX Runtime does it once. */
function splitPhases(emit: Emitter, x: string, axis: number): string[] {
  const phases = Array.from({ length: PHASES }, () => emit.fresh('phase'));
  emit.nodeWithOutputs('Split', { inputs: [x], outputs: phases }, { axis });
  return phases;
}

/** Hands the gradient to the first phase that equals the largest, and what is left (nothing) to those after it. */
const gradientOperator: Operator<Attributes> = {
  name: 'phaseMaxGradient',
  infer: ([, x]) => [x!],
  lower(emit, { inputs: [dy, x, y], outputs: [dx] }, { axis }) {
    const zero = emit.scalar(0);
    let left = dy!;
    const parts = splitPhases(emit, x!, axis).map((phase, index) => {
      if (index === PHASES - 1) return left;
      const won = emit.node('Where', [emit.node('Equal', [phase, y!]), left, zero]);
      left = emit.node('Sub', [left, won]);
      return won;
    });
    emit.node('Concat', parts, { axis }, dx);
  },
};

/**
 * The largest of four groups of channels; among equal ones the first wins the gradient. With the phases of
 * `spaceToDepth` as groups it is max pooling by 2 with PyTorch's rule for ties.
 * @param x float32, its channels (a multiple of 4) along `axis`. @returns the same with a quarter of the channels.
 */
export const phaseMax = (x: Tensor, axis: 0 | 1): Tensor => applyOne(operator, [x], { axis });
