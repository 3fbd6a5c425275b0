import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';
import { sumOver } from './reduce.ts';

interface Attributes {
  /** Where the channels are: 1 in `[N, C, H, W]`, 0 in `[C, P]`. */
  readonly axis: 0 | 1;
}

const operator: Operator<Attributes> = {
  name: 'channelBias',
  infer([x, bias], { axis }) {
    if (bias!.shape.join() !== `${x!.shape[axis]}`) {
      throw new RangeError(
        `channelBias() got ${describeType(x!)} and ${describeType(bias!)}, expected one bias for each of dimension ${axis}`,
      );
    }
    return [x!];
  },
  lower(emit, { inputs: [x, bias], outputs: [y], inputTypes: [type] }, { axis }) {
    const inner = type!.shape.slice(axis + 1).map((_, index) => index + 1);
    emit.node('Add', [x!, emit.node('Unsqueeze', [bias!, emit.ints(...inner)])], {}, y);
  },
  gradient: ({ inputs: [x], outputGradients: [dy], needed, attributes: { axis } }) => [
    needed[0] ? dy! : null,
    needed[1]
      ? sumOver(
          dy!,
          [...x!.shape.keys()].filter((other) => other !== axis),
        )
      : null,
  ],
};

/** Adds one number to each channel. @param x float32, its channels along `axis`. @param bias float32 `[C]`. */
export const channelBias = (x: Tensor, bias: Tensor, axis: 0 | 1): Tensor => applyOne(operator, [x, bias], { axis });
