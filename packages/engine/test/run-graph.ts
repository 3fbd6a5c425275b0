import type { Tensor } from '../src/graph.ts';
import { encodeOnnx } from '../src/onnx/encode.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import type { TensorData } from '../src/tensor-type.ts';

/** Compiles what the outputs need, runs it once and returns their values by name. */
export async function runGraph(
  runtime: Runtime,
  outputs: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, TensorData>>,
): Promise<Readonly<Record<string, TensorData>>> {
  const executable = await runtime.load(encodeOnnx(new Map(Object.entries(outputs))));
  try {
    const [{ graph }] = Object.values(outputs) as [Tensor];
    const feeds = graph.inputs
      .filter(({ name }) => executable.inputNames.includes(name))
      .map(({ name, type }) => [name, runtime.tensor(type, inputs[name])] as const);
    const fetches = Object.entries(outputs).map(([name, { type }]) => [name, runtime.tensor(type)] as const);
    await executable.run(new Map(feeds), new Map(fetches));
    const values = await Promise.all(fetches.map(async ([name, tensor]) => [name, await tensor.read()] as const));
    return Object.fromEntries(values);
  } finally {
    await executable.dispose();
  }
}
