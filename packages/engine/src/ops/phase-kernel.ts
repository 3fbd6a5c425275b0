import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, elementCount, float32 } from '../tensor-type.ts';

/** Where the taps of a phase kernel stand: as in `[K, C, kH, kW]`, or before the channels as `convByColumns` wants them. */
export type TapOrder = 'channels-first' | 'taps-first';

interface Attributes {
  readonly order: TapOrder;
}

const PHASES = [0, 1, 2, 3] as const;

const operator: Operator<Attributes> = {
  name: 'phaseKernel',
  infer([weight], { order }) {
    const [, , height, width] = weight!.shape;
    if (weight!.shape.length !== 4 || height !== width || height! % 2 !== 1) {
      throw new RangeError(`phaseKernel() weight: got ${describeType(weight!)}, expected [K, C, k, k] with odd k`);
    }
    return [float32(...phaseShape(weight!.shape, order))];
  },
  lower(emit, { inputs: [weight], outputs: [kernel], inputTypes: [type] }, { order }) {
    const places = tapPlaces(type!.shape, order);
    const size = elementCount(type!.shape);
    const from = new BigInt64Array(elementCount(phaseShape(type!.shape, order))).fill(BigInt(size)); // the zero at the end
    for (const [tap, phases] of places.entries()) for (const place of phases) from[place] = BigInt(tap);
    const indices = emit.fresh('taps');
    emit.constant(indices, from, { dtype: 'int64', shape: phaseShape(type!.shape, order) });
    const zero = emit.fresh('zero');
    emit.constant(zero, new Float32Array(1), float32(1));
    const flat = emit.node('Concat', [emit.node('Reshape', [weight!, emit.ints(-1)]), zero], { axis: 0 });
    emit.node('Gather', [flat, indices], {}, kernel);
  },
  gradient({ inputs: [weight], outputGradients: [dKernel], attributes: { order } }) {
    return [applyOne(gradientOperator, [dKernel!], { order, shape: weight!.shape })];
  },
};

/** Each tap stands once in each phase's kernel: its gradient is the sum of the four. */
const gradientOperator: Operator<Attributes & { readonly shape: readonly number[] }> = {
  name: 'phaseKernelGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dKernel], outputs: [dWeight] }, { order, shape }) {
    const places = tapPlaces(shape, order);
    const from = PHASES.flatMap((phase) => places.map((phases) => BigInt(phases[phase]!)));
    const indices = emit.fresh('taps');
    emit.constant(indices, BigInt64Array.from(from), { dtype: 'int64', shape: [PHASES.length, ...shape] });
    const taps = emit.node('Gather', [emit.node('Reshape', [dKernel!, emit.ints(-1)]), indices]);
    emit.node('ReduceSum', [taps, emit.ints(0)], { keepdims: 0 }, dWeight);
  },
};

/** A kernel of odd size k, moved by 0 or 1, touches (k + 1) / 2 blocks of 2. */
function phaseShape([filters, channels, size]: readonly number[], order: TapOrder): readonly number[] {
  const blocks = (size! + 1) / 2;
  return order === 'channels-first'
    ? [4 * filters!, 4 * channels!, blocks, blocks]
    : [4 * filters!, blocks * blocks * 4 * channels!];
}

/**
 * For each tap of `[K, C, k, k]`, in row-major order, its place in each of the four phases' kernels. The output phase
 * (py, px) reads pixel (2·u + qy, 2·v + qx) of the input, block (u, v) and phase (qy, qx), with tap
 * (2·u + qy − py, 2·v + qx − px).
 */
function tapPlaces(shape: readonly number[], order: TapOrder): number[][] {
  const [filters, channels, size] = shape as [number, number, number];
  const blocks = (size + 1) / 2;
  const place = (row: number, channel: number, u: number, v: number) =>
    order === 'channels-first'
      ? ((row * 4 * channels + channel) * blocks + u) * blocks + v
      : ((row * blocks + u) * blocks + v) * 4 * channels + channel;
  const places: number[][] = [];
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          places.push(
            PHASES.map((phase) => {
              const top = y + (phase >> 1);
              const left = x + (phase & 1);
              const inputPhase = 2 * (top & 1) + (left & 1);
              return place(phase * filters + filter, inputPhase * channels + channel, top >> 1, left >> 1);
            }),
          );
        }
      }
    }
  }
  return places;
}

/**
 * The kernel that gives, from `spaceToDepth(x)`, all four phases of a convolution with `weight` at once: filters phase
 * after phase, each with its taps where that phase finds them and zeros elsewhere.
 * @param weight float32 `[K, C, k, k]`, k odd.
 * @returns float32 `[4·K, 4·C, b, b]` with b = (k + 1) / 2; taps first: `[4·K, b·b·4·C]`.
 */
export const phaseKernel = (weight: Tensor, order: TapOrder): Tensor => applyOne(operator, [weight], { order });
