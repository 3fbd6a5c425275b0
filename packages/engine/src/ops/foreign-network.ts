import { embed } from '../onnx/embed.ts';
import type { Emitter } from '../onnx/emitter.ts';
import type { ForeignModel } from '../onnx/foreign-model.ts';
import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32, type TensorType } from '../tensor-type.ts';

export interface ForeignFeatures {
  readonly network: ForeignModel;
  /** Sides of the used value for one image: `[F]`, or `[F, H, W]`, of which the mean over the positions is taken. */
  readonly sides: readonly number[];
}

const operator: Operator<ForeignFeatures> = {
  name: 'foreignNetwork',
  infer([x], { network: { input }, sides }) {
    const [items, channels, height, width] = x!.shape;
    const fits =
      x!.shape.length === 4 &&
      channels === 3 &&
      [null, height].includes(input.heightPx) &&
      [null, width].includes(input.widthPx);
    if (!fits) {
      const side = (px: number | null, free: string) => px ?? free;
      const expected = `[N, 3, ${side(input.heightPx, 'H')}, ${side(input.widthPx, 'W')}]`;
      throw new RangeError(`foreignNetwork() x: got ${describeType(x!)}, expected float32${expected}`);
    }
    if (sides.length !== 1 && sides.length !== 3) {
      throw new RangeError(`foreignNetwork() sides: got [${sides.join(', ')}], expected [F] or [F, H, W]`);
    }
    return [float32(items!, sides[0]!)];
  },
  lower(emit, { inputs: [x], outputs: [y], inputTypes: [type] }, { network, sides }) {
    const found = embed(emit, network, foreignInput(emit, network, { name: x!, type: type! }));
    const pooled = sides.length === 3 ? emit.node('GlobalAveragePool', [found]) : found;
    emit.node('Reshape', [pooled, emit.ints(-1, sides[0]!)], {}, y);
  },
};

/** Our batch `[N, 3, H, W]` with its axes in the order in which the network wants them. */
export function foreignInput(
  emit: Emitter,
  { input: { channelsLast } }: ForeignModel,
  { name, type }: { readonly name: string; readonly type: TensorType },
): { name: string; shape: readonly number[] } {
  const [items, channels, height, width] = type.shape as [number, number, number, number];
  if (!channelsLast) return { name, shape: [items, channels, height, width] };
  return { name: emit.node('Transpose', [name], { perm: [0, 2, 3, 1] }), shape: [items, height, width, channels] };
}

/**
 * What another program's network makes of images, as features for a head. It is written into the model as it is, and
 * nothing in it learns.
 *
 * @param x float32 `[N, 3, H, W]`, normalised as that network wants it. @returns float32 `[N, F]`. No gradient.
 */
export const foreignNetwork = (x: Tensor, features: ForeignFeatures): Tensor => applyOne(operator, [x], features);
