import { describe, expect, test } from 'vitest';
import { Graph } from '../graph.ts';
import { constant } from '../nn/init.ts';
import type { Variable } from '../nn/scope.ts';
import { elementCount, float32 } from '../tensor-type.ts';
import { fromBlockOrder, planLayout, toBlockOrder } from './layout.ts';

function variables(list: readonly (readonly [string, Variable['kind'], readonly number[]])[]): Variable[] {
  const graph = new Graph();
  return list.map(([name, kind, shape]) => ({
    name,
    kind,
    tensor: graph.input(name, float32(...shape)),
    init: constant(0),
    shape,
    order: shape.map((_, axis) => axis),
  }));
}

describe('a plan', () => {
  const given = variables([
    ['conv.weight', 'parameter', [6, 3, 5, 5]],
    ['conv.bias', 'parameter', [6]],
    ['bn.running_mean', 'buffer', [6]],
    ['big.weight', 'parameter', [1000, 1000]],
    ['scale', 'parameter', []],
    ['bn.running_var', 'buffer', [6]],
    ['bigger.weight', 'parameter', [2000, 1000]],
  ]);
  const blocks = planLayout(given);
  const members = blocks.flatMap((block) => block.members.map((member) => ({ block, member })));

  test('has a place for each variable, once, in a block of its kind', () => {
    expect(members.map(({ member }) => member.name).sort()).toEqual(given.map(({ name }) => name).sort());
    for (const { name, kind, tensor } of given) {
      const { block, member } = members.find((place) => place.member.name === name)!;
      expect(block.kind).toBe(kind);
      expect(member.shape).toEqual(tensor.shape);
      expect(member.size).toBe(elementCount(tensor.shape));
    }
  });

  test('lays the members of a block end to end, and they fill it', () => {
    for (const block of blocks) {
      let end = 0;
      for (const { offset, size } of block.members) {
        expect(offset).toBe(end);
        end += size;
      }
      expect(block.size).toBe(end);
    }
  });

  test('gives blocks different names, and small parameters one in common', () => {
    expect(new Set(blocks.map(({ name }) => name)).size).toBe(blocks.length);
    const blockOf = (name: string) => members.find(({ member }) => member.name === name)!.block;
    expect(blockOf('conv.bias')).toBe(blockOf('conv.weight'));
    expect(blockOf('big.weight').members).toHaveLength(1);
    expect(blockOf('bigger.weight')).not.toBe(blockOf('big.weight'));
  });
});

test('a network without buffers, or with large parameters alone, has no empty block', () => {
  const small = planLayout(variables([['weight', 'parameter', [2]]]));
  const large = planLayout(variables([['weight', 'parameter', [1000, 1000]]]));
  for (const blocks of [small, large]) expect(blocks.map(({ members }) => members.length)).toEqual([1]);
  expect(planLayout([])).toEqual([]);
});

describe('a member kept in another order of axes', () => {
  const member = { shape: [2, 3, 2, 2], order: [2, 3, 1, 0] };
  const data = Float32Array.from({ length: 24 }, (_, index) => index);

  test('has the last of its axes first', () => {
    const kept = toBlockOrder(data, member);
    const at = (k: number, c: number, i: number, j: number) => data[((k * 3 + c) * 2 + i) * 2 + j];
    expect([kept[0], kept[1], kept[2], kept[6], kept[12]]).toEqual([
      at(0, 0, 0, 0),
      at(1, 0, 0, 0),
      at(0, 1, 0, 0),
      at(0, 0, 0, 1),
      at(0, 0, 1, 0),
    ]);
  });

  test('comes back as it was', () => {
    expect(fromBlockOrder(toBlockOrder(data, member), member)).toEqual(data);
  });

  test('is the same array where the order is the same, and a copy on the way back', () => {
    const same = { shape: [4, 6], order: [0, 1] };
    expect(toBlockOrder(data, same)).toBe(data);
    const back = fromBlockOrder(data, same);
    expect(back).toEqual(data);
    expect(back.buffer).not.toBe(data.buffer);
  });
});
