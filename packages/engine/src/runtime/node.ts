// First: it must be set before ONNX Runtime is loaded.
import './no-telemetry.node.ts';
import { availableParallelism } from 'node:os';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import type { NodeDevice } from '../choices.ts';
import { Graph } from '../graph.ts';
import { encodeOnnx } from '../onnx/encode.ts';
import { GUARD_OUTPUT, withGuardOutput } from '../onnx/guard-output.ts';
import { webgpuForm } from '../onnx/webgpu-form.ts';
import { add } from '../ops/binary.ts';
import { allocate, describeType, elementCount, float32, type TensorData, type TensorType } from '../tensor-type.ts';
import { HeldExecutable, HeldTensor } from './held-tensors.ts';
import type { DeviceTensor, Executable, LoadOptions, Runtime } from './runtime.ts';

// What fails before there is a session, a provider that is not installed say, is thrown too.
env.logLevel = 'fatal';

export interface NodeRuntimeOptions {
  /** Threads within one operator; results differ in the last bits between thread counts. Default: all. */
  readonly threads?: number;
  /** Default: the processor. A device that is missing shows in `load`; `deviceProblem` asks before. */
  readonly device?: NodeDevice;
}

/** ONNX Runtime through `onnxruntime-node`, on the processor or on a graphics card of the machine. */
export function nodeRuntime(options: NodeRuntimeOptions = {}): Runtime {
  const { threads = availableParallelism(), device = 'cpu' } = options;
  const about = {
    id: `node-${device}`,
    device,
    version: `onnxruntime-node ${env.versions.node ?? env.versions.common}`,
    threads,
  };
  return { ...about, ...(device === 'webgpu' ? graphicsMemory(threads) : hostMemory(device, threads)) };
}

/**
 * Why this machine cannot compute on a device, in the words of ONNX Runtime or of the driver; `null` if it can: one small
 * graph ran there.
 */
export async function deviceProblem(device: NodeDevice): Promise<string | null> {
  const runtime = nodeRuntime({ device, threads: 1 });
  const two = runtime.tensor(float32(1), Float32Array.of(2));
  const four = runtime.tensor(float32(1));
  try {
    const executable = await runtime.load(doubling());
    await executable.run(new Map([['x', two]]), new Map([['y', four]]));
    await executable.dispose();
    const [got] = await four.read();
    return got === 4 ? null : `2 + 2 gave ${got}`;
  } catch (error) {
    return error instanceof Error ? withoutCondition(error.message) : String(error);
  } finally {
    for (const tensor of [two, four]) tensor.dispose();
  }
}

/** A failed check of ONNX Runtime's names file, function and condition first; what failed comes after. */
function withoutCondition(message: string): string {
  return message.replace(/^.* was false\. /s, '').trim();
}

function doubling(): Uint8Array {
  const x = new Graph().input('x', float32(1));
  return encodeOnnx(new Map([['y', add(x, x)]]));
}

type Memory = Pick<Runtime, 'tensor' | 'load'>;

/** Tensors are arrays of the program, which a run reads and writes in place. */
function hostMemory(device: 'cpu' | 'cuda', threads: number): Memory {
  return {
    tensor: (type, data) => new HostTensor(type, data),
    async load(model, options) {
      const guarded = options?.allOutputsGiven === true;
      return new NodeExecutable(
        await createSession(guarded ? withGuardOutput(model) : model, { device, threads, ...options }),
        guarded,
      );
    },
  };
}

/** Tensors that a run leaves on the graphics card stay there until the program reads them. */
function graphicsMemory(threads: number): Memory {
  const load = (bytes: Uint8Array, options?: LoadOptions) => {
    const { model, hostNodes } = webgpuForm(bytes);
    return createSession(model, { device: 'webgpu', threads, hostNodes, ...options });
  };
  const maker = { Tensor, download };
  return {
    tensor: (type, data) => new HeldTensor(type, maker, data),
    load: async (model, options) => new HeldExecutable(await load(model, options)),
  };

  /** By a graph that only copies: what `Tensor.getData` would do ends the process in onnxruntime-node 1.30. */
  async function download(value: Tensor, type: TensorType): Promise<TensorData> {
    const session = await load(encodeOnnx(new Map([['copy', new Graph().input('value', type)]])));
    try {
      const { copy } = await session.run({ value });
      return copy!.data as TensorData;
    } finally {
      await session.release();
    }
  }
}

interface SessionPlan extends LoadOptions {
  readonly device: NodeDevice;
  readonly threads: number;
  /** Names of nodes that the processor shall run. */
  readonly hostNodes?: readonly string[];
}

async function createSession(model: Uint8Array, options: SessionPlan): Promise<InferenceSession> {
  const { device, hostNodes = [], keptOutputs = [] } = options;
  const threads = options.small ? 1 : options.threads;
  const provider = { name: device, ...(hostNodes.length > 0 && { forceCpuNodeNames: hostNodes }) };
  return InferenceSession.create(model, {
    executionProviders: [provider],
    ...(device === 'webgpu' && {
      preferredOutputLocation: Object.fromEntries(keptOutputs.map((name) => [name, 'gpu-buffer'])),
    }),
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // From its second run on, a plan made in the first would take all that memory once more; it gains nothing in time.
    enableMemPattern: false,
    // Errors are thrown and told by the caller; warnings of the optimiser are no user's concern.
    logSeverityLevel: 4,
    ...(options.profilePrefix ? { enableProfiling: true, profileFilePrefix: options.profilePrefix } : {}),
    // Denormals cost up to a hundred times a normal number and carry nothing that training needs.
    extra: { session: { set_denormal_as_zero: '1' } },
  });
}

class HostTensor implements DeviceTensor {
  readonly type: TensorType;
  readonly value: Tensor;
  #data: TensorData;

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
    // Whoever still holds this tensor holds no memory any more.
    this.#data = allocate({ ...this.type, shape: [0] });
    this.value.dispose();
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
