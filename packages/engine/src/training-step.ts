import { gradients } from './autodiff.ts';
import { Graph, type Tensor } from './graph.ts';
import type { Loss } from './loss.ts';
import { type Bind, type Network, type Noise, Scope, type Variable } from './nn/scope.ts';
import { encodeOnnx } from './onnx/encode.ts';
import type { NodeOrigin } from './operator.ts';
import { concat, split } from './ops/concat.ts';
import type { ConvForms } from './ops/conv-channels-last.ts';
import { reshape } from './ops/reshape.ts';
import { transpose } from './ops/transpose.ts';
import { clipByNorm } from './optim/clip.ts';
import type { Optimizer } from './optim/optimizer.ts';
import { type Block, rateFactorsOf } from './state/layout.ts';
import { float32, sameShape, type TensorType } from './tensor-type.ts';

/** What a training step is compiled from. */
export interface StepPlan {
  readonly network: Network;
  /** Type of one batch of inputs; dimension 0 counts the items. */
  readonly input: TensorType;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Largest Euclidean norm of all gradients together. Default: not bounded. */
  readonly clipNorm?: number;
  /** See `tuneConvolutions`. */
  readonly convForms?: ConvForms;
  readonly blocks: readonly Block[];
}

export interface StepModel {
  /** The ONNX model: forward, loss, backward and update in one graph. */
  readonly model: Uint8Array;
  readonly targetTypes: Readonly<Record<string, TensorType>>;
  readonly noises: readonly Noise[];
  readonly logits: TensorType;
}

/** Names of a block's value and slots as inputs of a step; outputs are prefixed `next.`. */
export const slotName = (block: Block, slot?: string): string => (slot ? `${block.name}#${slot}` : block.name);
export const nextName = (name: string): string => `next.${name}`;
/** Of one of the optimiser's scalars, as it is fed for the blocks of a rate factor. */
export const scalarName = (name: string, rateFactor: number): string =>
  rateFactor === 1 ? name : `${name}@${rateFactor}`;

/** The variables a network asks for, in its order, found by building it once. */
export function variablesOf(network: Network, input: TensorType): readonly Variable[] {
  return buildOnce(network, input, true).variables;
}

/** The type of what a finished network makes of an input. */
export function outputType(network: Network, input: TensorType): TensorType {
  return buildOnce(network, input, false).output.type;
}

function buildOnce(network: Network, input: TensorType, training: boolean) {
  const graph = new Graph();
  const bind: Bind = (name, { shape, order }) => graph.input(name, float32(...order.map((axis) => shape[axis]!)));
  const scope = new Scope(graph, { training, bind });
  const output = network(scope, graph.input('x', input));
  return { output, variables: scope.variables };
}

/** The state in blocks, taken apart for the network and put together again for the update. */
const UPDATE: NodeOrigin = { pass: 'update', layer: '' };

/**
 * Compiles one training step: inputs `x`, the loss's targets, the state's blocks and slots, the optimiser's scalars and
 * noise; outputs `loss` `[]`, `logits` and the next value of each block and slot.
 */
export function trainingStep(plan: StepPlan): StepModel {
  const { blocks, loss } = plan;
  const graph = new Graph();
  const state = new BlockInputs(graph, blocks);
  const scope = new Scope(graph, {
    training: true,
    bind: (name, { order }) => state.member(name, order),
    convForms: plan.convForms,
  });
  const logits = plan.network(scope, graph.input('x', plan.input));
  const targetTypes = loss.targetTypes(logits.shape);
  const targets = Object.fromEntries(
    Object.entries(targetTypes).map(([name, type]) => [name, graph.input(name, type)]),
  );
  const lossValue = graph.within({ pass: 'forward', layer: 'loss' }, () => loss.build(logits, targets));
  const next = graph.within(UPDATE, () => nextState(plan, { graph, state, scope, loss: lossValue }));
  const outputs = new Map<string, Tensor>([['loss', lossValue], ['logits', logits], ...next]);
  return { model: encodeOnnx(outputs), targetTypes, noises: scope.noises, logits: logits.type };
}

interface BuiltStep {
  readonly graph: Graph;
  readonly state: BlockInputs;
  readonly scope: Scope;
  readonly loss: Tensor;
}

/** The next value of each block and slot, by its name as an output. */
function nextState({ optimizer, blocks, clipNorm }: StepPlan, built: BuiltStep): ReadonlyMap<string, Tensor> {
  const { graph, state, scope, loss } = built;
  const outputs = new Map<string, Tensor>();
  const scalarsOf = scalarInputs(graph, optimizer, blocks);
  const parameterBlocks = blocks.filter(({ kind }) => kind === 'parameter');
  for (const [block, gradient] of blockGradients(loss, { blocks: parameterBlocks, state, clipNorm })) {
    const slots = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, graph.input(slotName(block, slot), float32(block.size))]),
    );
    const parameter = state.block(block);
    const scalars = scalarsOf.get(block.rateFactor)!;
    const updated = optimizer.update({ parameter, gradient, slots, scalars, number: (value) => graph.scalar(value) });
    outputs.set(nextName(slotName(block)), updated.parameter);
    for (const slot of optimizer.slots) outputs.set(nextName(slotName(block, slot)), updated.slots[slot]!);
  }
  for (const block of blocks.filter(({ kind }) => kind === 'buffer')) {
    outputs.set(nextName(slotName(block)), nextBuffers(block, scope, state));
  }
  return outputs;
}

/** The optimiser's scalars as inputs, for each rate factor there is. */
function scalarInputs(
  graph: Graph,
  { scalars }: Optimizer,
  blocks: readonly Block[],
): ReadonlyMap<number, Readonly<Record<string, Tensor>>> {
  const inputsFor = (factor: number) =>
    Object.fromEntries(scalars.map((name) => [name, graph.input(scalarName(name, factor), float32())]));
  return new Map(rateFactorsOf(blocks).map((factor) => [factor, inputsFor(factor)]));
}

/** Compiles the forward pass with the state as inputs: input `x`, output `logits`. */
export function forwardPass(plan: Pick<StepPlan, 'network' | 'input' | 'blocks'>): {
  readonly model: Uint8Array;
  readonly logits: TensorType;
} {
  const graph = new Graph();
  const state = new BlockInputs(graph, plan.blocks);
  const scope = new Scope(graph, { training: false, bind: (name, { order }) => state.member(name, order) });
  const logits = plan.network(scope, graph.input('x', plan.input));
  return { model: encodeOnnx(new Map([['logits', logits]])), logits: logits.type };
}

/** The state's blocks as graph inputs, and each variable as its part of one. */
class BlockInputs {
  readonly #blocks = new Map<string, Tensor>();
  readonly #members = new Map<string, { readonly tensor: Tensor; readonly order: readonly number[] }>();

  constructor(graph: Graph, blocks: readonly Block[]) {
    graph.within(UPDATE, () => this.#takeApart(graph, blocks));
  }

  #takeApart(graph: Graph, blocks: readonly Block[]): void {
    for (const block of blocks) {
      const whole = graph.input(slotName(block), float32(block.size));
      this.#blocks.set(block.name, whole);
      const sizes = block.members.map(({ size }) => size);
      const parts = block.members.length > 1 ? split(whole, sizes) : [whole];
      block.members.forEach(({ name, shape, order }, index) => {
        const kept = order.map((axis) => shape[axis]!);
        this.#members.set(name, { tensor: reshape(parts[index]!, kept), order });
      });
    }
  }

  block(block: Block): Tensor {
    return this.#blocks.get(block.name)!;
  }

  /** A variable as it is kept. */
  kept(name: string): Tensor {
    return this.#member(name).tensor;
  }

  /** A variable in the order of axes that is asked for. */
  member(name: string, asked: readonly number[]): Tensor {
    const { tensor, order } = this.#member(name);
    return sameShape(asked, order)
      ? tensor
      : transpose(
          tensor,
          asked.map((axis) => order.indexOf(axis)),
        );
  }

  #member(name: string) {
    const member = this.#members.get(name);
    if (!member) throw new RangeError(`parameter() name: '${name}' has no place in the state's layout`);
    return member;
  }
}

function blockGradients(
  loss: Tensor,
  options: { blocks: readonly Block[]; state: BlockInputs; clipNorm: number | undefined },
): readonly (readonly [Block, Tensor])[] {
  const { blocks, state, clipNorm } = options;
  const members = blocks.flatMap((block) => block.members);
  const byMember = gradients(
    loss,
    members.map(({ name }) => state.kept(name)),
  );
  const flat = new Map(members.map((member, index) => [member.name, reshape(byMember[index]!, [member.size])]));
  const byBlock = blocks.map((block) => {
    const [first, ...rest] = block.members.map(({ name }) => flat.get(name)!);
    return rest.length > 0 ? concat([first!, ...rest]) : first!;
  });
  const [first, ...rest] = byBlock;
  const bounded = clipNorm === undefined || !first ? byBlock : clipByNorm([first, ...rest], clipNorm);
  return blocks.map((block, index) => [block, bounded[index]!]);
}

function nextBuffers(block: Block, scope: Scope, state: BlockInputs): Tensor {
  const parts = block.members.map(({ name }) => {
    const variable = scope.variables.find((candidate) => candidate.name === name)!;
    return scope.updates.get(variable) ?? state.kept(name);
  });
  const [first, ...rest] = parts.map((part, index) => reshape(part, [block.members[index]!.size]));
  return rest.length > 0 ? concat([first!, ...rest]) : first!;
}
