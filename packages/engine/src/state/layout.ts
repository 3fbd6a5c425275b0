import type { Variable } from '../nn/scope.ts';
import { inverseOrder } from '../ops/transpose.ts';
import { elementCount } from '../tensor-type.ts';

/**
 * A stretch of memory that holds variables end to end. Small parameters share one, so that a step updates all of them
 * with a handful of nodes instead of a handful each; a large one has its own, so that it is never copied.
 */
export interface Block {
  readonly name: string;
  readonly kind: Variable['kind'];
  readonly size: number;
  readonly members: readonly Member[];
  /** What the learning rate is multiplied by for all its members. */
  readonly rateFactor: number;
}
export interface Member {
  readonly name: string;
  /** As it is known outside. */
  readonly shape: readonly number[];
  /** Axis `i` of what lies in the block is axis `order[i]` of `shape`. */
  readonly order: readonly number[];
  /** First element within the block. */
  readonly offset: number;
  readonly size: number;
}

/** Up to this many elements a parameter shares the common block (docs/decisions: measured). */
const SHARED_UP_TO = 1 << 16;

/** @param rateFactor of a parameter, by its name; 0 is not allowed: what does not change needs no place. */
export function planLayout(
  variables: readonly Variable[],
  rateFactor: (name: string) => number = () => 1,
): readonly Block[] {
  const isSmall = (variable: Variable) => elementCount(variable.tensor.shape) <= SHARED_UP_TO;
  const parameters = variables.filter((variable) => variable.kind === 'parameter');
  const factors = new Map(parameters.map(({ name }) => [name, checkedFactor(name, rateFactor(name))]));
  const shared = [...new Set(factors.values())].map((factor) => {
    const members = parameters.filter((variable) => isSmall(variable) && factors.get(variable.name) === factor);
    return block(factor === 1 ? 'parameters' : `parameters@${factor}`, members, { kind: 'parameter', factor });
  });
  const own = parameters
    .filter((variable) => !isSmall(variable))
    .map((variable) => block(variable.name, [variable], { kind: 'parameter', factor: factors.get(variable.name)! }));
  const buffers = variables.filter((variable) => variable.kind === 'buffer');
  return [...shared, ...own, block('buffers', buffers, { kind: 'buffer', factor: 1 })].filter(
    ({ members }) => members.length > 0,
  );
}

/** The rate factors of the parameters, each once. */
export function rateFactorsOf(blocks: readonly Block[]): readonly number[] {
  return [...new Set(blocks.filter(({ kind }) => kind === 'parameter').map(({ rateFactor }) => rateFactor))];
}

function checkedFactor(name: string, factor: number): number {
  if (factor > 0 && Number.isFinite(factor)) return factor;
  throw new RangeError(`rateFactor('${name}')=${factor}: expected a positive number`);
}

function block(
  name: string,
  variables: readonly Variable[],
  { kind, factor }: { readonly kind: Variable['kind']; readonly factor: number },
): Block {
  let size = 0;
  const members = variables.map((variable) => {
    const { name, shape, order } = variable;
    const member = { name, shape, order, offset: size, size: elementCount(shape) };
    size += member.size;
    return member;
  });
  return { name, kind, size, members, rateFactor: factor };
}

/**
 * A member's elements, as they are known outside, in the order in which they lie in its block; the same array where the
 * order is the same.
 */
export function toBlockOrder(data: Float32Array, { shape, order }: Pick<Member, 'shape' | 'order'>): Float32Array {
  return isInPlace(order) ? data : permuted(data, shape, order);
}

/** What `toBlockOrder` did, undone, in an array of its own. */
export function fromBlockOrder(data: Float32Array, { shape, order }: Pick<Member, 'shape' | 'order'>): Float32Array {
  return permuted(
    data,
    order.map((axis) => shape[axis]!),
    inverseOrder(order),
  );
}

function isInPlace(order: readonly number[]): boolean {
  return order.every((axis, at) => axis === at);
}

/** A copy in which axis `i` is axis `order[i]` of the original. */
function permuted(data: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  if (isInPlace(order)) return data.slice();
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const sizes = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(data.length);
  let next = 0;
  const copy = (axis: number, from: number): void => {
    const size = sizes[axis]!;
    const step = steps[axis]!;
    const isLast = axis === sizes.length - 1;
    for (let index = 0, at = from; index < size; index++, at += step) {
      if (isLast) result[next++] = data[at]!;
      else copy(axis + 1, at);
    }
  };
  copy(0, 0);
  return result;
}
