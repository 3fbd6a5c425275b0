import { create, fromBinary } from '@bufbuild/protobuf';
import { emitResampling, type Resampling } from '../ops/resample-image.ts';
import { Emitter } from './emitter.ts';
import type { EncodeOptions } from './encode.ts';
import {
  type GraphProto,
  GraphProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  type ValueInfoProto,
} from './generated/onnx_pb.ts';
import { modelBytes } from './model-bytes.ts';
import { initializerOf } from './values.ts';

export interface AverageOptions extends Pick<EncodeOptions, 'metadata' | 'producer'> {
  /** Outputs that each model has, of one shape in all: probabilities. */
  readonly means: readonly string[];
  /** Another output: the logarithm of one of these means, −87.3 at least. */
  readonly logarithm: { readonly name: string; readonly of: string };
  /** For each model how its pictures are made of those of the whole, `null` where they are the same. Default: all are. */
  readonly resamplings?: readonly (Resampling | null)[];
}

/** Models with another program's network inside that cannot stand in one graph with the first. */
export class UnjoinableError extends Error {
  override readonly name = 'UnjoinableError';
  /** Of the model, in their order. */
  readonly index: number;
  readonly reason: 'operator-sets' | 'own-operators' | 'subgraphs';

  constructor(index: number, reason: UnjoinableError['reason']) {
    super(`averageModels() models[${index}] cannot be joined with the first: ${reason}`);
    this.index = index;
    this.reason = reason;
  }
}

/** The smallest normal float32: its logarithm stands for that of 0. */
const SMALLEST = 2 ** -126;

/**
 * One model that runs several on the same input and gives the means of their outputs. Every member is in it whole, so that
 * time and size are the sums of theirs.
 *
 * @param models as `exportModel` writes them: inputs of one name and type, but for the side of pictures that are resampled.
 * @throws UnjoinableError for another program's network with subgraphs, operators of its own or another operator set.
 * @throws RangeError if there is no model, or they do not fit together otherwise.
 */
export function averageModels(models: readonly Uint8Array[], options: AverageOptions): Uint8Array {
  const members = models.map((bytes) => fromBinary(ModelProtoSchema, bytes));
  const resamplings = members.map((_, index) => options.resamplings?.[index] ?? null);
  const first = members[resamplings.indexOf(null)];
  if (first?.graph === undefined) {
    throw new RangeError('averageModels() models: expected at least one whose pictures are those of the whole');
  }
  const { graph } = first;
  const inputs = new Set(graph.input.map(({ name }) => name));
  const emitter = new Emitter();
  members.forEach((member, index) => {
    const resampling = resamplings[index]!;
    checkMember(member, first, { index, means: options.means, resampling });
    const seen = resampling && resampledInput(emitter, graph, resampling);
    const rename = (name: string) => {
      if (inputs.has(name)) return seen ?? name;
      return name === '' ? name : `member${index}.${name}`;
    };
    emitter.nodes.push(...renamedNodes(member.graph!, rename));
    for (const tensor of member.graph!.initializer)
      emitter.initializers.push(initializerOf(tensor, rename(tensor.name)));
  });
  const count = emitter.scalar(members.length);
  for (const mean of options.means) {
    const sum = emitter.node(
      'Sum',
      members.map((_, index) => `member${index}.${mean}`),
    );
    emitter.node('Div', [sum, count], {}, mean);
  }
  const { name, of } = options.logarithm;
  emitter.node('Log', [emitter.node('Max', [of, emitter.scalar(SMALLEST)])], {}, name);
  const model = create(ModelProtoSchema, {
    irVersion: first.irVersion,
    producerName: options.producer?.name ?? '@leukoscope/engine',
    producerVersion: options.producer?.version ?? '',
    opsetImport: first.opsetImport,
    metadataProps: Object.entries(options.metadata ?? {}).map(([key, value]) => ({ key, value })),
  });
  const together = create(GraphProtoSchema, {
    name: 'graph',
    node: emitter.nodes,
    input: graph.input,
    output: [name, ...options.means].map((output) => outputInfo(graph, output)),
  });
  return modelBytes(model, together, emitter.initializers);
}

function checkMember(
  { graph, opsetImport, functions }: ModelProto,
  first: ModelProto,
  { index, means, resampling }: { index: number; means: readonly string[]; resampling: Resampling | null },
): void {
  const what = `averageModels() models[${index}]`;
  if (graph === undefined) throw new RangeError(`${what}: no graph in it`);
  const opsets = (model: Pick<ModelProto, 'opsetImport'>) =>
    model.opsetImport.map(({ domain, version }) => `${domain}:${version}`).join();
  if (opsets({ opsetImport }) !== opsets(first)) throw new UnjoinableError(index, 'operator-sets');
  if (functions.length > 0) throw new UnjoinableError(index, 'own-operators');
  const whole = first.graph!.input.map((input) => typeText(input, resampling));
  if (graph.input.map((input) => typeText(input)).join() !== whole.join()) {
    throw new RangeError(`${what}: other inputs than the first`);
  }
  for (const mean of means) {
    const [own, expected] = [outputInfo(graph, mean), outputInfo(first.graph!, mean)];
    if (typeText(own) !== typeText(expected))
      throw new RangeError(`${what}: '${mean}' has another type than the first's`);
  }
  if (graph.node.some(({ attribute }) => attribute.some(({ g, graphs }) => g !== undefined || graphs.length > 0))) {
    throw new UnjoinableError(index, 'subgraphs');
  }
}

function outputInfo({ output }: GraphProto, name: string): ValueInfoProto {
  const found = output.find((info) => info.name === name);
  if (found === undefined) throw new RangeError(`averageModels(): a model has no output '${name}'`);
  return found;
}

/** What the pictures of one model are made of those of the whole: the name of the value that it sees. */
function resampledInput(emitter: Emitter, { input: [pictures] }: GraphProto, resampling: Resampling): string {
  const channels = Number(sidesOf(pictures!).at(-1));
  return emitResampling(emitter, { x: pictures!.name, channels }, resampling);
}

function sidesOf({ type }: ValueInfoProto): string[] {
  const value = type?.value;
  if (value?.case !== 'tensorType') return [];
  return value.value.shape?.dim.map((dim) => String(dim.value.value)) ?? [];
}

/** Name and type; of pictures that are resampled, as they are after it. */
function typeText(info: ValueInfoProto, resampling: Resampling | null = null): string {
  const { name, type } = info;
  const value = type?.value;
  if (value?.case !== 'tensorType') return name;
  const sides = sidesOf(info);
  const dims = resampling === null ? sides : resampledSides(sides, resampling);
  return `${name}:${value.value.elemType}[${dims.join()}]`;
}

function resampledSides([items, height, width, ...rest]: readonly string[], { source, target }: Resampling): string[] {
  const side = (length: string | undefined) => (length === String(source) ? String(target) : 'another');
  return [items!, side(height), side(width), ...rest];
}

/** The graph's nodes with other names for their values. */
function renamedNodes(graph: GraphProto, rename: (name: string) => string): NodeProto[] {
  return graph.node.map((node) => ({
    ...node,
    name: rename(node.name),
    input: node.input.map(rename),
    output: node.output.map(rename),
  }));
}
