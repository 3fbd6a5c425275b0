import { fromBinary } from '@bufbuild/protobuf';
import {
  TensorProto_DataType as DataType,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type ValueInfoProto,
} from './generated/onnx_pb.ts';
import { externalTensors } from './read.ts';

/** Operator sets between which the engine's own nodes around another's network have one form. */
export const FOREIGN_OPSETS = { least: 11, most: 21 } as const;

/** An image network made by another program, of which one value is used: its features. */
export interface ForeignModel {
  readonly model: ModelProto;
  /** Of the standard's operators. */
  readonly opset: number;
  readonly input: ForeignInput;
  /** Name of the value that is used. */
  readonly output: string;
  /** Names of the values that the file itself gives out. */
  readonly outputs: readonly string[];
}

export interface ForeignInput {
  readonly name: string;
  /** Whether it takes `[N, H, W, 3]` instead of `[N, 3, H, W]`. */
  readonly channelsLast: boolean;
  /** `null` where any side will do. */
  readonly heightPx: number | null;
  readonly widthPx: number | null;
  /** Whether it takes one image at a time only. */
  readonly oneByOne: boolean;
}

/** Why a file cannot be used as an image network. `got` says what was found. */
export class ForeignModelError extends Error {
  override readonly name = 'ForeignModelError';
  readonly reason: 'unreadable' | 'external-data' | 'sparse' | 'opset' | 'input' | 'outputs' | 'output' | 'features';
  readonly got: string;

  constructor(
    got: string,
    { reason, cause }: { readonly reason: ForeignModelError['reason']; readonly cause?: unknown },
  ) {
    super(`cannot be used as an image network (${reason}): got ${got}`, { cause });
    this.reason = reason;
    this.got = got;
  }
}

/**
 * Reads an ONNX file whose only input is one batch of float32 colour images.
 *
 * @param output name of the value to use, also one from within the network. Default: the only output.
 * @throws ForeignModelError
 */
export function readForeignModel(bytes: Uint8Array, output?: string): ForeignModel {
  const model = parsed(bytes);
  const { graph } = model;
  if (!graph || graph.output.length === 0)
    throw new ForeignModelError('no graph with outputs', { reason: 'unreadable' });
  const [external] = externalTensors(graph);
  if (external !== undefined) throw new ForeignModelError(external, { reason: 'external-data' });
  const [sparse] = graph.sparseInitializer;
  if (sparse !== undefined) throw new ForeignModelError(sparse.values?.name ?? '', { reason: 'sparse' });
  const opset = Number(model.opsetImport.find(({ domain }) => isStandard(domain))?.version ?? 0);
  if (opset < FOREIGN_OPSETS.least || opset > FOREIGN_OPSETS.most)
    throw new ForeignModelError(`${opset}`, { reason: 'opset' });
  const outputs = graph.output.map(({ name }) => name);
  return { model, opset, input: inputOf(graph), output: outputOf(graph, outputs, output), outputs };
}

/** The nodes that the used value needs, in their order. */
export function nodesUsed({ model, output }: Pick<ForeignModel, 'model' | 'output'>): readonly NodeProto[] {
  const nodes = model.graph!.node;
  const needed = new Set([output]);
  const used: NodeProto[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.output.some((name) => needed.has(name))) continue;
    used.push(node);
    for (const name of namesRead(node)) needed.add(name);
  }
  return used.reverse();
}

/** Names that a node reads, those that its subgraphs take from outside among them. */
export function namesRead({ input, attribute }: NodeProto): readonly string[] {
  const graphs = attribute.flatMap(({ g, graphs: more }) => (g ? [g, ...more] : more));
  const inner = graphs.flatMap(({ node, output }) => [...node.flatMap(namesRead), ...output.map(({ name }) => name)]);
  return [...input, ...inner].filter((name) => name !== '');
}

function parsed(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new ForeignModelError('not a complete ONNX model', { reason: 'unreadable', cause });
  }
}

function isStandard(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function inputOf(graph: GraphProto): ForeignInput {
  // Old files list weights among the inputs too.
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const inputs = graph.input.filter(({ name }) => !weights.has(name));
  const described = inputs.map(describe).join(', ') || 'none';
  const [input] = inputs;
  const sides = input && dimensionsOf(input);
  if (inputs.length !== 1 || !sides || sides.length !== 4) throw new ForeignModelError(described, { reason: 'input' });
  const [batch, first, second, third] = sides as [Dimension, Dimension, Dimension, Dimension];
  const channelsLast = third === 3 && first !== 3;
  const [channels, heightPx, widthPx] = channelsLast ? [third, first, second] : [first, second, third];
  const fits = (channels === 3 || channels === null) && (batch === 1 || batch === null);
  if (!fits) throw new ForeignModelError(described, { reason: 'input' });
  return { name: input!.name, channelsLast, heightPx, widthPx, oneByOne: batch === 1 };
}

/** A side of a tensor; `null` where it is free. */
type Dimension = number | null;

/** `null` unless it is a float32 tensor of known rank. */
function dimensionsOf({ type }: ValueInfoProto): readonly Dimension[] | null {
  if (type?.value.case !== 'tensorType') return null;
  const { elemType, shape } = type.value.value;
  if (elemType !== DataType.FLOAT || !shape) return null;
  return shape.dim.map(({ value }) => (value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null));
}

function describe(value: ValueInfoProto): string {
  const { type } = value;
  if (type?.value.case !== 'tensorType') return `${value.name} (no tensor)`;
  const { elemType, shape } = type.value.value;
  const sides = shape?.dim.map(({ value: side }) => `${side.value ?? '?'}`).join(', ') ?? '?';
  const dtype = Object.entries(DataType).find(([, number]) => number === elemType)?.[0] ?? 'unknown';
  return `${value.name} ${dtype.toLowerCase()}[${sides}]`;
}

function outputOf(graph: GraphProto, outputs: readonly string[], asked?: string): string {
  if (asked === undefined) {
    if (outputs.length !== 1) throw new ForeignModelError(outputs.join(', '), { reason: 'outputs' });
    return outputs[0]!;
  }
  const made = graph.node.some(({ output }) => output.includes(asked));
  if (!made) throw new ForeignModelError(asked, { reason: 'output' });
  return asked;
}
