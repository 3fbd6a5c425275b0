import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Graph } from '../src/graph.ts';
import { classLoss, classTargets, normalizeImage, type Runtime, sgd, Trainer } from '../src/index.ts';
import { encodeOnnx } from '../src/onnx/encode.ts';
import { applyOne, type Operator } from '../src/operator.ts';
import { add } from '../src/ops/binary.ts';
import { gemm } from '../src/ops/gemm.ts';
import type { Executable, LoadOptions } from '../src/runtime/runtime.ts';
import { float32, type TensorType } from '../src/tensor-type.ts';
import { checkTraining } from './check-training.ts';
import { formula } from './formula.ts';
import { residual } from './networks.ts';

/** `y = x · w`, x `[2, 3]`, w `[3, 2]`; and `twice = y + y`. */
function product(): Uint8Array {
  const graph = new Graph();
  const y = gemm(graph.input('x', float32(2, 3)), graph.input('w', float32(3, 2)));
  return encodeOnnx(
    new Map([
      ['y', y],
      ['twice', add(y, y)],
    ]),
  );
}
/** A model of one node that makes `y` of `x`. */
function single(opType: string, type: TensorType): Uint8Array {
  const operator: Operator<null> = {
    name: opType,
    infer: () => [type],
    lower: (emit, { inputs, outputs }) => void emit.node(opType, inputs, {}, outputs[0]),
  };
  return encodeOnnx(new Map([['y', applyOne(operator, [new Graph().input('x', type)], null)]]));
}

const X = Float32Array.of(1, 2, 3, 4, 5, 6);
const W = Float32Array.of(1, 0, 0, 1, 10, 100);
const XW = [31, 302, 64, 605];

export interface ContractOptions {
  /** Only the stored trainings whose name fits, where each costs many seconds of compiling. Default: all. */
  readonly trainings?: RegExp;
}

/** Declares the tests that every runtime must pass. @param makeRuntime a runtime; called once for each group. */
export function checkRuntime(makeRuntime: () => Runtime, { trainings = /(?:)/ }: ContractOptions = {}): void {
  const numbers = async (tensor: { read(): Promise<ArrayLike<unknown>> }) => Array.from(await tensor.read());

  describe('says what it is:', () => {
    test('an id, a version, a number of threads', () => {
      const { id, device, version, threads } = makeRuntime();
      expect(id).toMatch(new RegExp(`^[a-z]+-${device}$`));
      expect(version).toMatch(/\d+\.\d+/);
      expect(threads).toBeGreaterThanOrEqual(1);
    });
  });

  describe('tensors', () => {
    const runtime = makeRuntime();

    test.each<[TensorType['dtype'], unknown]>([
      ['float32', 0],
      ['uint8', 0],
      ['int32', 0],
      ['int64', 0n],
      ['bool', 0],
    ])('%s: zero at the start', async (dtype, zero) => {
      const tensor = runtime.tensor({ dtype, shape: [2, 2] });
      expect(tensor.type).toEqual({ dtype, shape: [2, 2] });
      expect(await numbers(tensor)).toEqual([zero, zero, zero, zero]);
      tensor.dispose();
    });

    test('hold what they are given and what is written', async () => {
      const tensor = runtime.tensor(float32(3), Float32Array.of(1, 2, 3));
      expect(await numbers(tensor)).toEqual([1, 2, 3]);
      const data = Float32Array.of(4, 5, 6);
      tensor.write(data);
      data.fill(0);
      expect(await numbers(tensor)).toEqual([4, 5, 6]);
      tensor.dispose();
    });

    test('a scalar, and a tensor without elements', async () => {
      expect(await numbers(runtime.tensor(float32(), Float32Array.of(7)))).toEqual([7]);
      expect(await numbers(runtime.tensor(float32(0, 3)))).toEqual([]);
    });

    test('refuse another number of elements', () => {
      expect(() => runtime.tensor(float32(2), Float32Array.of(1))).toThrow(
        new RangeError('tensor() data: got 1 elements, expected float32[2]'),
      );
      expect(() => runtime.tensor(float32(2)).write(Float32Array.of(1, 2, 3))).toThrow(
        new RangeError('write() data: got 3 elements, expected float32[2]'),
      );
    });
  });

  describe.each<[string, (outputs: readonly string[]) => LoadOptions]>([
    ['some outputs asked for', () => ({})],
    ['all outputs given', () => ({ allOutputsGiven: true })],
    ['no threads of its own', () => ({ small: true })],
    ['its outputs kept for later runs', (keptOutputs) => ({ allOutputsGiven: true, keptOutputs })],
  ])('an executable, %s,', (_, optionsFor) => {
    const runtime = makeRuntime();
    const options = optionsFor(['y', 'twice']);
    let executable: Executable;
    const x = runtime.tensor(float32(2, 3), X);
    const w = runtime.tensor(float32(3, 2), W);
    const inputs = new Map([
      ['x', x],
      ['w', w],
    ]);
    const [y, twice] = [runtime.tensor(float32(2, 2)), runtime.tensor(float32(2, 2))];
    const outputs = new Map([
      ['y', y],
      ['twice', twice],
    ]);
    beforeAll(async () => {
      executable = await runtime.load(product(), options);
    });
    beforeEach(() => {
      for (const tensor of outputs.values()) tensor.write(new Float32Array(4));
    });
    afterAll(() => executable.dispose());

    test('knows its inputs and outputs', () => {
      expect(executable.inputNames.toSorted()).toEqual(['w', 'x']);
      expect(executable.outputNames.toSorted()).toEqual(['twice', 'y']);
    });

    test('writes into the tensors it is given, again with other inputs', async () => {
      await executable.run(inputs, outputs);
      expect(await numbers(y)).toEqual(XW);
      expect(await numbers(twice)).toEqual(XW.map((value) => 2 * value));
      const half = runtime.tensor(
        float32(2, 3),
        X.map((value) => value / 2),
      );
      await executable.run(new Map([...inputs, ['x', half]]), outputs);
      expect(await numbers(y)).toEqual(XW.map((value) => value / 2));
      expect(await numbers(twice)).toEqual(XW);
      expect(await numbers(x)).toEqual([...X]);
    });

    test('an output is the next run’s input, without a copy through the program', async () => {
      const a = new Graph().input('a', float32(2, 2));
      const square = await runtime.load(encodeOnnx(new Map([['square', gemm(a, a)]])), optionsFor(['square']));
      const start = runtime.tensor(float32(2, 2), Float32Array.of(1, 1, 0, 2));
      const [second, fourth] = [runtime.tensor(float32(2, 2)), runtime.tensor(float32(2, 2))];
      await square.run(new Map([['a', start]]), new Map([['square', second]]));
      await square.run(new Map([['a', second]]), new Map([['square', fourth]]));
      expect(await numbers(fourth)).toEqual([1, 15, 0, 16]);
      await square.dispose();
    });

    test('what it wrote outlives it, and so does a tensor that is disposed of before or after', async () => {
      const short = await runtime.load(product(), options);
      const [kept, before, after] = [0, 1, 2].map(() => runtime.tensor(float32(2, 2)));
      for (const tensor of [before!, after!, kept!]) await short.run(inputs, new Map([...outputs, ['y', tensor]]));
      before!.dispose();
      before!.dispose();
      await short.dispose();
      after!.dispose();
      await executable.run(inputs, outputs);
      expect(await numbers(kept!)).toEqual(XW);
      expect(await numbers(y)).toEqual(XW);
    });

    test('ignores inputs that it does not take', async () => {
      await executable.run(new Map([...inputs, ['other', x]]), outputs);
      expect(await numbers(y)).toEqual(XW);
    });

    test('refuses an output tensor of another shape', async () => {
      const wide = new Map([...outputs, ['y', runtime.tensor(float32(2, 3))]]);
      await expect(executable.run(inputs, wide)).rejects.toThrow(Error);
    });

    test('names an input that is missing', async () => {
      const missing = new RangeError("run() inputs: 'w' is missing");
      await expect(executable.run(new Map([['x', x]]), outputs)).rejects.toThrow(missing);
    });

    test('refuses an input of another shape, and runs on after', async () => {
      const narrow = new Map([...inputs, ['x', runtime.tensor(float32(2, 2))]]);
      await expect(executable.run(narrow, outputs)).rejects.toThrow(Error);
      expect(await numbers(y)).toEqual([0, 0, 0, 0]);
      await executable.run(inputs, outputs);
      expect(await numbers(y)).toEqual(XW);
    });
  });

  test('an output that nobody asks for is not needed', async () => {
    const runtime = makeRuntime();
    const executable = await runtime.load(product());
    const y = runtime.tensor(float32(2, 2));
    const inputs = new Map([
      ['x', runtime.tensor(float32(2, 3), X)],
      ['w', runtime.tensor(float32(3, 2), W)],
    ]);
    await executable.run(inputs, new Map([['y', y]]));
    expect(await numbers(y)).toEqual(XW);
    await executable.dispose();
  });

  describe('load refuses', () => {
    const runtime = makeRuntime();
    test.each<[string, Uint8Array]>([
      ['nothing', new Uint8Array()],
      ['text', new TextEncoder().encode('not a model')],
      ['half a model', product().subarray(0, 60)],
      ['a model with an operator nobody knows', single('NobodyKnowsThis', float32(1))],
      ['a model whose types do not fit', single('Sqrt', { dtype: 'uint8', shape: [1] })],
    ])('%s', async (_, bytes) => {
      await expect(runtime.load(bytes)).rejects.toThrow(Error);
    });
  });

  test('after dispose nothing runs', async () => {
    const runtime = makeRuntime();
    const executable = await runtime.load(product());
    await executable.dispose();
    const inputs = new Map([
      ['x', runtime.tensor(float32(2, 3), X)],
      ['w', runtime.tensor(float32(3, 2), W)],
    ]);
    await expect(executable.run(inputs, new Map([['y', runtime.tensor(float32(2, 2))]]))).rejects.toThrow(Error);
  });

  describe('trains', () => {
    checkTraining(makeRuntime, trainings);

    test('pixels, twice from one seed, to the same bits', async () => {
      const runtime = makeRuntime();
      const pixels = Uint8Array.from(formula(4 * 6 * 6 * 2, 3), (value) => (value + 1) * 127);
      const targets = { targets: classTargets([0, 1, 1, 0], { classes: 2 }) };
      const train = async () => {
        const trainer = new Trainer({
          runtime,
          network: (scope, x) => residual(2)(scope, normalizeImage(x, { mean: [0.5, 0.4], deviation: [0.2, 0.3] })),
          item: { dtype: 'uint8', shape: [6, 6, 2] },
          loss: classLoss,
          optimizer: sgd({ momentum: 0.9 }),
          seed: 5,
        });
        const losses: number[] = [];
        for (let step = 0; step < 8; step++) losses.push((await trainer.step({ x: pixels, targets }, 0.05)).loss);
        const { tensors } = await trainer.state();
        await trainer.dispose();
        return { losses, tensors };
      };
      const [first, second] = [await train(), await train()];
      expect(second).toEqual(first);
      expect(first.losses.at(-1)).toBeLessThan(first.losses[0]! / 2);
    });
  });
}
