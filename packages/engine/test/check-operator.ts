import { describe, expect, test } from 'vitest';
import { gradients } from '../src/autodiff.ts';
import { Graph, type Tensor } from '../src/graph.ts';
import { applyOne, type Operator } from '../src/operator.ts';
import { multiply } from '../src/ops/binary.ts';
import { nodeRuntime } from '../src/runtime/node.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { allocate, elementCount, float32, type TensorData } from '../src/tensor-type.ts';
import { expectClose, type Tolerance } from './close.ts';
import { formula, type InputFormula, inputType, inputValues } from './formula.ts';
import { readGolden } from './golden.ts';
import { runGraph } from './run-graph.ts';

/** An input as a reference implementation gets it: row-major, in float64. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** What is checked: the operator on a graph, and the same function as plain loops. */
export interface OperatorUnderTest<Config> {
  /** Its outputs by the names of the stored case; the first is the one that is differentiated. */
  readonly build: (inputs: Readonly<Record<string, Tensor>>, config: Config) => Readonly<Record<string, Tensor>>;
  /** Row-major outputs in float64, computed without anything of the engine. */
  readonly reference: (
    inputs: Readonly<Record<string, Values>>,
    config: Config,
  ) => Readonly<Record<string, ArrayLike<number>>>;
  /** Default: `TOLERANCES`. */
  readonly tolerances?: Partial<Tolerances>;
}

/**
 * The engine computes in float32 (24 bits, 6e-8), the reference and PyTorch here in float64. A sum of thousands of
 * products is off by some 1e-7 of its terms' size, whatever is left of the sum: hence the absolute part.
 */
interface Tolerances {
  readonly output: Tolerance;
  readonly gradient: Tolerance;
  /** Between a gradient asked for with the others and asked for alone. */
  readonly alone: Tolerance;
}
const TOLERANCES: Tolerances = {
  output: { relative: 1e-5, absolute: 2e-6 },
  gradient: { relative: 1e-5, absolute: 5e-6 },
  alone: { relative: 0, absolute: 0 },
};

/** Half the distance of central differences, in float64: far below the 3e-5 between two numbers of `formula`. */
const STEP = 1e-6;
/**
 * Elements of an input that are moved one by one: all of a small one; of a larger one every k-th, the fewer the more a
 * run of the reference costs; and all together in one direction.
 */
const MOVED_ONE_BY_ONE = { most: 120, fewest: 4, budget: 100_000 };

const COTANGENT_SALT = 99;
const WEIGHT_SALT = 1001;
const DIRECTION_SALT = 1002;

interface StoredTensor {
  readonly shape: readonly number[];
  /** `sample` holds every so manieth element. */
  readonly every: number;
  readonly sample: readonly number[];
  /** Sum of all elements, each times an element of `formula(count, WEIGHT_SALT)`; and of the absolute products. */
  readonly weighted: number;
  readonly magnitude: number;
}

interface OperatorCase<Config> {
  readonly name: string;
  readonly config: Config;
  readonly inputs: Readonly<Record<string, InputFormula>>;
  readonly outputs: Readonly<Record<string, StoredTensor>>;
  readonly gradients: Readonly<Record<string, StoredTensor>>;
}

type Named = Readonly<Record<string, ArrayLike<number>>>;
interface Computed {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly outputs: Named;
  readonly gradients: Named;
  /** Gradients that were asked for one at a time, by graphs of their own. */
  readonly gradientsAlone: Named;
}

/**
 * Declares the tests of an operator: one for each case of `golden/operators/<operator>.json`, named by its configuration.
 * A case runs forward and, with `sum(y · cotangent)` as the loss, backward, and compares
 * - the outputs with the float64 reference,
 * - the gradients with central differences of the float64 reference,
 * - both with the values that PyTorch computed from the same inputs.
 */
export function checkOperator<Config>(
  operator: string,
  underTest: OperatorUnderTest<Config>,
  // One thread: other test files run beside this one.
  runtime: Runtime = nodeRuntime({ threads: 1 }),
): void {
  const tolerances = { ...TOLERANCES, ...underTest.tolerances };
  const cases = readGolden<OperatorCase<Config>[]>(`operators/${operator}`);

  describe(`${operator}, forward and backward`, () => {
    test.each(cases.map((stored) => [stored.name, stored] as const))('%s', async (_, stored) => {
      const computed = await compute(runtime, stored, underTest);
      const inputs = Object.fromEntries(
        Object.entries(stored.inputs).map(([name, input]) => [name, { shape: input.shape, data: inputValues(input) }]),
      );
      expectReference(computed, underTest.reference(inputs, stored.config), tolerances.output);
      expectPyTorch(computed, stored, tolerances);
      for (const name of Object.keys(stored.gradients)) {
        const gradient = computed.gradients[name]!;
        const alone = { expected: gradient, tolerance: tolerances.alone };
        expectClose(`gradient of ${name}, asked for alone`, computed.gradientsAlone[name]!, alone);
        // Where numbers repeat by design a kink may lie on them; PyTorch says which side counts.
        if (stored.inputs[name]!.levels || stored.inputs[name]!.scale === 0) continue;
        expectCentralDifferences(name, gradient, {
          tolerance: tolerances.gradient,
          inputs,
          cost: Object.values(computed.outputs)[0]!.length + inputs[name]!.data.length,
          loss: (moved) => {
            const [y] = Object.values(underTest.reference(moved, stored.config));
            return dot(y!, formula(y!.length, COTANGENT_SALT));
          },
        });
      }
    });
  });
}

async function compute<Config>(
  runtime: Runtime,
  stored: OperatorCase<Config>,
  { build }: OperatorUnderTest<Config>,
): Promise<Computed> {
  const feeds = Object.fromEntries(
    Object.entries(stored.inputs).map(([name, input]) => [name, typed(input, inputValues(input))]),
  );
  const wanted = Object.keys(stored.gradients);
  const graph = new Graph();
  const inputs = Object.fromEntries(
    Object.entries(stored.inputs).map(([name, input]) => [name, graph.input(name, inputType(input))]),
  );
  const outputs = build(inputs, stored.config);
  const differentiate = (names: readonly string[]): Record<string, Tensor> => {
    const [y] = Object.values(outputs);
    const results = gradients(
      weightedSum(y!),
      names.map((name) => inputs[name]!),
    );
    return Object.fromEntries(names.map((name, index) => [name, results[index]!]));
  };
  const together = wanted.length > 0 ? differentiate(wanted) : {};
  const alone = Object.fromEntries(wanted.map((name) => [name, differentiate([name])[name]!]));
  const prefixed = (prefix: string, tensors: Readonly<Record<string, Tensor>>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix} ${name}`, tensor]));

  const values = await runGraph(runtime, { ...prefixed('output', outputs), ...prefixed('gradient', together) }, feeds);
  const pick = (prefix: string, from: Readonly<Record<string, TensorData>>): Named =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, data]) => [name.slice(prefix.length + 1), data as Float32Array]),
    );
  const gradientsAlone: Record<string, ArrayLike<number>> = {};
  for (const [name, tensor] of Object.entries(alone)) {
    const single = await runGraph(runtime, { alone: tensor }, feeds);
    gradientsAlone[name] = single.alone as Float32Array;
  }
  return {
    shapes: {
      ...Object.fromEntries(Object.entries(outputs).map(([name, { shape }]) => [`output ${name}`, shape])),
      ...Object.fromEntries(Object.entries(together).map(([name, { shape }]) => [`gradient ${name}`, shape])),
    },
    outputs: pick('output', values),
    gradients: pick('gradient', values),
    gradientsAlone,
  };
}

/** The scalar loss of a check. It stands here, not among the operators, because nothing else needs it. */
function weightedSum(y: Tensor): Tensor {
  const weights = Float32Array.from(formula(elementCount(y.shape), COTANGENT_SALT));
  return applyOne(weightedSumOperator, [y, y.graph.constant(weights, y.type)], null);
}

const weightedSumOperator: Operator<null> = {
  name: 'weightedSum',
  infer: () => [float32()],
  lower(emit, { inputs: [y, weights], outputs: [sum] }) {
    emit.node('ReduceSum', [emit.node('Mul', [y!, weights!])], { keepdims: 0 }, sum);
  },
  gradient: ({ inputs: [, weights], outputGradients: [dy] }) => [multiply(weights!, dy!), null],
};

function expectReference({ outputs }: Computed, reference: Named, tolerance: Tolerance): void {
  expect(Object.keys(reference)).toEqual(Object.keys(outputs));
  for (const [name, expected] of Object.entries(reference)) {
    expectClose(`output ${name}, by the reference`, outputs[name]!, { expected, tolerance });
  }
}

function expectPyTorch<Config>(computed: Computed, stored: OperatorCase<Config>, tolerances: Tolerances): void {
  for (const kind of ['output', 'gradient'] as const) {
    expect(Object.keys(computed[`${kind}s`])).toEqual(Object.keys(stored[`${kind}s`]));
    for (const [name, expected] of Object.entries(stored[`${kind}s`])) {
      const what = `${kind} ${name}, by PyTorch`;
      const got = computed[`${kind}s`][name]!;
      expect(computed.shapes[`${kind} ${name}`], `${what}: shape`).toEqual(expected.shape);
      const sample = Array.from({ length: Math.ceil(got.length / expected.every) }, (_, i) => got[i * expected.every]!);
      expectClose(what, sample, { expected: expected.sample, tolerance: tolerances[kind] });
      const { relative, absolute } = tolerances[kind];
      const allowed = { relative: 0, absolute: absolute + relative * expected.magnitude };
      const weighted = dot(got, formula(got.length, WEIGHT_SALT));
      expectClose(`${what}: weighted sum`, [weighted], { expected: [expected.weighted], tolerance: allowed });
    }
  }
}

interface Differentiable {
  readonly inputs: Readonly<Record<string, Values>>;
  readonly loss: (inputs: Readonly<Record<string, Values>>) => number;
  readonly tolerance: Tolerance;
  /** Of one `loss`, in elements. */
  readonly cost: number;
}

/** Compares the slope along single elements, and along one direction that moves all of them. */
function expectCentralDifferences(name: string, gradient: ArrayLike<number>, check: Differentiable): void {
  const { inputs, loss, tolerance } = check;
  const { shape, data } = inputs[name]!;
  const slope = (direction: Float64Array): number => {
    const moved = (step: number) => ({
      ...inputs,
      [name]: { shape, data: data.map((value, i) => value + step * direction[i]!) },
    });
    return (loss(moved(STEP)) - loss(moved(-STEP))) / (2 * STEP);
  };
  const direction = formula(data.length, DIRECTION_SALT);
  const along = dot(gradient, direction);
  const products = direction.map((value, i) => value * gradient[i]!);
  const size = Math.sqrt(dot(products, products));
  expectClose(`gradient of ${name}, all elements moved`, [along], {
    expected: [slope(direction)],
    tolerance: { ...tolerance, absolute: tolerance.absolute + tolerance.relative * size },
  });

  const { most, fewest, budget } = MOVED_ONE_BY_ONE;
  const every = Math.ceil(data.length / Math.min(most, Math.max(fewest, budget / check.cost)));
  const chosen = Array.from({ length: Math.ceil(data.length / every) }, (_, i) => i * every);
  const slopes = chosen.map((element) => slope(new Float64Array(data.length).fill(1, element, element + 1)));
  const got = chosen.map((element) => gradient[element]!);
  expectClose(`gradient of ${name}, element ${every} ·`, got, { expected: slopes, tolerance });
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function typed(input: InputFormula, values: Float64Array): TensorData {
  const data = allocate(inputType(input)) as Float32Array | Uint8Array;
  data.set(values);
  return data;
}
