import { create } from '@bufbuild/protobuf';
import type { TensorData, TensorType } from '../tensor-type.ts';
import { type FunctionProto, type ModelProto, type NodeProto, NodeProtoSchema } from './generated/onnx_pb.ts';
import { type AttributeValue, type Initializer, int64s, onnxAttribute, onnxInitializer } from './values.ts';

/**
 * Collects the ONNX nodes and constants that operators write. Equal small constants (axes, pads, shapes) are shared.
 */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: Initializer[] = [];
  /** Operator sets by their domain; the standard's is ''. Every form the engine writes exists in its 17th. */
  readonly operatorSets = new Map<string, bigint>([['', 17n]]);
  /** Operators that another's network brings along. */
  readonly functions: FunctionProto[] = [];
  /** Of the file's form; ONNX Runtime 1.14 and later read this one. */
  irVersion = 8n;
  /** Stands before the names of the nodes that follow. */
  prefix = '';
  readonly #shared = new Map<string, string>();
  #count = 0;

  /**
   * Appends a node with one output.
   * @param inputs names of values; an empty string leaves an optional input out.
   * @param attributes whole numbers become ints, `{ float }` a float, arrays lists of ints.
   * @param output name of its output; a fresh one if absent.
   * @returns the output's name.
   */
  node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    output = this.fresh(opType),
  ): string {
    this.nodeWithOutputs(opType, { inputs, outputs: [output] }, attributes);
    return output;
  }

  nodeWithOutputs(
    opType: string,
    io: { readonly inputs: readonly string[]; readonly outputs: readonly string[]; readonly domain?: string },
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): void {
    this.nodes.push(
      create(NodeProtoSchema, {
        name: `${this.prefix}${opType}.${this.nodes.length}`,
        opType,
        domain: io.domain ?? '',
        input: [...io.inputs],
        output: [...io.outputs],
        attribute: Object.entries(attributes).map(([name, value]) => onnxAttribute(name, value)),
      }),
    );
  }

  /** A 1-D int64 constant, as ONNX wants axes, shapes and pads. */
  ints(...values: readonly number[]): string {
    return this.#share(`i${values.join()}`, int64s(values), { dtype: 'int64', shape: [values.length] });
  }

  /** Asks for what the nodes of another's model need: its operator sets, its functions, its version of the form. */
  requireModel({ opsetImport, functions, irVersion }: ModelProto): void {
    for (const { domain, version } of opsetImport) this.operatorSets.set(domain === 'ai.onnx' ? '' : domain, version);
    this.functions.push(...functions);
    if (irVersion > this.irVersion) this.irVersion = irVersion;
  }

  /** An int64 scalar constant. */
  wholeNumber(value: number): string {
    return this.#share(`n${value}`, int64s([value]), { dtype: 'int64', shape: [] });
  }

  /** A float32 scalar constant. */
  scalar(value: number): string {
    return this.#share(`f${value}`, Float32Array.of(value), { dtype: 'float32', shape: [] });
  }

  /**
   * An int32 constant of indices, shared by all who ask with the same key.
   * @param key stands for all that decides the indices.
   */
  indices(key: string, shape: readonly number[], make: () => Int32Array): string {
    const known = this.#shared.get(key);
    return known ?? this.#share(key, make(), { dtype: 'int32', shape });
  }

  /** A float32 constant of rows, shared by all who ask with the same key. */
  matrix(key: string, rows: readonly (readonly number[])[]): string {
    const shape = [rows.length, rows[0]!.length];
    return this.#shared.get(key) ?? this.#share(key, Float32Array.from(rows.flat()), { dtype: 'float32', shape });
  }

  constant(name: string, data: TensorData, type: TensorType): void {
    this.initializers.push(onnxInitializer(name, data, type));
  }

  fresh(prefix: string): string {
    return `${prefix}_${this.#count++}`;
  }

  #share(key: string, data: TensorData, type: TensorType): string {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const name = this.fresh('constant');
    this.constant(name, data, type);
    this.#shared.set(key, name);
    return name;
  }
}
