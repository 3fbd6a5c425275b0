/** Element types the engine's graphs use. */
export type DType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool';

/** What is known of a tensor before anything runs; every dimension is fixed when the graph is built. */
export interface TensorType {
  readonly dtype: DType;
  readonly shape: readonly number[];
}

export interface TypedArrays {
  readonly float32: Float32Array;
  readonly uint8: Uint8Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  /** One byte an element, 0 or 1. */
  readonly bool: Uint8Array;
}
export type TensorData = TypedArrays[DType];

/** Number of elements; 1 for a scalar (shape `[]`). */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

export function float32(...shape: number[]): TensorType {
  return { dtype: 'float32', shape };
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

export function describeType(type: TensorType): string {
  return `${type.dtype}[${type.shape.join(', ')}]`;
}

/** A zero-filled array that holds a tensor of this type. */
export function allocate(type: TensorType): TensorData {
  const count = elementCount(type.shape);
  switch (type.dtype) {
    case 'float32':
      return new Float32Array(count);
    case 'int32':
      return new Int32Array(count);
    case 'int64':
      return new BigInt64Array(count);
    case 'uint8':
    case 'bool':
      return new Uint8Array(count);
  }
}
