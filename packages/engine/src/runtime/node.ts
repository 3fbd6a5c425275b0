// First: it must be set before ONNX Runtime is loaded.
import './no-telemetry.node.ts';
import { availableParallelism } from 'node:os';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { GUARD_OUTPUT, withGuardOutput } from '../onnx/guard-output.ts';
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
    async load(model, loadOptions) {
      const guarded = loadOptions?.allOutputsGiven === true;
      return new NodeExecutable(
        await createSession(guarded ? withGuardOutput(model) : model, threads, loadOptions),
        guarded,
      );
    },
  };
}

async function createSession(model: Uint8Array, threads: number, options: LoadOptions = {}): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // From its second run on, a plan made in the first would take all that memory once more; it gains nothing in time.
    enableMemPattern: false,
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

/**
 * What onnxruntime-node 1.30 throws when it turns an output that is no tensor into a JavaScript value.
 *
 * It copies every output into a new array after the run, also those it was given an array for and has written there
 * already (mended upstream in microsoft/onnxruntime#32346). For 18 million parameters and their velocities that cost
 * 100 ms of a step of 280 ms, most of it in page faults. A model whose first output is a sequence ends there: everything
 * is computed and lies in the given arrays, and nothing is copied.
 */
const GUARD_REACHED = 'Non tensor type is temporarily not supported.';

class NodeExecutable implements Executable {
  readonly #session: InferenceSession;
  readonly #guarded: boolean;

  constructor(session: InferenceSession, guarded: boolean) {
    this.#session = session;
    this.#guarded = guarded;
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.#session.outputNames.filter((name) => name !== GUARD_OUTPUT);
  }

  async run(inputs: ReadonlyMap<string, DeviceTensor>, outputs: ReadonlyMap<string, DeviceTensor>): Promise<void> {
    const feeds: Record<string, Tensor> = {};
    for (const name of this.inputNames) {
      const tensor = inputs.get(name);
      if (!tensor) throw new RangeError(`run() inputs: '${name}' is missing`);
      feeds[name] = (tensor as HostTensor).value;
    }
    const fetches: Record<string, Tensor | null> = this.#guarded ? { [GUARD_OUTPUT]: null } : {};
    for (const [name, tensor] of outputs) fetches[name] = (tensor as HostTensor).value;
    try {
      await this.#session.run(feeds, fetches);
    } catch (error) {
      const complete = this.#guarded && error instanceof Error && error.message === GUARD_REACHED;
      if (!complete) throw error;
    }
  }

  async dispose(): Promise<void> {
    await this.#session.release();
  }
}
