import { fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, type NodeProtoSchema } from './generated/onnx_pb.ts';

/**
 * Nodes that ONNX Runtime's WebGPU provider takes and then cannot run: it must be told by name to leave them to the
 * processor. The same model is given back with those nodes named, and the names.
 *
 * In 1.30 that is `MaxPool` with its second output ("The Indices output is not supported yet."). What the provider knows
 * that it cannot do (whole numbers of one byte, sums by `ScatterElements` …) it leaves to the processor by itself.
 */
export function nameHostNodes(bytes: Uint8Array): { readonly model: Uint8Array; readonly names: readonly string[] } {
  const model = fromBinary(ModelProtoSchema, bytes);
  const nodes = model.graph?.node.filter(hasIndices) ?? [];
  for (const [index, node] of nodes.entries()) node.name = `on the processor ${index}`;
  return nodes.length === 0
    ? { model: bytes, names: [] }
    : { model: toBinary(ModelProtoSchema, model), names: nodes.map(({ name }) => name) };
}

function hasIndices({ opType, output }: MessageShape<typeof NodeProtoSchema>): boolean {
  return opType === 'MaxPool' && (output[1] ?? '') !== '';
}
