import type { Variable } from '../nn/scope.ts';
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
}
export interface Member {
  readonly name: string;
  readonly shape: readonly number[];
  /** First element within the block. */
  readonly offset: number;
  readonly size: number;
}

/** Up to this many elements a parameter shares the common block (docs/decisions: measured). */
const SHARED_UP_TO = 1 << 16;

export function planLayout(variables: readonly Variable[]): readonly Block[] {
  const isSmall = (variable: Variable) => elementCount(variable.tensor.shape) <= SHARED_UP_TO;
  const parameters = variables.filter((variable) => variable.kind === 'parameter');
  const blocks = [
    block('parameters', 'parameter', parameters.filter(isSmall)),
    ...parameters
      .filter((variable) => !isSmall(variable))
      .map((variable) => block(variable.name, 'parameter', [variable])),
    block(
      'buffers',
      'buffer',
      variables.filter((variable) => variable.kind === 'buffer'),
    ),
  ];
  return blocks.filter(({ members }) => members.length > 0);
}

function block(name: string, kind: Variable['kind'], variables: readonly Variable[]): Block {
  let size = 0;
  const members = variables.map((variable) => {
    const { shape } = variable.tensor;
    const member = { name: variable.name, shape, offset: size, size: elementCount(shape) };
    size += member.size;
    return member;
  });
  return { name, kind, size, members };
}
