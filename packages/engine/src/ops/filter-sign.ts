import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType } from '../tensor-type.ts';

const signOperator: Operator<null> = {
  name: 'filterSign',
  infer: ([gamma]) => [gamma!],
  lower(emit, { inputs: [gamma], outputs: [sign] }) {
    const isNegative = emit.node('Less', [gamma!, emit.scalar(0)]);
    emit.node('Where', [isNegative, emit.scalar(-1), emit.scalar(1)], {}, sign);
  },
  // A step function: flat wherever it has a slope.
  gradient: () => [null],
};

const flipOperator: Operator<null> = {
  name: 'flipFilters',
  infer([weight, sign]) {
    if (sign!.shape.join() !== `${weight!.shape[0]}`) {
      throw new RangeError(
        `flipFilters() got ${describeType(weight!)} and ${describeType(sign!)}, expected one sign for each filter`,
      );
    }
    return [weight!];
  },
  lower(emit, { inputs: [weight, sign], outputs: [flipped], inputTypes: [type] }) {
    const inner = type!.shape.slice(1).map((_, index) => index + 1);
    emit.node('Mul', [weight!, emit.node('Unsqueeze', [sign!, emit.ints(...inner)])], {}, flipped);
  },
  gradient: ({ inputs: [, sign], outputGradients: [dy] }) => [flipFilters(dy!, sign!), null],
};

/** −1 where an element is negative, else 1. @param gamma float32 `[K]`. */
export const filterSign = (gamma: Tensor): Tensor => applyOne(signOperator, [gamma], null);

/** Turns filters round. @param weight float32 `[K, …]`. @param sign float32 `[K]`, each 1 or −1. No gradient by `sign`. */
export const flipFilters = (weight: Tensor, sign: Tensor): Tensor => applyOne(flipOperator, [weight, sign], null);
