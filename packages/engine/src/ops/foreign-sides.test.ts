import { expect, test } from 'vitest';
import { readGolden } from '../../test/golden.ts';
import { ForeignModelError, readForeignModel } from '../onnx/foreign-model.ts';
import { nodeRuntime } from '../runtime/node.ts';
import { foreignSides } from './foreign-sides.ts';

interface Case {
  readonly name: string;
  readonly shape: readonly [number, number, number, number];
  readonly output: string | null;
  readonly sides: readonly number[];
  readonly onnx: string;
}
/** As PyTorch exported them, see foreign.py. */
const CASES = readGolden<Case[]>('foreign');
const runtime = nodeRuntime({ threads: 1 });
const read = ({ onnx, output }: Case) =>
  readForeignModel(new Uint8Array(Buffer.from(onnx, 'base64')), output ?? undefined);

test.each(CASES.map((stored) => [stored.name, stored] as const))('%s: the sides of its features', async (_, stored) => {
  const [, first, second] = stored.shape;
  const sizePx = stored.name === 'channels last' ? first : second;
  expect(await foreignSides(read(stored), sizePx, runtime)).toEqual(stored.sides);
});

test('refuses planes of a network with channels last, which may have theirs first or last', async () => {
  const stored = CASES.find(({ name }) => name === 'channels last')!;
  const network = read(stored);
  const attempt = foreignSides({ ...network, output: network.input.name }, stored.shape[1], runtime);
  await expect(attempt).rejects.toThrow(ForeignModelError);
  await expect(attempt).rejects.toMatchObject({ reason: 'features', got: 'image [1, 9, 9, 3]' });
});
