import { clearField, create, fromBinary } from '@bufbuild/protobuf';
import { elementCount } from '../tensor-type.ts';
import { Emitter } from './emitter.ts';
import { namesRead } from './foreign-model.ts';
import {
  TensorProto_DataType as DataType,
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.ts';
import { modelBytes } from './model-bytes.ts';
import { plainName } from './model-tensors.ts';
import { readNodeName } from './node-name.ts';
import { initializerOf, int64s, onnxInitializer } from './values.ts';

/** A batch normalisation by fixed statistics, as `exportModel` writes it; ONNX Runtime folds it when it loads the file. */
export interface NormLayer {
  /** Names of its statistics, `[C]`, as `modelTensors` has them. */
  readonly mean: string;
  readonly variance: string;
  /** Copies of them. */
  readonly statistics: { readonly mean: Float32Array; readonly variance: Float32Array };
}

/**
 * The batch normalisations of a model's networks, in the order in which they run. Those of another program's network are
 * not among them: what its layers are is not known.
 *
 * @param bytes as `exportModel` or `averageModels` writes them.
 */
export function normLayers(bytes: Uint8Array): readonly NormLayer[] {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  return graph === undefined ? [] : normNodes(graph).map((node) => layerOf(node, graph));
}

/**
 * A model that gives, in place of its own outputs, what the re-estimation of one of its batch normalisations needs of a
 * batch: `means` `[1, C, 1, 1]`, the means over items and planes of what comes in less the mean that the layer has, and
 * `squares`, the means of the squares of that. Nothing that comes behind is computed.
 *
 * @param index of the layer in `normLayers`.
 */
export function normProbe(bytes: Uint8Array, index: number): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  const node = normNodes(graph)[index];
  if (node === undefined) throw new RangeError(`normProbe() index: no layer ${index}`);
  const { statistics } = layerOf(node, graph);
  const emitter = new Emitter();
  const channels = statistics.mean.length;
  emitter.constant('probe/centre', statistics.mean, { dtype: 'float32', shape: [1, channels, 1, 1] });
  emitter.constant('probe/sides', int64s([1, channels, -1, 1]), { dtype: 'int64', shape: [4] });
  emitter.node('Sub', [node.input[0]!, 'probe/centre'], {}, 'probe/centred');
  emitter.node('Mul', ['probe/centred', 'probe/centred'], {}, 'probe/squared');
  // Operators whose form is the same in all operator sets, since another program's network may bring its own.
  for (const [of, output] of [
    ['centred', 'means'],
    ['squared', 'squares'],
  ] as const) {
    emitter.node('GlobalAveragePool', [`probe/${of}`], {}, `probe/${of}ByItem`); // [N, C, 1, 1]
    emitter.node('Transpose', [`probe/${of}ByItem`], { perm: [1, 0, 2, 3] }, `probe/${of}ByChannel`); // [C, N, 1, 1]
    emitter.node('Reshape', [`probe/${of}ByChannel`, 'probe/sides'], {}, `probe/${of}Planes`); // [1, C, N, 1]
    emitter.node('GlobalAveragePool', [`probe/${of}Planes`], {}, output);
  }
  const before = nodesBefore(graph, node.input[0]!);
  const read = new Set(before.flatMap(namesRead));
  const kept = graph.initializer.filter(({ name }) => read.has(name));
  const probe = create(GraphProtoSchema, {
    name: 'graph',
    node: [...before, ...emitter.nodes],
    input: graph.input,
    output: ['means', 'squares'].map(floats),
  });
  const initializers = [...kept.map((tensor) => initializerOf(tensor, tensor.name)), ...emitter.initializers];
  return modelBytes(withoutGraph(model), probe, initializers);
}

/**
 * The same model with other numbers in some of its network's parameters and buffers.
 *
 * @param values by the names that `modelTensors` has, each as long as what it replaces.
 * @throws RangeError for a name that is no float32 constant of this length.
 */
export function withConstants(bytes: Uint8Array, values: ReadonlyMap<string, Float32Array>): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  const left = new Set(values.keys());
  const initializers = graph.initializer.map((tensor) => {
    const { name, dataType } = tensor;
    const plain = plainName(name);
    const data = values.get(plain);
    if (data === undefined) return initializerOf(tensor, name);
    const shape = tensor.dims.map(Number);
    if (dataType !== DataType.FLOAT || elementCount(shape) !== data.length) {
      throw new RangeError(`withConstants() values: '${plain}' has ${data.length} numbers, expected float32[${shape}]`);
    }
    left.delete(plain);
    return onnxInitializer(name, data, { dtype: 'float32', shape });
  });
  const [missing] = left;
  if (missing !== undefined) throw new RangeError(`withConstants() values: no constant '${missing}'`);
  return modelBytes(withoutGraph(model), create(GraphProtoSchema, { ...graph, initializer: [] }), initializers);
}

/** A float32 value whose shape ONNX Runtime finds. */
function floats(name: string): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: DataType.FLOAT } } },
  });
}

function withoutGraph(model: ModelProto): ModelProto {
  const rest = create(ModelProtoSchema, model);
  clearField(rest, ModelProtoSchema.field.graph);
  return rest;
}

function normNodes(graph: GraphProto): NodeProto[] {
  return graph.node.filter(
    ({ name, opType }) => opType === 'BatchNormalization' && readNodeName(name)?.operator === 'frozenBatchNorm',
  );
}

function layerOf({ input }: NodeProto, graph: GraphProto): NormLayer {
  const [, , , mean, variance] = input as [string, string, string, string, string];
  const numbers = (name: string) => {
    const { rawData } = graph.initializer.find((tensor) => tensor.name === name)!;
    // Copied: the bytes lie anywhere within the model's.
    return new Float32Array(new Uint8Array(rawData).buffer);
  };
  return {
    mean: plainName(mean),
    variance: plainName(variance),
    statistics: { mean: numbers(mean), variance: numbers(variance) },
  };
}

/** The nodes that a value needs, in their order. */
function nodesBefore(graph: GraphProto, value: string): NodeProto[] {
  const needed = new Set([value]);
  const found: NodeProto[] = [];
  for (const node of graph.node.toReversed()) {
    if (!node.output.some((name) => needed.has(name))) continue;
    found.push(node);
    for (const name of namesRead(node)) needed.add(name);
  }
  return found.reverse();
}
