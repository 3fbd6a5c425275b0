import type { InferenceSession, TensorConstructor, Tensor as Value } from 'onnxruntime-common';
import { allocate, describeType, elementCount, type TensorData, type TensorType } from '../tensor-type.ts';
import type { DeviceTensor, Executable } from './runtime.ts';

/** What tensors that hold values of ONNX Runtime need of it. */
export interface ValueMaker {
  readonly Tensor: TensorConstructor;
  /** The content of a value that lies on the graphics card, as a copy. */
  download(value: Value, type: TensorType): Promise<TensorData>;
}

/**
 * A tensor that holds whichever value of ONNX Runtime was given to it last: an array of the program's, or what a run
 * returned, which may lie on the graphics card and is then never copied to the program until somebody reads it.
 */
export class HeldTensor implements DeviceTensor {
  readonly type: TensorType;
  readonly #maker: ValueMaker;
  /** `null` once the tensor is disposed of. */
  #value: Value | null;

  constructor(type: TensorType, maker: ValueMaker, data: TensorData = allocate(type)) {
    if (data.length !== elementCount(type.shape)) {
      throw new RangeError(`tensor() data: got ${data.length} elements, expected ${describeType(type)}`);
    }
    this.type = type;
    this.#maker = maker;
    this.#value = this.#valueOf(data);
  }

  /** @throws TypeError once the tensor is disposed of. */
  get value(): Value {
    if (this.#value === null) throw new TypeError(`a tensor ${describeType(this.type)} is used after its dispose()`);
    return this.#value;
  }

  holds(value: Value): boolean {
    return this.#value === value;
  }

  /** Takes a value of this type in the place of the one held. */
  hold(value: Value): void {
    this.dispose();
    this.#value = value;
  }

  write(data: TensorData): void {
    if (data.length !== elementCount(this.type.shape)) {
      throw new RangeError(`write() data: got ${data.length} elements, expected ${describeType(this.type)}`);
    }
    this.hold(this.#valueOf(data));
  }

  async read(): Promise<TensorData> {
    const { value } = this;
    return isOnHost(value) ? (value.data as TensorData) : this.#maker.download(value, this.type);
  }

  /** Fetches a value that lies on the graphics card. */
  async moveToHost(): Promise<void> {
    if (!isOnHost(this.value)) this.write(await this.read());
  }

  dispose(): void {
    if (this.#value !== null && !isOnHost(this.#value)) this.#value.dispose();
    this.#value = null;
  }

  #valueOf(data: TensorData): Value {
    const { dtype, shape } = this.type;
    return new this.#maker.Tensor(dtype, data.slice() as Float32Array, shape);
  }
}

function isOnHost(value: Value): boolean {
  return value.location === 'cpu';
}

/**
 * Keeps a session for as long as there is a tensor that it gave a value on the graphics card: freed after its session,
 * such a value ends the process (onnxruntime-node 1.30).
 */
const sessionsInUse = new FinalizationRegistry<InferenceSession>(() => undefined);

/** A session on held tensors: ONNX Runtime makes the outputs of each run, and the given tensors take them over. */
export class HeldExecutable implements Executable {
  readonly #session: InferenceSession;
  /** The value on the graphics card that each tensor got last. */
  readonly #given = new Map<HeldTensor, Value>();

  constructor(session: InferenceSession) {
    this.#session = session;
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.#session.outputNames;
  }

  async run(inputs: ReadonlyMap<string, DeviceTensor>, outputs: ReadonlyMap<string, DeviceTensor>): Promise<void> {
    const feeds: Record<string, Value> = {};
    for (const name of this.inputNames) {
      const tensor = inputs.get(name);
      if (!tensor) throw new RangeError(`run() inputs: '${name}' is missing`);
      // Refused by a session that has its outputs kept, onnxruntime-web 1.30 goes on refusing what fits.
      requireType('inputs', { name, tensor, metadata: this.#session.inputMetadata });
      feeds[name] = (tensor as HeldTensor).value;
    }
    for (const [name, tensor] of outputs)
      requireType('outputs', { name, tensor, metadata: this.#session.outputMetadata });
    const results = await this.#session.run(feeds, [...outputs.keys()]);
    for (const [name, tensor] of outputs) this.#give(tensor as HeldTensor, results[name]!);
  }

  #give(tensor: HeldTensor, value: Value): void {
    tensor.hold(value);
    if (isOnHost(value)) return;
    if (!this.#given.has(tensor)) sessionsInUse.register(tensor, this.#session);
    this.#given.set(tensor, value);
  }

  /** Values that tensors still hold are fetched before the session goes, and its memory with it. */
  async dispose(): Promise<void> {
    for (const [tensor, value] of this.#given) if (tensor.holds(value)) await tensor.moveToHost();
    this.#given.clear();
    await this.#session.release();
  }
}

interface Given {
  readonly name: string;
  readonly tensor: DeviceTensor;
  readonly metadata: readonly InferenceSession.ValueMetadata[];
}

/** @throws RangeError unless the session has such an input or output, of the tensor's type; free dimensions fit all. */
function requireType(side: 'inputs' | 'outputs', { name, tensor, metadata }: Given): void {
  const known = metadata.find((one) => one.name === name);
  if (!known?.isTensor) throw new RangeError(`run() ${side}: the model has no '${name}'`);
  const { shape, dtype } = tensor.type;
  const fits =
    known.type === dtype &&
    known.shape.length === shape.length &&
    known.shape.every((size, axis) => typeof size === 'string' || size === shape[axis]);
  if (fits) return;
  const expected = `${known.type}[${known.shape.join(', ')}]`;
  throw new RangeError(`run() ${side}: '${name}' is ${describeType(tensor.type)}, expected ${expected}`);
}
