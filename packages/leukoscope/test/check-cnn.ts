import { classLoss, classTargets, type Runtime, sgd, Trainer, type TrainerState } from '@leukoscope/engine';
import { describe, expect, test } from 'vitest';
import { cnn } from '../src/models/cnn.ts';
// Imported, not read: this also runs in a browser.
import stored from '../src/models/golden/cnn.json' with { type: 'json' };

interface StoredGradient {
  /** `sample` holds every so manieth element. */
  readonly every: number;
  readonly sample: readonly number[];
  readonly largest: number;
  readonly norm: number;
  /** Sum of all elements, each times an element of `formula(count, 1001)`; and the norm of these products. */
  readonly weighted: number;
  readonly weightedSize: number;
}
interface Golden {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly momentum: number;
  readonly workloads: readonly {
    readonly name: string;
    readonly sizePx: number;
    readonly batch: number;
    readonly rate: number;
    readonly steps: readonly { readonly loss: number; readonly gradients: Readonly<Record<string, StoredGradient>> }[];
  }[];
}
/** Made by models/golden/cnn.py. */
const golden = stored as unknown as Golden;

/** What is asked for: losses and gradients within 1e-4 of PyTorch's. Measured: 1e-5 at most (PyTorch's own float32: 4e-5). */
const LIMIT = 1e-4;
/** A single element may also be off by the rounding of the float32 sum that it is, as a share of the largest element. */
const ROUNDING = 2e-6;

/** Whole numbers below 65537 that look random; k is reduced first so that its square stays exact. */
function raw(k: number, salt: number): number {
  const rest = k % 65537;
  return (31 * rest * rest + 48271 * rest + 7919 * salt) % 65537;
}
const formula = (k: number, salt: number): number => raw(k, salt) / 32768 - 1;

/**
 * Declares a test for each stored workload (or those named): three steps of the paper's CNN with momentum, losses and
 * gradients as PyTorch's.
 */
export function checkCnn(makeRuntime: () => Runtime, names = golden.workloads.map(({ name }) => name)): void {
  const workloads = golden.workloads.filter(({ name }) => names.includes(name));
  describe('three steps of the paper’s CNN with momentum, losses and gradients as PyTorch', () => {
    test.each(workloads.map((workload) => [workload.name, workload] as const))('%s', async (_, workload) => {
      const { sizePx, steps, rate } = workload;
      const trainer = cnnTrainer(makeRuntime(), sizePx);
      trainer.restore(withFormulaWeights(await trainer.state()));
      let before: ReadonlyMap<string, Float32Array> = new Map();
      for (const [index, { loss, gradients }] of steps.entries()) {
        const result = await trainer.step(batch(index, workload.batch, sizePx), rate);
        expect(Math.abs(result.loss / loss - 1), `loss of step ${index + 1}`).toBeLessThan(LIMIT);
        const velocities = velocitiesOf(await trainer.state());
        expect([...velocities.keys()].sort()).toEqual(Object.keys(gradients).sort());
        for (const [name, stored] of Object.entries(gradients)) {
          const earlier = before.get(name);
          // velocity = momentum · velocity before + gradient
          const gradient = velocities.get(name)!.map((value, i) => value - golden.momentum * (earlier?.[i] ?? 0));
          expectGradient(`${name}, step ${index + 1}`, gradient, stored);
        }
        before = velocities;
      }
      await trainer.dispose();
    });
  });
}

export function cnnTrainer(runtime: Runtime, sizePx: number): Trainer {
  const { mean, deviation, momentum } = golden;
  return new Trainer({
    runtime,
    network: cnn({ classes: 2, mean, deviation }),
    item: { dtype: 'uint8', shape: [sizePx, sizePx, 3] },
    loss: classLoss,
    optimizer: sgd({ momentum }),
    seed: 1,
  });
}

function expectGradient(what: string, gradient: Float32Array, stored: StoredGradient): void {
  let squares = 0;
  let weighted = 0;
  gradient.forEach((value, k) => {
    squares += value * value;
    weighted += value * formula(k, 1001);
  });
  expect(Math.abs(Math.sqrt(squares) / stored.norm - 1), `norm of ${what}`).toBeLessThan(LIMIT);
  expect(Math.abs(weighted - stored.weighted) / stored.weightedSize, `weighted sum of ${what}`).toBeLessThan(LIMIT);
  const off = stored.sample.map((expected, i) => {
    const allowed = LIMIT * Math.abs(expected) + ROUNDING * stored.largest;
    return Math.abs(gradient[i * stored.every]! - expected) / allowed;
  });
  expect(Math.max(...off), `elements of ${what}, in allowed differences`).toBeLessThan(1);
}

function withFormulaWeights({ tensors }: TrainerState): TrainerState {
  const names = Object.keys(golden.workloads[0]!.steps[0]!.gradients); // in PyTorch's order
  const filled = names.map((name, salt) => {
    const { shape, data } = tensors.get(name)!;
    const { shape: weightShape } = tensors.get(name.replace(/bias$/, 'weight'))!;
    const fanIn = weightShape.slice(1).reduce((product, size) => product * size, 1);
    const bound = 2 ** Math.floor(Math.log2(2 / Math.sqrt(fanIn)));
    return [name, { shape, data: data.map((_, k) => formula(k, salt) * bound) }] as const;
  });
  return { step: 0, tensors: new Map([...tensors, ...filled]) };
}

function batch(step: number, count: number, sizePx: number) {
  const x = new Uint8Array(count * sizePx * sizePx * 3);
  let k = 0;
  for (let item = 0; item < count; item++) {
    for (let row = 0; row < sizePx; row++) {
      for (let column = 0; column < sizePx; column++) {
        const tooth = (3 + (item % 4)) * row + (5 + 2 * (item % 3)) * column + 11 * item + 37 * step;
        for (let channel = 0; channel < 3; channel++) x[k++] = ((tooth % 256) * (1 + 2 * channel)) % 256;
      }
    }
  }
  const labels = Array.from({ length: count }, (_, item) => (item + step) % 2);
  return { x, targets: { targets: classTargets(labels, { classes: 2 }) } };
}

function velocitiesOf({ tensors }: TrainerState): Map<string, Float32Array> {
  const slots = [...tensors].filter(([name]) => name.endsWith('#velocity'));
  return new Map(slots.map(([name, { data }]) => [name.replace('#velocity', ''), data]));
}
