import { expect, test } from 'vitest';
import { nodePrefix, readNodeName } from './node-name.ts';

const NAME = { pass: 'gradient', layer: 'layer1.0.conv1', operator: 'conv2dWeightGradient' } as const;

test.each([
  ['as it was written', (prefix: string) => `${prefix}Gemm.12`],
  ['of a node that was put together', (prefix: string) => `fused ${prefix}Conv.3`],
  ['after the output', (prefix: string) => `${prefix}17_nchwc`],
])('a name read back %s', (_, name) => {
  expect(readNodeName(name(nodePrefix(NAME)))).toEqual(NAME);
  const first = { pass: 'forward', layer: '', operator: 'normalizeImage' } as const;
  expect(readNodeName(name(nodePrefix(first)))).toEqual(first);
});

test.each(['Transpose_token_1', 'ReorderOutput', 'Gemm.12', ''])("the name '%s' says nothing", (name) => {
  expect(readNodeName(name)).toBeNull();
});
