import * as wasm from 'onnxruntime-web/wasm';
import * as webgpu from 'onnxruntime-web/webgpu';
import { webgpuForm } from '../onnx/webgpu-form.ts';
import type { TensorData } from '../tensor-type.ts';
import { HeldExecutable, HeldTensor, type ValueMaker } from './held-tensors.ts';
import type { LoadOptions, Runtime } from './runtime.ts';

export interface WebRuntimeOptions {
  /** `wasm` is the processor. Default. */
  readonly device?: 'wasm' | 'webgpu';
  /**
   * Threads within one operator; results differ in the last bits between thread counts. More than one need a page that
   * is cross-origin isolated (headers COOP and COEP). ONNX Runtime starts them once a page, for its first graph.
   * Default: all where they are possible, else one.
   */
  readonly threads?: number;
}

/**
 * ONNX Runtime in a web page, through `onnxruntime-web`, compiled to WebAssembly or on WebGPU.
 *
 * @throws RangeError for more than one thread where the page may have no more.
 */
export function webRuntime({ device = 'wasm', threads = mostThreads() }: WebRuntimeOptions = {}): Runtime {
  if (!Number.isInteger(threads) || threads < 1 || (threads > 1 && !mayShareMemory())) {
    throw new RangeError(
      `webRuntime() threads=${threads}: expected 1, or more in a page that is cross-origin isolated`,
    );
  }
  const ort = device === 'wasm' ? wasm : webgpu;
  ort.env.wasm.numThreads = threads;
  const maker: ValueMaker = {
    Tensor: ort.Tensor,
    download: async (value) => (await value.getData()) as TensorData,
  };
  return {
    id: `web-${device}`,
    device,
    version: `onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common}`,
    threads,
    tensor: (type, data) => new HeldTensor(type, maker, data),
    async load(bytes, options) {
      const { model, providers } = device === 'wasm' ? onProcessor(bytes) : onCard(bytes, options);
      const session = await ort.InferenceSession.create(model, {
        ...providers,
        graphOptimizationLevel: 'all',
        enableMemPattern: false,
        // Errors are thrown and told by the caller.
        logSeverityLevel: 4,
        extra: { session: { set_denormal_as_zero: '1' } },
      });
      return new HeldExecutable(session);
    },
  };
}

function onProcessor(model: Uint8Array) {
  return { model, providers: { executionProviders: ['wasm'] } };
}

function onCard(bytes: Uint8Array, { keptOutputs = [] }: LoadOptions = {}) {
  const { model, hostNodes } = webgpuForm(bytes);
  const provider = { name: 'webgpu', ...(hostNodes.length > 0 && { forceCpuNodeNames: hostNodes }) };
  const kept = Object.fromEntries(keptOutputs.map((name) => [name, 'gpu-buffer' as const]));
  return { model, providers: { executionProviders: [provider], preferredOutputLocation: kept } };
}

function mostThreads(): number {
  return mayShareMemory() ? navigator.hardwareConcurrency : 1;
}

function mayShareMemory(): boolean {
  return (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true;
}
