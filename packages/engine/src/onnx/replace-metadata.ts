import { create, fromBinary } from '@bufbuild/protobuf';
import type { EncodeOptions } from './encode.ts';
import { GraphProtoSchema, ModelProtoSchema } from './generated/onnx_pb.ts';
import { modelBytes } from './model-bytes.ts';
import { initializerOf } from './values.ts';

/**
 * The model with other metadata in place of its own; what it computes stays as it is.
 *
 * @param bytes as `exportModel` or `averageModels` writes them.
 * @throws RangeError if there is no graph in it.
 */
export function replaceMetadata(
  bytes: Uint8Array,
  { metadata, producer }: Pick<EncodeOptions, 'metadata' | 'producer'>,
): Uint8Array {
  const { graph, irVersion, opsetImport, producerName, producerVersion } = fromBinary(ModelProtoSchema, bytes);
  if (graph === undefined) throw new RangeError('replaceMetadata() bytes: no graph in it');
  const model = create(ModelProtoSchema, {
    ...{ irVersion, opsetImport },
    producerName: producer?.name ?? producerName,
    producerVersion: producer?.version ?? producerVersion,
    metadataProps: Object.entries(metadata ?? {}).map(([key, value]) => ({ key, value })),
  });
  const initializers = graph.initializer.map((tensor) => initializerOf(tensor, tensor.name));
  return modelBytes(model, create(GraphProtoSchema, { ...graph, initializer: [] }), initializers);
}
