import { clearField, create } from '@bufbuild/protobuf';
import type { DType, TensorData, TensorType } from '../tensor-type.ts';
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  type TensorProto,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts';

/** A whole number is an int, `{ float }` a float, a list ints. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

const DATA_TYPES: Record<DType, number> = {
  float32: DataType.FLOAT,
  uint8: DataType.UINT8,
  int32: DataType.INT32,
  int64: DataType.INT64,
  bool: DataType.BOOL,
};

export function int64s(values: readonly number[]): BigInt64Array {
  return BigInt64Array.from(values, BigInt);
}

/** A constant of a model: what describes it, and its data apart. */
export interface Initializer {
  readonly header: TensorProto;
  /** Little-endian, as ONNX stores it and every machine that Node or a browser runs on has it; `null`: in the header. */
  readonly data: Uint8Array | null;
}

/** @param data kept by reference. */
export function onnxInitializer(name: string, data: TensorData, type: TensorType): Initializer {
  return {
    header: create(TensorProtoSchema, { name, dataType: DATA_TYPES[type.dtype], dims: type.shape.map(BigInt) }),
    data: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  };
}

/** @param freeBatch makes dimension 0 symbolic, so that the model takes any number of items at once. */
export function onnxValueInfo(name: string, type: TensorType, freeBatch: boolean): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: DATA_TYPES[type.dtype],
          shape: {
            dim: type.shape.map((size, axis) =>
              create(TensorShapeProto_DimensionSchema, {
                value:
                  freeBatch && axis === 0
                    ? { case: 'dimParam', value: 'batch' }
                    : { case: 'dimValue', value: BigInt(size) },
              }),
            ),
          },
        },
      },
    },
  });
}

export function onnxAttribute(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) throw new TypeError(`onnxAttribute() ${name}=${value}: wrap fractions as { float }`);
    return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  }
  if (typeof value === 'string') {
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) });
  }
  if ('float' in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.float });
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

/** A stored tensor under another name: raw bytes beside its header, lists of numbers within it. */
export function initializerOf(tensor: TensorProto, name: string): Initializer {
  const header = create(TensorProtoSchema, { ...tensor, name });
  const { rawData } = tensor;
  clearField(header, TensorProtoSchema.field.rawData);
  return { header, data: rawData.length > 0 ? rawData : null };
}
