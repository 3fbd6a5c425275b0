import { availableParallelism } from 'node:os';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { allocate, describeType, elementCount, type TensorData, type TensorType } from '../tensor-type.ts';
import type { DeviceTensor, Executable, LoadOptions, Runtime } from './runtime.ts';

export interface NodeRuntimeOptions {
  /** Threads within one operator; results differ in the last bits between thread counts. Default: all. */
  readonly threads?: number;
}

/** ONNX Runtime on the CPU of the machine, through `onnxruntime-node`. */
export function nodeRuntime(options: NodeRuntimeOptions = {}): Runtime {
  const threads = options.threads ?? availableParallelism();
  return {
    id: 'node-cpu',
    version: `onnxruntime-node ${env.versions.node ?? env.versions.common}`,
    threads,
    tensor: (type, data) => new HostTensor(type, data),
    load: async (model, loadOptions) => new NodeExecutable(await createSession(model, threads, loadOptions)),
  };
}

async function createSession(model: Uint8Array, threads: number, options: LoadOptions = {}): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Errors are thrown and told by the caller; warnings of the optimiser are no user's concern.
    logSeverityLevel: 3,
    ...(options.profilePrefix ? { enableProfiling: true, profileFilePrefix: options.profilePrefix } : {}),
    // Denormals cost up to a hundred times a normal number and carry nothing that training needs.
    extra: { session: { set_denormal_as_zero: '1' } },
  });
}

class HostTensor implements DeviceTensor {
  readonly type: TensorType;
  readonly value: Tensor;
  readonly #data: TensorData;

  constructor(type: TensorType, data: TensorData = allocate(type)) {
    if (data.length !== elementCount(type.shape)) {
      throw new RangeError(`tensor() data: got ${data.length} elements, expected ${describeType(type)}`);
    }
    this.type = type;
    this.#data = data;
    this.value = new Tensor(type.dtype, data as Float32Array, type.shape);
  }

  write(data: TensorData): void {
    if (data.length !== this.#data.length) {
      throw new RangeError(`write() data: got ${data.length} elements, expected ${describeType(this.type)}`);
    }
    (this.#data as Float32Array).set(data as Float32Array);
  }

  async read(): Promise<TensorData> {
    return this.#data;
  }

  dispose(): void {
    // The garbage collector frees it.
  }
}

class NodeExecutable implements Executable {
  readonly #session: InferenceSession;

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
    const feeds: Record<string, Tensor> = {};
    for (const name of this.inputNames) {
      const tensor = inputs.get(name);
      if (!tensor) throw new RangeError(`run() inputs: '${name}' is missing`);
      feeds[name] = (tensor as HostTensor).value;
    }
    const fetches: Record<string, Tensor> = {};
    for (const [name, tensor] of outputs) fetches[name] = (tensor as HostTensor).value;
    await this.#session.run(feeds, fetches);
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
