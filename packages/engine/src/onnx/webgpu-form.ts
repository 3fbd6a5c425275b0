import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  type GraphProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
} from './generated/onnx_pb.ts';
import { int64s, onnxInitializer } from './values.ts';

export interface WebgpuForm {
  readonly model: Uint8Array;
  /** Names of the nodes that the provider must be told to leave to the processor. */
  readonly hostNodes: readonly string[];
}

/**
 * Buffers that one shader may use: the least that WebGPU promises is 8. A node has one for each input and output.
 */
const MOST_OUTPUTS = 7;

/**
 * The same model, written so that ONNX Runtime's WebGPU provider (1.30) runs it. Two kinds of nodes it takes and then
 * fails with:
 * - `MaxPool` with its second output ("The Indices output is not supported yet."): named, to be left to the processor;
 * - `Split` into more parts than a shader may have buffers: cut into splits of splits.
 *
 * What it knows that it cannot do, it leaves to the processor by itself (decision 13 lists it).
 */
export function webgpuForm(bytes: Uint8Array): WebgpuForm {
  const model = fromBinary(ModelProtoSchema, bytes);
  const { graph } = model;
  // What is no model is refused by ONNX Runtime, in its words.
  if (graph === undefined) return { model: bytes, hostNodes: [] };
  const poolings = graph.node.filter(hasIndices);
  for (const [index, node] of poolings.entries()) node.name ||= `on the processor ${index}`;
  graph.node = graph.node.flatMap((node) => (isWideSplit(node) ? splitsOfSplits(node, graph) : [node]));
  return { model: toBinary(ModelProtoSchema, model), hostNodes: poolings.map(({ name }) => name) };
}

function hasIndices({ opType, output }: NodeProto): boolean {
  return opType === 'MaxPool' && (output[1] ?? '') !== '';
}

function isWideSplit({ opType, output }: NodeProto): boolean {
  return opType === 'Split' && output.length > MOST_OUTPUTS;
}

/** Parts along the same axis, first in at most `MOST_OUTPUTS` groups of neighbours, then each group in its parts. */
function splitsOfSplits(node: NodeProto, graph: GraphProto): NodeProto[] {
  const sizes = sizesOf(graph.initializer.find(({ name }) => name === node.input[1])!);
  const perGroup = Math.ceil(node.output.length / MOST_OUTPUTS);
  const groups = Array.from({ length: Math.ceil(node.output.length / perGroup) }, (_, group) => ({
    name: `${node.output[0]} of ${node.input[0]}, group ${group}`,
    output: node.output.slice(group * perGroup, (group + 1) * perGroup),
    sizes: sizes.slice(group * perGroup, (group + 1) * perGroup),
  }));
  const split = (from: string, output: readonly string[], parts: readonly number[]): NodeProto => {
    const name = `sizes of ${output[0]} … of ${from}`;
    const { header, data } = onnxInitializer(name, int64s(parts), { dtype: 'int64', shape: [parts.length] });
    graph.initializer.push({ ...header, rawData: data! });
    const { opType, attribute } = node;
    return create(NodeProtoSchema, {
      name: `${node.name} of ${output[0]}`,
      opType,
      attribute,
      input: [from, name],
      output: [...output],
    });
  };
  const sums = groups.map((group) => group.sizes.reduce((sum, size) => sum + size, 0));
  const whole = split(
    node.input[0]!,
    groups.map(({ name }) => name),
    sums,
  );
  const parts = groups.map((group) => split(group.name, group.output, group.sizes));
  return [whole, ...parts.flatMap((part) => (isWideSplit(part) ? splitsOfSplits(part, graph) : [part]))];
}

function sizesOf({ rawData }: TensorProto): number[] {
  // Copied: the bytes lie anywhere within the model's.
  return Array.from(new BigInt64Array(rawData.slice().buffer), Number);
}
