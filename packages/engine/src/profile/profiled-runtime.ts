import type { Runtime } from '../runtime/runtime.ts';

/**
 * The same runtime, whose graphs each write ONNX Runtime's profile to a file when they are disposed of.
 *
 * @param prefix path with which the files' names begin; a time and `.json` follow.
 */
export function profiledRuntime(runtime: Runtime, prefix: string): Runtime {
  return {
    ...runtime,
    tensor: (type, data) => runtime.tensor(type, data),
    load: (model, options) => runtime.load(model, { ...options, profilePrefix: prefix }),
  };
}
