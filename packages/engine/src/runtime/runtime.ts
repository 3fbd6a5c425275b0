import type { TensorData, TensorType } from '../tensor-type.ts';

/**
 * Where compiled graphs run. One implementation a file, all held to the same contract suite; only that file imports
 * ONNX Runtime.
 */
export interface Runtime {
  /** What it is: `node-cpu`, `web-wasm` … */
  readonly id: string;
  /** What computes, for run records: `cpu`, `webgpu`, `cuda`; in a browser `wasm` is its processor. */
  readonly device: Device;
  readonly version: string;
  /** Number of threads one operator may use. */
  readonly threads: number;
  /** Reserves a tensor that graphs can read and write. */
  tensor(type: TensorType, data?: TensorData): DeviceTensor;
  /** @throws Error with ONNX Runtime's reason if the model is not one it can run. */
  load(model: Uint8Array, options?: LoadOptions): Promise<Executable>;
}

export type Device = 'cpu' | 'wasm' | 'webgpu' | 'cuda';

export interface LoadOptions {
  /**
   * It computes so little that it gets no threads of its own, which would wait in a loop for its next run and take the
   * processor from other graphs meanwhile. In a browser, whose threads all graphs share, it changes nothing.
   */
  readonly small?: boolean;
  /** Every run is given a tensor for each output, so that none needs to be made. */
  readonly allOutputsGiven?: boolean;
  /** Outputs that are read by later runs rather than by the program: a graphics card keeps them in its own memory. */
  readonly keptOutputs?: readonly string[];
  /** Writes ONNX Runtime's profile to files that begin with this path. */
  readonly profilePrefix?: string;
}

/** A tensor where the runtime can use it; on the CPU simply an array. */
export interface DeviceTensor {
  readonly type: TensorType;
  /** Overwrites the whole content. @throws RangeError if the element count differs. */
  write(data: TensorData): void;
  /** The content; on the CPU the live array, elsewhere a copy. */
  read(): Promise<TensorData>;
  dispose(): void;
}

export interface Executable {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs once. Outputs are written into the given tensors. An input and an output may be the same tensor on the processor
   * alone, and only if the output is computed from all that reads the input.
   * @throws RangeError naming an input that is missing.
   */
  run(inputs: ReadonlyMap<string, DeviceTensor>, outputs: ReadonlyMap<string, DeviceTensor>): Promise<void>;
  /** Stops profiling, if any, and frees the session. */
  dispose(): Promise<void>;
}
