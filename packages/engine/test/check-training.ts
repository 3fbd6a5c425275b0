import { expect, test } from 'vitest';
import {
  adamW,
  binaryLoss,
  binaryTargets,
  classLoss,
  classTargets,
  type Optimizer,
  type Runtime,
  sgd,
  Trainer,
  type TrainerState,
} from '../src/index.ts';
import { expectClose } from './close.ts';
import { type InputFormula, inputValues } from './formula.ts';
// Imported, not read: these tests also run in a browser.
import networks from './golden/networks.json' with { type: 'json' };
import { ITEM, plain, residual } from './networks.ts';

interface Golden {
  readonly rates: readonly number[];
  readonly batches: readonly InputFormula[];
  readonly classWeights: readonly number[];
  readonly labelSmoothing: number;
  readonly positiveWeight: number;
  readonly cases: readonly StoredTraining[];
}
interface StoredTraining {
  readonly network: 'residual' | 'plain';
  readonly optimizer: 'sgd' | 'adamW';
  readonly loss: 'class' | 'binary';
  readonly frozen: boolean;
  readonly clipNorm: number | null;
  readonly start: Readonly<Record<string, InputFormula>>;
  readonly steps: readonly { readonly labels: number[]; readonly loss: number; readonly logits: number[] }[];
  readonly state: Readonly<Record<string, readonly number[]>>;
  readonly evaluation: readonly number[];
}

/** Float32 over three steps against float64. */
const TOLERANCE = { relative: 1e-5, absolute: 1e-5 };

/** Declares a test for each stored training: three steps of a small network, the last with fewer items, as PyTorch. */
export function checkTraining(makeRuntime: () => Runtime, wanted: RegExp): void {
  const golden = networks as unknown as Golden;
  const cases = golden.cases.map((stored) => [nameOf(stored), stored] as const).filter(([name]) => wanted.test(name));
  test.each(cases)('%s, as PyTorch', async (_, stored) => {
    const trainer = trainerFor(makeRuntime(), stored);
    trainer.restore(startOf(stored, trainer, await trainer.state()));
    for (const [index, { labels, loss, logits }] of stored.steps.entries()) {
      const x = floats(golden.batches[index]!);
      const result = await trainer.step({ x, targets: targetsFor(stored, labels, golden) }, golden.rates[index]!);
      expectClose(`loss of step ${index + 1}`, [result.loss], { expected: [loss], tolerance: TOLERANCE });
      expectClose(`logits of step ${index + 1}`, result.logits, { expected: logits, tolerance: TOLERANCE });
    }
    const { step, tensors } = await trainer.state();
    expect(step).toBe(3);
    for (const [name, expected] of Object.entries(stored.state)) {
      expectClose(name, tensors.get(name)!.data, { expected, tolerance: TOLERANCE });
    }
    const evaluation = await trainer.logits(floats(golden.batches[0]!));
    expectClose('logits after', evaluation, { expected: stored.evaluation, tolerance: TOLERANCE });
    await trainer.dispose();
  });
}

function nameOf({ network, optimizer, loss, frozen, clipNorm }: StoredTraining): string {
  const extra = [frozen && 'frozen statistics', clipNorm !== null && `clipped to ${clipNorm}`].filter(Boolean);
  return [`${network} network`, optimizer, `${loss} loss`, ...extra].join(', ');
}

function trainerFor(runtime: Runtime, stored: StoredTraining): Trainer {
  const outputs = stored.loss === 'class' ? 3 : 1;
  const optimizers: Record<StoredTraining['optimizer'], Optimizer> = {
    sgd: sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
    adamW: adamW({ weightDecay: 0.1 }),
  };
  return new Trainer({
    runtime,
    network: stored.network === 'residual' ? residual(outputs, stored.frozen) : plain(outputs),
    item: ITEM,
    loss: stored.loss === 'class' ? classLoss : binaryLoss,
    optimizer: optimizers[stored.optimizer],
    ...(stored.clipNorm !== null && { clipNorm: stored.clipNorm }),
    seed: 1,
  });
}

/** The stored weights in the place of the drawn ones; what the optimiser keeps stays zero. */
function startOf({ start }: StoredTraining, trainer: Trainer, drawn: TrainerState): TrainerState {
  const names = [...drawn.tensors.keys()].filter((name) => !name.includes('#'));
  expect(names.toSorted()).toEqual(Object.keys(start).toSorted());
  const stored = Object.entries(start).map(
    ([name, input]) => [name, { shape: input.shape, data: floats(input) }] as const,
  );
  return { step: trainer.steps, tensors: new Map([...drawn.tensors, ...stored]) };
}

function targetsFor({ loss }: StoredTraining, labels: readonly number[], golden: Golden): Record<string, Float32Array> {
  if (loss === 'binary') {
    const { positive, negative } = binaryTargets(
      labels.map((label) => Number(label > 0)),
      golden.positiveWeight,
    );
    return { positive, negative };
  }
  const { classWeights, labelSmoothing } = golden;
  return { targets: classTargets(labels, { classes: 3, classWeights, labelSmoothing }) };
}

function floats(input: InputFormula): Float32Array {
  return Float32Array.from(inputValues(input));
}
