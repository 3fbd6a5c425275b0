import type { Loss } from './loss.ts';
import type { Network, Noise } from './nn/scope.ts';
import type { ConvForms } from './ops/conv-channels-last.ts';
import type { Optimizer } from './optim/optimizer.ts';
import { randomStream } from './random.ts';
import type { DeviceTensor, Executable, Runtime } from './runtime/runtime.ts';
import { type Block, fromBlockOrder, planLayout, rateFactorsOf, toBlockOrder } from './state/layout.ts';
import { allocate, describeType, elementCount, float32, type TensorData, type TensorType } from './tensor-type.ts';
import {
  forwardPass,
  nextName,
  type StepModel,
  scalarName,
  slotName,
  trainingStep,
  variablesOf,
} from './training-step.ts';

export interface TrainerOptions {
  readonly runtime: Runtime;
  readonly network: Network;
  /** Type of one item, without the batch dimension. */
  readonly item: TensorType;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Largest Euclidean norm of all gradients together. Default: not bounded. */
  readonly clipNorm?: number;
  /** Of the start of the parameters and of dropout. */
  readonly seed: number | string;
  /** Parameters and buffers that start with given values instead, by name; others in it are left alone. */
  readonly start?: TrainerState['tensors'];
  /** What the learning rate is multiplied by for a parameter, by its name; positive. Default: 1 for all. */
  readonly rateFactor?: (name: string) => number;
  /** Forms of convolutions that were timed, see `tuneConvolutions`. Default: by a cost model. */
  readonly convForms?: ConvForms;
}

export interface Batch {
  /** Items end to end, of the trainer's item type. */
  readonly x: TensorData;
  /** By the names the loss asks for. */
  readonly targets: Readonly<Record<string, Float32Array>>;
}

export interface StepResult {
  readonly loss: number;
  /** Row-major `[N, classes]`; overwritten by the next step of the same batch size. */
  readonly logits: Float32Array;
}

/** Everything that training changes: copy it out, and a trainer that gets it back goes on to the bit. */
export interface TrainerState {
  /** Steps done. */
  readonly step: number;
  /** Parameters and buffers by name; what the optimiser keeps as `<name>#<slot>`. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

export interface StoredTensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

interface CompiledStep {
  readonly executable: Executable;
  readonly step: StepModel;
  readonly x: DeviceTensor;
  readonly targets: ReadonlyMap<string, DeviceTensor>;
  readonly noises: readonly { readonly noise: Noise; readonly tensor: DeviceTensor }[];
  readonly logits: DeviceTensor;
}

/**
 * A block's value or slot, twice: a step reads one and writes the other, then they change places. On the processor a slot
 * is there once: its next value needs its current one, and nothing else does.
 */
interface StatePair {
  readonly name: string;
  readonly block: Block;
  readonly slot: string | undefined;
  current: DeviceTensor;
  next: DeviceTensor;
}

/**
 * Trains a network: holds its state on the runtime and runs compiled steps on it. One graph is compiled for each batch
 * size met, all on the same state.
 */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #blocks: readonly Block[];
  readonly #state: readonly StatePair[];
  readonly #scalars: readonly { readonly factor: number; readonly tensors: ReadonlyMap<string, DeviceTensor> }[];
  readonly #loss: DeviceTensor;
  readonly #steps = new Map<number, CompiledStep>();
  readonly #forwards = new Map<number, { executable: Executable; x: DeviceTensor; logits: DeviceTensor }>();
  /** Whose next value holds the averages after the last step. */
  readonly #averaged = new Set<StatePair>();
  #step = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: TrainerOptions) {
    this.#options = options;
    const { runtime, network, optimizer, seed, start } = options;
    const variables = variablesOf(network, this.#batchType(1));
    this.#blocks = planLayout(variables, options.rateFactor);
    this.#state = this.#blocks.flatMap((block) =>
      [undefined, ...(block.kind === 'parameter' ? optimizer.slots : [])].map((slot) => {
        const current = runtime.tensor(float32(block.size));
        const inPlace = slot !== undefined && runtime.device === 'cpu';
        const next = inPlace ? current : runtime.tensor(float32(block.size));
        return { name: slotName(block, slot), block, slot, current, next };
      }),
    );
    this.#scalars = rateFactorsOf(this.#blocks).map((factor) => ({
      factor,
      tensors: new Map(optimizer.scalars.map((name) => [name, runtime.tensor(float32())])),
    }));
    this.#loss = runtime.tensor(float32());
    const starts = variables.map(({ name, shape, init }) => {
      const given = start?.get(name);
      if (given) checkShape(`start: '${name}'`, given, shape);
      return [name, given?.data ?? init(shape, seed, name)] as const;
    });
    this.#writeMembers(new Map(starts), undefined);
  }

  /** Steps done so far. */
  get steps(): number {
    return this.#step;
  }

  /**
   * One step on one batch. Calls that overlap are done one after the other.
   * @throws RangeError if the learning rate is no number, if `x` is no whole number of items or a target is missing or of another size.
   */
  step(batch: Batch, learningRate: number): Promise<StepResult> {
    return this.#inTurn(() => this.#run(batch, learningRate));
  }

  async #run(batch: Batch, learningRate: number): Promise<StepResult> {
    if (!(learningRate >= 0 && Number.isFinite(learningRate))) {
      throw new RangeError(`step() learningRate=${learningRate}: expected a finite number, 0 or more`);
    }
    const compiled = await this.#compiled(this.#itemCount(batch.x));
    compiled.x.write(batch.x);
    for (const [name, tensor] of compiled.targets) {
      const data = batch.targets[name];
      if (!data) throw new RangeError(`step() targets: '${name}' is missing`);
      tensor.write(data);
    }
    const { optimizer, seed } = this.#options;
    for (const { noise, tensor } of compiled.noises) tensor.write(dropMask(noise, seed, this.#step));
    const inputs = new Map<string, DeviceTensor>([['x', compiled.x], ...compiled.targets]);
    for (const { factor, tensors } of this.#scalars) {
      const values = optimizer.scalarsAt(this.#step + 1, learningRate * factor);
      for (const [name, tensor] of tensors) {
        tensor.write(Float32Array.of(values[name]!));
        inputs.set(scalarName(name, factor), tensor);
      }
    }
    const outputs = new Map<string, DeviceTensor>([
      ['loss', this.#loss],
      ['logits', compiled.logits],
    ]);
    for (const { noise, tensor } of compiled.noises) inputs.set(noise.tensor.name, tensor);
    for (const pair of this.#state) {
      inputs.set(pair.name, pair.current);
      outputs.set(nextName(pair.name), pair.next);
    }
    this.#averaged.clear();
    await compiled.executable.run(inputs, outputs);
    for (const pair of this.#state) [pair.current, pair.next] = [pair.next, pair.current];
    this.#step++;
    const [loss] = (await this.#loss.read()) as Float32Array;
    return { loss: loss!, logits: (await compiled.logits.read()) as Float32Array };
  }

  /**
   * Logits of items in inference mode, by the parameters that a finished network would have now, row-major
   * `[N, classes]`; overwritten by the next call with as many items.
   */
  logits(x: TensorData): Promise<Float32Array> {
    return this.#inTurn(() => this.#infer(x));
  }

  async #infer(x: TensorData): Promise<Float32Array> {
    const items = this.#itemCount(x);
    const forward = this.#forwards.get(items) ?? (await this.#compileForward(items));
    forward.x.write(x);
    const inputs = new Map([['x', forward.x]]);
    for (const pair of this.#state.filter(({ slot }) => slot === undefined)) {
      inputs.set(pair.name, await this.#finished(pair));
    }
    await forward.executable.run(inputs, new Map([['logits', forward.logits]]));
    return (await forward.logits.read()) as Float32Array;
  }

  /**
   * A block's value as a finished network has it. What the optimiser averages is worked out once after a step, where the
   * next step will write.
   */
  async #finished(pair: StatePair): Promise<DeviceTensor> {
    const { finished } = this.#options.optimizer;
    const { block, current, next } = pair;
    if (finished === undefined || block.kind !== 'parameter' || this.#step === 0) return current;
    if (!this.#averaged.has(pair)) {
      const average = this.#state.find((other) => other.block === block && other.slot === finished.slot)!;
      const factor = finished.factorAt(this.#step);
      next.write(((await average.current.read()) as Float32Array).map((value) => value * factor));
      this.#averaged.add(pair);
    }
    return next;
  }

  /** A copy of the parameters and buffers that a finished network would have now. */
  finished(): Promise<Pick<TrainerState, 'tensors'>> {
    return this.#inTurn(async () => {
      const tensors = new Map<string, StoredTensor>();
      for (const pair of this.#state.filter(({ slot }) => slot === undefined)) {
        await this.#copyMembers(pair, await this.#finished(pair), tensors);
      }
      return { tensors };
    });
  }

  /** A copy of everything that training changes. */
  state(): Promise<TrainerState> {
    return this.#inTurn(() => this.#copy());
  }

  async #copy(): Promise<TrainerState> {
    const tensors = new Map<string, StoredTensor>();
    for (const pair of this.#state) await this.#copyMembers(pair, pair.current, tensors);
    return { step: this.#step, tensors };
  }

  async #copyMembers({ block, slot }: StatePair, from: DeviceTensor, to: Map<string, StoredTensor>): Promise<void> {
    const data = (await from.read()) as Float32Array;
    for (const member of block.members) {
      const { name, shape, offset, size } = member;
      const own = fromBlockOrder(data.subarray(offset, offset + size), member);
      to.set(slot ? `${name}#${slot}` : name, { shape, data: own });
    }
  }

  /** @throws RangeError naming a tensor that is missing or has another shape; the trainer is then as it was. */
  restore(state: TrainerState): void {
    const restored: (readonly [string | undefined, ReadonlyMap<string, Float32Array>])[] = [];
    for (const slot of [undefined, ...this.#options.optimizer.slots]) {
      const values = new Map<string, Float32Array>();
      for (const { name, shape } of this.#members(slot)) {
        const key = slot ? `${name}#${slot}` : name;
        const found = state.tensors.get(key);
        if (!found) throw new RangeError(`restore() state: '${key}' is missing`);
        checkShape(`restore() state: '${key}'`, found, shape);
        values.set(name, found.data);
      }
      restored.push([slot, values]);
    }
    this.#averaged.clear();
    for (const [slot, values] of restored) this.#writeMembers(values, slot);
    this.#step = state.step;
  }

  /** Frees sessions and tensors, after what is still running. */
  dispose(): Promise<void> {
    return this.#inTurn(async () => {
      const compiled = [...this.#steps.values(), ...this.#forwards.values()];
      const tensors = [
        ...compiled.flatMap(({ x, logits }) => [x, logits]),
        ...[...this.#steps.values()].flatMap(({ targets, noises }) => [
          ...targets.values(),
          ...noises.map(({ tensor }) => tensor),
        ]),
        ...new Set(this.#state.flatMap(({ current, next }) => [current, next])),
        ...this.#scalars.flatMap(({ tensors }) => [...tensors.values()]),
        this.#loss,
      ];
      for (const tensor of tensors) tensor.dispose();
      for (const { executable } of compiled) await executable.dispose();
    });
  }

  /** A step reads what the one before wrote, so no two may run at once. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  #members(slot: string | undefined) {
    return this.#state.filter((pair) => pair.slot === slot).flatMap(({ block }) => block.members);
  }

  #writeMembers(values: ReadonlyMap<string, Float32Array>, slot: string | undefined): void {
    for (const pair of this.#state.filter((candidate) => candidate.slot === slot)) {
      const data = new Float32Array(pair.block.size);
      for (const member of pair.block.members) data.set(toBlockOrder(values.get(member.name)!, member), member.offset);
      pair.current.write(data);
    }
  }

  #batchType(items: number): TensorType {
    const { dtype, shape } = this.#options.item;
    return { dtype, shape: [items, ...shape] };
  }

  #itemCount(x: TensorData): number {
    const items = x.length / elementCount(this.#options.item.shape);
    if (Number.isInteger(items) && items > 0) return items;
    throw new RangeError(`x: got ${x.length} elements, expected whole items of ${describeType(this.#options.item)}`);
  }

  async #compiled(items: number): Promise<CompiledStep> {
    const known = this.#steps.get(items);
    if (known) return known;
    const { runtime, network, loss, optimizer, clipNorm, convForms } = this.#options;
    const input = this.#batchType(items);
    const step = trainingStep({
      network,
      input,
      loss,
      optimizer,
      blocks: this.#blocks,
      ...(clipNorm !== undefined && { clipNorm }),
      ...(convForms && { convForms }),
    });
    const compiled = {
      executable: await runtime.load(step.model, {
        allOutputsGiven: true,
        keptOutputs: this.#state.map(({ name }) => nextName(name)),
      }),
      step,
      x: runtime.tensor(input),
      targets: new Map(Object.entries(step.targetTypes).map(([name, type]) => [name, runtime.tensor(type)])),
      noises: step.noises.map((noise) => ({ noise, tensor: runtime.tensor(noise.tensor.type) })),
      logits: runtime.tensor(step.logits),
    };
    this.#steps.set(items, compiled);
    return compiled;
  }

  async #compileForward(items: number) {
    const { runtime, network } = this.#options;
    const input = this.#batchType(items);
    const { model, logits } = forwardPass({ network, input, blocks: this.#blocks });
    const forward = {
      executable: await runtime.load(model, { allOutputsGiven: true }),
      x: runtime.tensor(input),
      logits: runtime.tensor(logits),
    };
    this.#forwards.set(items, forward);
    return forward;
  }
}

function checkShape(what: string, { shape, data }: StoredTensor, expected: readonly number[]): void {
  if (shape.join() !== expected.join()) throw new RangeError(`${what} has shape [${shape}], expected [${expected}]`);
  if (data.length !== elementCount(expected)) {
    throw new RangeError(`${what} has ${data.length} elements, expected [${expected}]`);
  }
}

function dropMask({ tensor, dropRate }: Noise, seed: number | string, step: number): Float32Array {
  const random = randomStream(seed, 'dropout', tensor.name, step);
  const mask = allocate(tensor.type) as Float32Array;
  const kept = 1 / (1 - dropRate);
  for (let i = 0; i < mask.length; i++) mask[i] = random() < dropRate ? 0 : kept;
  return mask;
}
