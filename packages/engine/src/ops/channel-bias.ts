import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';
import { sumOver } from './reduce.ts';

const operator: Operator<null> = {
  name: 'channelBias',
  infer([x, bias]) {
    if (x!.shape.length !== 4 || bias!.shape.join() !== `${x!.shape[1]}`) {
      throw new RangeError(
        `channelBias() got ${describeType(x!)} and ${describeType(bias!)}, expected [N, C, H, W] and [C]`,
      );
    }
    return [x!];
  },
  lower(emit, { inputs: [x, bias], outputs: [y] }) {
    emit.node('Add', [x!, emit.node('Unsqueeze', [bias!, emit.ints(1, 2)])], {}, y);
  },
  gradient: ({ outputGradients: [dy], needed }) => [needed[0] ? dy! : null, needed[1] ? sumOver(dy!, [0, 2, 3]) : null],
};

/** Adds one number to each channel. @param x float32 `[N, C, H, W]`. @param bias float32 `[C]`. */
export const channelBias = (x: Tensor, bias: Tensor): Tensor => applyOne(operator, [x, bias], null);
