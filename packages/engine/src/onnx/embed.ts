import { create } from '@bufbuild/protobuf';
import type { Emitter } from './emitter.ts';
import { type ForeignModel, namesRead, nodesUsed } from './foreign-model.ts';
import {
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  GraphProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts';
import { initializerOf, onnxAttribute } from './values.ts';

/** Stands before every name of another's network, so that none is also one of ours. */
const PREFIX = 'backbone/';

type Rename = (name: string) => string;

/**
 * Writes another's network among our nodes, under names of its own, and asks for its operator sets and functions.
 *
 * @param input name and shape of our batch, as the network wants it but for the number of images.
 * @returns name of the value that is used, for all images.
 */
export function embed(emit: Emitter, foreign: ForeignModel, input: { name: string; shape: readonly number[] }): string {
  const nodes = nodesUsed(foreign);
  const read = new Set([...nodes.flatMap(namesRead), foreign.output]);
  for (const tensor of foreign.model.graph!.initializer) {
    if (!read.has(tensor.name)) continue;
    emit.initializers.push(initializerOf(tensor, PREFIX + tensor.name));
  }
  emit.requireModel(foreign.model);
  const under = (name: string) => renaming(foreign.input.name, name);
  if (foreign.input.oneByOne) return oneByOne(emit, { foreign, nodes, under }, input);
  emit.nodes.push(...nodes.map((node) => renamedNode(node, under(input.name))));
  return under(input.name)(foreign.output);
}

function renaming(foreignInput: string, ours: string): Rename {
  return (name) => (name === foreignInput ? ours : name && `${PREFIX}${name}`);
}

interface Parts {
  readonly foreign: ForeignModel;
  readonly nodes: readonly NodeProto[];
  readonly under: (input: string) => Rename;
}

/** A network that takes one image only runs once for each: the body of a `Scan` over the batch. */
function oneByOne(emit: Emitter, { foreign, nodes, under }: Parts, input: { name: string; shape: readonly number[] }) {
  const [item, image, result] = [emit.fresh('item'), emit.fresh('image'), emit.fresh('result')];
  const [, ...sides] = input.shape;
  const node = (opType: string, inputs: string[], output: string) =>
    create(NodeProtoSchema, { name: output, opType, input: inputs, output: [output] });
  const rename = under(image);
  const body = create(GraphProtoSchema, {
    name: 'backbone',
    node: [
      node('Reshape', [item, emit.ints(1, ...sides)], image),
      ...nodes.map((inner) => renamedNode(inner, rename)),
      node('Gather', [rename(foreign.output), emit.wholeNumber(0)], result), // without the batch of one
    ],
    input: [floats(item)],
    output: [floats(result)],
  });
  const output = emit.fresh('features');
  const attribute = [
    create(AttributeProtoSchema, { name: 'body', type: AttributeType.GRAPH, g: body }),
    onnxAttribute('num_scan_inputs', 1),
  ];
  emit.nodes.push(
    create(NodeProtoSchema, { name: output, opType: 'Scan', input: [input.name], output: [output], attribute }),
  );
  return output;
}

/** A float32 value whose shape ONNX Runtime finds. */
function floats(name: string) {
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: { elemType: 1 } } } });
}

function renamedNode(node: NodeProto, rename: Rename): NodeProto {
  return create(NodeProtoSchema, {
    ...node,
    name: rename(node.name),
    input: node.input.map(rename),
    output: node.output.map(rename),
    attribute: node.attribute.map((attribute) => {
      const { g, graphs } = attribute;
      if (!g && graphs.length === 0) return attribute;
      const inner = { graphs: graphs.map((graph) => renamedGraph(graph, rename)) };
      return create(AttributeProtoSchema, { ...attribute, ...inner, ...(g && { g: renamedGraph(g, rename) }) });
    }),
  });
}

/** A subgraph: what it takes from outside and what is its own get the same prefix, so that nothing changes between them. */
function renamedGraph(graph: GraphProto, rename: Rename): GraphProto {
  const named = <Named extends { name: string }>(values: Named[]) =>
    values.map((value) => ({ ...value, name: rename(value.name) }));
  return create(GraphProtoSchema, {
    ...graph,
    node: graph.node.map((node) => renamedNode(node, rename)),
    initializer: named(graph.initializer),
    input: named(graph.input),
    output: named(graph.output),
    valueInfo: [],
  });
}
