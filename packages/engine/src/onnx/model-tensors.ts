import { fromBinary } from '@bufbuild/protobuf';
import { elementCount } from '../tensor-type.ts';
import type { StoredTensor } from '../trainer.ts';
import { TensorProto_DataType as DataType, ModelProtoSchema } from './generated/onnx_pb.ts';

/** `exportModel` puts the constant's number behind its name: two constants are never called alike. */
const NUMBER = /\.\d+$/;

/** The name that the network has for a constant of a model. */
export function plainName(constant: string): string {
  return constant.replace(NUMBER, '');
}

/**
 * The parameters and buffers of a network as `exportModel` wrote them into a model, by the names the network has for them;
 * in a model of `averageModels` each begins with its member's prefix, `member0.`.
 *
 * @param bytes that `readOnnx` takes. @returns copies, row-major.
 */
export function modelTensors(bytes: Uint8Array): ReadonlyMap<string, StoredTensor> {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  const floats = (graph?.initializer ?? []).filter(
    ({ dataType, name }) => dataType === DataType.FLOAT && NUMBER.test(name),
  );
  return new Map(
    floats.flatMap(({ name, dims, rawData }) => {
      const shape = dims.map(Number);
      if (rawData.length !== Float32Array.BYTES_PER_ELEMENT * elementCount(shape)) return [];
      // Copied: the bytes lie anywhere within the model's, and the `slice` of a Buffer, as files are read into, is no copy.
      return [[plainName(name), { shape, data: new Float32Array(new Uint8Array(rawData).buffer) }] as const];
    }),
  );
}
