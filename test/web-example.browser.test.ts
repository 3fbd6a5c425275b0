import { randomStream, readOnnx } from '@leukoscope/engine';
import { expect, test } from 'vitest';
import { trainInPage } from '../examples/train-in-a-web-page.ts';

/** Pictures that are darker (0) or lighter (1), under noise. */
function* batches(count: number) {
  const random = randomStream('shades');
  for (let batch = 0; batch < count; batch++) {
    const labels = Array.from({ length: 16 }, () => Number(random() < 0.5));
    yield { x: Uint8Array.from({ length: 16 * 256 }, (_, i) => 200 * random() + 50 * labels[i >> 8]!), labels };
  }
}

test('the example of the engine’s README trains in a page and gives a model', async () => {
  const losses: number[] = [];
  const model = await trainInPage(batches(40), (loss) => losses.push(loss));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(losses).toHaveLength(40);
  expect(mean(losses.slice(-8))).toBeLessThan(mean(losses.slice(0, 8)) / 2);
  expect(readOnnx(model)).toMatchObject({ inputs: ['x'], outputs: ['logits', 'probabilities'] });
});
