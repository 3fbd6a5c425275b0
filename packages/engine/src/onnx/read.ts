import { fromBinary } from '@bufbuild/protobuf';
import {
  TensorProto_DataLocation as DataLocation,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
} from './generated/onnx_pb.ts';

/** What an ONNX file says of itself, read without running anything. */
export interface OnnxSummary {
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Operators by domain and name, such as `Conv` or `com.microsoft/FusedConv`. */
  readonly operators: readonly string[];
  /** Names of tensors whose data lie in another file. */
  readonly external: readonly string[];
}

/** The bytes are no ONNX model. */
export class OnnxError extends Error {
  override readonly name = 'OnnxError';
}

/** @throws OnnxError if the bytes are no ONNX model, or only the beginning of one. */
export function readOnnx(bytes: Uint8Array): OnnxSummary {
  const model = parse(bytes);
  const { graph } = model;
  if (!graph || graph.output.length === 0) throw new OnnxError('no graph with outputs in it');
  return {
    producer: [model.producerName, model.producerVersion].join(' ').trim(),
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
    inputs: graph.input.map(({ name }) => name),
    outputs: graph.output.map(({ name }) => name),
    operators: [...new Set(graph.node.map(({ domain, opType }) => (domain ? `${domain}/${opType}` : opType)))],
    external: externalTensors(graph),
  };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new OnnxError('not a complete ONNX model', { cause });
  }
}

/** Subgraphs (the bodies of If and Loop) and constants inside nodes can hold tensors too. */
export function externalTensors(graph: GraphProto): readonly string[] {
  const attributes = graph.node.flatMap(({ attribute }) => attribute);
  const tensors = [...graph.initializer, ...attributes.flatMap(({ t, tensors }) => (t ? [t, ...tensors] : tensors))];
  const own = tensors.filter(
    ({ dataLocation, externalData }) => dataLocation === DataLocation.EXTERNAL || externalData.length > 0,
  );
  const inner = attributes.flatMap(({ g, graphs }) => (g ? [g, ...graphs] : graphs));
  return [...own.map(({ name }) => name), ...inner.flatMap(externalTensors)];
}
