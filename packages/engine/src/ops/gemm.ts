import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, float32 } from '../tensor-type.ts';
import { sumOver } from './reduce.ts';

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const operator: Operator<Attributes> = {
  name: 'gemm',
  infer([a, b, bias], { transposeA, transposeB }) {
    const [rows, innerA] = transposeA ? a!.shape.toReversed() : a!.shape;
    const [innerB, columns] = transposeB ? b!.shape.toReversed() : b!.shape;
    if (a!.shape.length !== 2 || b!.shape.length !== 2 || innerA !== innerB) {
      throw new RangeError(
        `gemm() got ${describeType(a!)}${transposeA ? 'ᵀ' : ''} by ${describeType(b!)}${transposeB ? 'ᵀ' : ''}, expected matrices with equal inner dimensions`,
      );
    }
    if (bias && bias.shape.join() !== `${columns}`) {
      throw new RangeError(`gemm() bias: got ${describeType(bias)}, expected float32[${columns}]`);
    }
    return [float32(rows!, columns!)];
  },
  lower(emit, { inputs, outputs }, { transposeA, transposeB }) {
    emit.node('Gemm', inputs, { transA: Number(transposeA), transB: Number(transposeB) }, outputs[0]);
  },
  gradient({ inputs: [a, b], outputGradients: [gradient], needed, attributes: { transposeA, transposeB } }) {
    const dy = gradient!;
    const da = () =>
      transposeA
        ? gemm(b!, dy, { transposeA: transposeB, transposeB: true })
        : gemm(dy, b!, { transposeB: !transposeB });
    const db = () =>
      transposeB
        ? gemm(dy, a!, { transposeA: true, transposeB: transposeA })
        : gemm(a!, dy, { transposeA: !transposeA });
    return [needed[0] ? da() : null, needed[1] ? db() : null, needed[2] ? sumOver(dy, [0]) : null];
  },
};

/**
 * `A · B + bias`, each matrix transposed first where asked.
 * @param a float32 `[M, K]` (`[K, M]` if transposed). @param b float32 `[K, N]` (`[N, K]` if transposed).
 * @param options.bias float32 `[N]`, added to each row.
 * @returns float32 `[M, N]`.
 */
export function gemm(
  a: Tensor,
  b: Tensor,
  options: { readonly transposeA?: boolean; readonly transposeB?: boolean; readonly bias?: Tensor } = {},
): Tensor {
  const { transposeA = false, transposeB = false, bias } = options;
  return applyOne(operator, bias ? [a, b, bias] : [a, b], { transposeA, transposeB });
}

/**
 * A fully connected layer, `x · Wᵀ + b`.
 * @param x float32 `[N, F]`. @param weight float32 `[K, F]` as PyTorch stores it. @param bias float32 `[K]`.
 */
export const linear = (x: Tensor, weight: Tensor, bias?: Tensor): Tensor =>
  gemm(x, weight, { transposeB: true, ...(bias && { bias }) });
