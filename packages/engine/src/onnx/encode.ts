import { create } from '@bufbuild/protobuf';
import { nodesFor, type Tensor } from '../graph.ts';
import { Emitter } from './emitter.ts';
import { GraphProtoSchema, ModelProtoSchema } from './generated/onnx_pb.ts';
import { modelBytes } from './model-bytes.ts';
import { nodePrefix } from './node-name.ts';
import { onnxValueInfo } from './values.ts';

export interface EncodeOptions {
  /** Makes dimension 0 of the inputs and outputs symbolic. Only for graphs of operators that treat items alike. */
  readonly freeBatch?: boolean;
  /** Free key–value texts that travel in the file. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly producer?: { readonly name: string; readonly version: string };
}

/**
 * Encodes what the outputs need as an ONNX model (standard operators only).
 *
 * @param outputs by the name each shall have in the model.
 * @returns the bytes of a `ModelProto`; its inputs are those graph inputs that the outputs depend on.
 */
export function encodeOnnx(outputs: ReadonlyMap<string, Tensor>, options: EncodeOptions = {}): Uint8Array {
  const emitter = new Emitter();
  const freeBatch = options.freeBatch ?? false;
  const nodes = nodesFor([...outputs.values()]);
  const inputs = new Set<Tensor>();
  const constants = new Set<Tensor>();
  for (const tensor of [...nodes.flatMap((node) => node.inputs), ...outputs.values()]) {
    if (tensor.source.kind === 'input') inputs.add(tensor);
    if (tensor.source.kind !== 'constant' || constants.has(tensor)) continue;
    constants.add(tensor);
    emitter.constant(tensor.name, tensor.source.data, tensor.type);
  }
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...outputs.values()]);
  const names = outputNames(outputs);
  const nameOf = (tensor: Tensor) => names.get(tensor) ?? tensor.name;
  for (const { operator, attributes, inputs: from, outputs: to, origin } of nodes) {
    emitter.prefix = nodePrefix({ ...origin, operator: operator.name });
    operator.lower(
      emitter,
      {
        inputs: from.map(nameOf),
        outputs: to.map(nameOf),
        inputTypes: from.map((tensor) => tensor.type),
        outputTypes: to.map((tensor) => tensor.type),
        outputsUsed: to.map((tensor) => used.has(tensor)),
      },
      attributes,
    );
  }
  emitter.prefix = '';
  for (const [name, tensor] of outputs)
    if (nameOf(tensor) !== name) emitter.node('Identity', [nameOf(tensor)], {}, name);

  const model = create(ModelProtoSchema, {
    irVersion: emitter.irVersion,
    producerName: options.producer?.name ?? '@leukoscope/engine',
    producerVersion: options.producer?.version ?? '',
    opsetImport: [...emitter.operatorSets].map(([domain, version]) => ({ domain, version })),
    functions: emitter.functions,
    metadataProps: Object.entries(options.metadata ?? {}).map(([key, value]) => ({ key, value })),
  });
  const graph = create(GraphProtoSchema, {
    name: 'graph',
    node: emitter.nodes,
    input: [...inputs].map((tensor) => onnxValueInfo(tensor.name, tensor.type, freeBatch)),
    output: [...outputs].map(([name, tensor]) => onnxValueInfo(name, tensor.type, freeBatch)),
  });
  return modelBytes(model, graph, emitter.initializers);
}

/**
 * A node that computes an output writes it under the output's own name: ONNX Runtime copies where an `Identity` renames a
 * tensor that other nodes use too, which for 18 million parameters took 6 ms of a step.
 */
function outputNames(outputs: ReadonlyMap<string, Tensor>): ReadonlyMap<Tensor, string> {
  const names = new Map<Tensor, string>();
  for (const [name, tensor] of outputs) {
    if (tensor.source.kind === 'node' && !names.has(tensor)) names.set(tensor, name);
  }
  return names;
}
