import { expect, test } from 'vitest';
import { Graph } from '../src/graph.ts';
import { encodeOnnx } from '../src/onnx/encode.ts';
import type { Optimizer } from '../src/optim/optimizer.ts';
import { nodeRuntime } from '../src/runtime/node.ts';
import type { DeviceTensor } from '../src/runtime/runtime.ts';
import { float32 } from '../src/tensor-type.ts';
import { expectClose } from './close.ts';
import { type InputFormula, inputValues } from './formula.ts';
import { readGolden } from './golden.ts';

interface StoredSteps {
  readonly start: InputFormula;
  readonly gradients: readonly InputFormula[];
  readonly rates: readonly number[];
  readonly optimizers: readonly {
    readonly kind: string;
    readonly options: Readonly<Record<string, number | boolean>>;
    readonly after: readonly (readonly number[])[];
  }[];
}

/** Float32 against float64 over six steps; Adam divides by roots of small numbers. */
const TOLERANCE = { relative: 1e-5, absolute: 1e-6 };

/** Declares a test for each stored case of an optimiser: six steps with given gradients and another rate each. */
export function checkOptimizer(kind: string, make: (options: object) => Optimizer): void {
  const golden = readGolden<StoredSteps>('optim');
  const cases = golden.optimizers.filter((stored) => stored.kind === kind);

  test.each(cases.map((stored) => [JSON.stringify(stored.options), stored] as const))(
    `${kind} %s, as PyTorch`,
    async (_, { options, after }) => {
      const steps = golden.gradients.map((gradient, index) => ({
        gradient: Float32Array.from(inputValues(gradient)),
        rate: golden.rates[index]!,
      }));
      const got = await parametersAfter(make(options), Float32Array.from(inputValues(golden.start)), steps);
      expect(got.length).toBe(after.length);
      after.forEach((expected, index) => {
        expectClose(`parameter after step ${index + 1}`, got[index]!, { expected, tolerance: TOLERANCE });
      });
    },
  );
}

/** The parameter after each step, computed by the optimiser's own graph. */
async function parametersAfter(
  optimizer: Optimizer,
  start: Float32Array,
  steps: readonly { readonly gradient: Float32Array; readonly rate: number }[],
): Promise<Float32Array[]> {
  const runtime = nodeRuntime({ threads: 1 });
  const type = float32(start.length);
  const graph = new Graph();
  const inputs = (names: readonly string[], shape: readonly number[]) =>
    Object.fromEntries(names.map((name) => [name, graph.input(name, float32(...shape))]));
  const { parameter, gradient } = inputs(['parameter', 'gradient'], type.shape);
  const updated = optimizer.update({
    parameter: parameter!,
    gradient: gradient!,
    slots: inputs(optimizer.slots, type.shape),
    scalars: inputs(optimizer.scalars, []),
    number: (value) => graph.scalar(value),
  });
  const next = { parameter: updated.parameter, ...updated.slots };
  const outputs = Object.entries(next).map(([name, tensor]) => [`next ${name}`, tensor] as const);
  const executable = await runtime.load(encodeOnnx(new Map(outputs)));

  const state = new Map<string, DeviceTensor>(Object.keys(next).map((name) => [name, runtime.tensor(type)]));
  state.get('parameter')!.write(start);
  const results: Float32Array[] = [];
  for (const [index, step] of steps.entries()) {
    const scalars = Object.entries(optimizer.scalarsAt(index + 1, step.rate));
    const feeds = new Map([
      ...state,
      ['gradient', runtime.tensor(type, step.gradient)] as const,
      ...scalars.map(([name, value]) => [name, runtime.tensor(float32(), Float32Array.of(value))] as const),
    ]);
    // As a trainer does it on the processor: slots are overwritten, the parameter is not.
    const fetches = new Map(
      [...state].map(([name, tensor]) => [`next ${name}`, name === 'parameter' ? runtime.tensor(type) : tensor]),
    );
    await executable.run(feeds, fetches);
    for (const name of state.keys()) state.set(name, fetches.get(`next ${name}`)!);
    results.push((await state.get('parameter')!.read()) as Float32Array);
  }
  await executable.dispose();
  return results;
}
