import { toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import {
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  TensorProtoSchema,
} from './generated/onnx_pb.ts';
import type { Initializer } from './values.ts';

/** Numbers of the fields in onnx.proto. */
const GRAPH_OF_MODEL = 7;
const INITIALIZER_OF_GRAPH = 5;
const RAW_DATA_OF_TENSOR = 9;

/**
 * The bytes of a model. `toBinary` of the whole would copy the data of the constants once for each message around it:
 * for 45 MB of parameters another 170 MB. Here they are copied once, to their place.
 * @param model without its graph. @param graph without its initializers.
 */
export function modelBytes(model: ModelProto, graph: GraphProto, initializers: readonly Initializer[]): Uint8Array {
  const graphBytes = toBinary(GraphProtoSchema, graph);
  const entries = initializers.map(({ header, data }) => {
    const start = new BinaryWriter().raw(toBinary(TensorProtoSchema, header));
    if (data === null) return { start: start.finish(), data: new Uint8Array() };
    return { start: start.tag(RAW_DATA_OF_TENSOR, WireType.LengthDelimited).uint32(data.length).finish(), data };
  });
  const parts = entries.flatMap(({ start, data }) => [
    new BinaryWriter()
      .tag(INITIALIZER_OF_GRAPH, WireType.LengthDelimited)
      .uint32(start.length + data.length)
      .finish(),
    start,
    data,
  ]);
  const graphSize = parts.reduce((sum, part) => sum + part.length, graphBytes.length);
  const writer = new BinaryWriter()
    .raw(toBinary(ModelProtoSchema, model))
    .tag(GRAPH_OF_MODEL, WireType.LengthDelimited)
    .uint32(graphSize)
    .raw(graphBytes);
  for (const part of parts) writer.raw(part);
  return writer.finish();
}
