import { applyOne, type Operator, type Tensor } from '../operator.ts';
import { describeType, elementCount, float32 } from '../tensor-type.ts';

export interface PoolOptions {
  readonly kernel: number;
  /** Default: the kernel's size. */
  readonly stride?: number;
  /** Rows and columns added on each side, which never win. Default 0; at most half the kernel. */
  readonly padding?: number;
}
type Attributes = Required<PoolOptions>;

const operator: Operator<Attributes> = {
  name: 'maxPool2d',
  infer([x], { kernel, stride, padding }) {
    if (x!.shape.length !== 4) throw new RangeError(`maxPool2d() x: got ${describeType(x!)}, expected [N, C, H, W]`);
    if (2 * padding > kernel) throw new RangeError(`maxPool2d() padding=${padding}: at most half the kernel ${kernel}`);
    const shape = pooledShape(x!.shape, { kernel, stride, padding });
    return [float32(...shape), { dtype: 'int64', shape }];
  },
  lower(emit, { inputs, outputs, outputsUsed }, { kernel, stride, padding }) {
    // Asked for the indices, ONNX Runtime leaves its fast pooling: 15 times slower.
    const wanted = outputsUsed[1] ? outputs : outputs.slice(0, 1);
    emit.nodeWithOutputs('MaxPool', { inputs, outputs: wanted }, poolAttributes({ kernel, stride, padding }));
  },
  gradient({ inputs: [x], outputs: [, indices], outputGradients: [dy] }) {
    return [applyOne(gradientOperator, [dy!, indices!], { shape: x!.shape })];
  },
};

/** @throws RangeError if the kernel is larger than the padded planes. */
export function pooledShape(shape: readonly number[], { kernel, stride, padding }: Attributes): number[] {
  const [items, channels, ...plane] = shape;
  const pooled = plane.map((size) => Math.floor((size + 2 * padding - kernel) / stride) + 1);
  if (pooled.some((size) => size < 1)) {
    throw new RangeError(`maxPool2d() kernel=${kernel} is larger than the input ${describeType(float32(...shape))}`);
  }
  return [items!, channels!, ...pooled];
}

interface GradientAttributes {
  readonly shape: readonly number[];
}

/** Adds each output's gradient to the input element that won. */
const gradientOperator: Operator<GradientAttributes> = {
  name: 'maxPool2dGradient',
  infer: (_, { shape }) => [float32(...shape)],
  lower(emit, { inputs: [dy, indices], outputs: [dx] }, { shape }) {
    const flat = emit.ints(-1);
    const zeros = emit.node('ConstantOfShape', [emit.ints(elementCount(shape))]);
    const scattered = emit.node(
      'ScatterElements',
      [zeros, emit.node('Reshape', [indices!, flat]), emit.node('Reshape', [dy!, flat])],
      { axis: 0, reduction: 'add' },
    );
    emit.node('Reshape', [scattered, emit.ints(...shape)], {}, dx);
  },
};

function poolAttributes({ kernel, stride, padding }: Attributes) {
  return { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [padding, padding, padding, padding] };
}

/**
 * The largest value of each window; among equal ones the first wins the gradient, as in PyTorch.
 * @param x float32 `[N, C, H, W]`. @returns float32 `[N, C, H', W']`, H' = ⌊(H + 2·padding − kernel) / stride⌋ + 1.
 */
export function maxPool2d(x: Tensor, { kernel, stride = kernel, padding = 0 }: PoolOptions): Tensor {
  return applyOne(operator, [x], { kernel, stride, padding });
}
