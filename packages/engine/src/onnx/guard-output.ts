import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, NodeProtoSchema, ValueInfoProtoSchema } from './generated/onnx_pb.ts';

/** Name of the output that `withGuardOutput` puts first. */
export const GUARD_OUTPUT = 'guard';

/**
 * The same model with one more output before all others: an empty sequence, which is no tensor. What it is for is said
 * where it is used, in `runtime/node.ts`.
 */
export function withGuardOutput(bytes: Uint8Array): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  graph.node.unshift(create(NodeProtoSchema, { opType: 'SequenceEmpty', output: [GUARD_OUTPUT] }));
  graph.output.unshift(
    create(ValueInfoProtoSchema, {
      name: GUARD_OUTPUT,
      type: {
        value: {
          case: 'sequenceType',
          value: { elemType: { value: { case: 'tensorType', value: { elemType: 1 } } } },
        },
      },
    }),
  );
  return toBinary(ModelProtoSchema, model);
}
