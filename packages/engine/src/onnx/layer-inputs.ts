import { clearField, create, fromBinary } from '@bufbuild/protobuf';
import { GraphProtoSchema, ModelProtoSchema, type NodeProto, ValueInfoProtoSchema } from './generated/onnx_pb.ts';
import { modelBytes } from './model-bytes.ts';
import { readNodeName } from './node-name.ts';
import { initializerOf } from './values.ts';

/** What goes into a layer, as another output of a model: float32 `[rows, columns]`. */
export interface LayerInput {
  readonly name: string;
  readonly columns: number;
}

/** Of what `averageModels` puts before the names of a member. */
const MEMBER = /^member\d+\./;

/**
 * The same model with one more output for each network in it, behind its own: what goes into the first matrix product of
 * the layers for which `isLayer` holds.
 *
 * @param bytes as `exportModel` or `averageModels` writes them.
 * @throws RangeError if no network has a matrix product with fixed weights in such a layer.
 */
export function withLayerInputs(
  bytes: Uint8Array,
  isLayer: (layer: string) => boolean,
): { readonly model: Uint8Array; readonly inputs: readonly LayerInput[] } {
  const model = fromBinary(ModelProtoSchema, bytes);
  const { graph } = model;
  const found = new Map<string, NodeProto>();
  for (const node of graph?.node ?? []) {
    const member = MEMBER.exec(node.name)?.[0] ?? '';
    const isFirst = node.opType === 'Gemm' && !found.has(member);
    if (isFirst && isLayer(readNodeName(node.name)?.layer ?? '')) found.set(member, node);
  }
  const inputs = [...found.values()].flatMap(({ input: [name, weights] }) => {
    // As a fully connected layer has them: a row for each of its outputs.
    const columns = graph!.initializer.find((tensor) => tensor.name === weights)?.dims[1];
    return columns === undefined ? [] : [{ name: name!, columns: Number(columns) }];
  });
  if (inputs.length === 0) throw new RangeError('withLayerInputs() bytes: no matrix product in such a layer');
  const outputs = inputs.map(({ name }) =>
    create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: { elemType: 1 } } } }),
  );
  const initializers = graph!.initializer.map((tensor) => initializerOf(tensor, tensor.name));
  const shown = create(GraphProtoSchema, graph);
  shown.initializer = [];
  shown.output.push(...outputs);
  clearField(model, ModelProtoSchema.field.graph);
  return { model: modelBytes(model, shown, initializers), inputs };
}
