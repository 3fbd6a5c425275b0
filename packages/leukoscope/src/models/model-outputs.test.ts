import { describe, expect, test } from 'vitest';
import { TINY_RUNTIME, tinyCard, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import { memoryImages } from '../../test/training-job.ts';
import type { ModelCard } from './model-card.ts';
import { writeModelFile } from './model-file.ts';
import type { ModelType } from './model-types.ts';

const BYTES_EACH = 16 * 16 * 3;
const IMAGES = 9;
const TYPES: readonly ModelType[] = [
  tinyType('NGS'),
  tinyType('LYT'),
  tinyType('MYO', 'atypical'),
  tinyType('MON'),
  tinyType('PMO', 'atypical'),
];

type Turn = (x: number, y: number) => readonly [x: number, y: number];
const LAST = 15;
/** Where the pixel seen at (x, y) of each view stands in the picture: 2, 4 and 8 views are the first ones of these. */
const TURNS: readonly Turn[] = [
  (x, y) => [x, y],
  (x, y) => [LAST - x, y],
  (x, y) => [x, LAST - y],
  (x, y) => [LAST - x, LAST - y],
  (x, y) => [y, x],
  (x, y) => [LAST - y, x],
  (x, y) => [y, LAST - x],
  (x, y) => [LAST - y, LAST - x],
];

/** All pictures, turned by hand. */
function pixels(turn: Turn = TURNS[0]!): Uint8Array {
  const upright = uprightPixels();
  return upright.map((_, at) => {
    const [channel, x, y, first] = [at % 3, Math.floor(at / 3) % 16, Math.floor(at / 48) % 16, at - (at % BYTES_EACH)];
    const [fromX, fromY] = turn(x, y);
    return upright[first + (fromY * 16 + fromX) * 3 + channel]!;
  });
}

function uprightPixels(): Uint8Array {
  const all = new Uint8Array(IMAGES * BYTES_EACH);
  for (let image = 0; image < IMAGES; image++) memoryImages(IMAGES).read(image, all, image * BYTES_EACH);
  return all;
}

/** What a file whose network has its parameters by chance gives for the images, row after row. */
async function outputsOf(
  card: ModelCard,
  widths: Readonly<Record<string, number>>,
  images: Uint8Array = pixels(),
): Promise<Record<string, number[][]>> {
  const trainer = tinyTrainer(3, card.types);
  const model = await TINY_RUNTIME.load(await writeModelFile(card, await trainer.state()));
  const x = TINY_RUNTIME.tensor({ dtype: 'uint8', shape: [IMAGES, 16, 16, 3] }, images);
  const outputs = new Map(
    Object.entries(widths).map(([name, width]) => [
      name,
      TINY_RUNTIME.tensor({ dtype: 'float32', shape: [IMAGES, width] }),
    ]),
  );
  await model.run(new Map([['x', x]]), outputs);
  const read = await Promise.all(
    [...outputs].map(async ([name, tensor]) => {
      const values = [...((await tensor.read()) as Float32Array)];
      const width = widths[name]!;
      return [name, Array.from({ length: IMAGES }, (_, at) => values.slice(at * width, (at + 1) * width))] as const;
    }),
  );
  await Promise.all([model.dispose(), trainer.dispose()]);
  return Object.fromEntries(read);
}

function softmax(logits: readonly number[]): number[] {
  const exponentials = logits.map(Math.exp);
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

describe('a model file of types', () => {
  test('gives the softmax of its logits, and the sums of it by group', async () => {
    const card = tinyCard({ types: [...TYPES] });
    const got = await outputsOf(card, { logits: 5, typeProbabilities: 5, probabilities: 2 });
    for (let image = 0; image < IMAGES; image++) {
      const expected = softmax(got.logits![image]!);
      for (const [type, value] of expected.entries()) {
        expect(got.typeProbabilities![image]![type]).toBeCloseTo(value, 6);
      }
      const atypical = expected[2]! + expected[4]!;
      expect(got.probabilities![image]![1]).toBeCloseTo(atypical, 6);
      expect(got.probabilities![image]![0]).toBeCloseTo(1 - atypical, 6);
    }
    expect(new Set(got.probabilities!.map(([, atypical]) => atypical)).size).toBe(IMAGES);
  });

  test('never gives a probability above 1, whose types are all but one of a group', async () => {
    const types = Array.from({ length: 400 }, (_, at) => tinyType(`T${at}`, at === 0 ? 'atypical' : 'typical'));
    const { probabilities } = await outputsOf(tinyCard({ types }), { probabilities: 2 });
    for (const row of probabilities!) for (const value of row) expect(value).toBeLessThanOrEqual(1);
  });
});

test('a model file of groups gives the softmax of its two logits', async () => {
  const { logits, probabilities } = await outputsOf(tinyCard(), { logits: 2, probabilities: 2 });
  for (const [image, row] of logits!.entries()) {
    for (const [group, value] of softmax(row).entries()) {
      expect(probabilities![image]![group]).toBeCloseTo(value, 6);
    }
  }
});

describe('a model file with test views gives the mean over views turned by hand, within 1e-6', () => {
  const widths = { logits: 5, typeProbabilities: 5, probabilities: 2 };
  const types = [...TYPES];

  test.each([2, 4, 8] as const)('%i', async (testViews) => {
    const got = await outputsOf(tinyCard({ types, testViews }), widths);
    const views = await Promise.all(
      TURNS.slice(0, testViews).map((turn) => outputsOf(tinyCard({ types }), widths, pixels(turn))),
    );
    const meanOf = (name: 'typeProbabilities' | 'probabilities', image: number, at: number) =>
      views.reduce((sum, view) => sum + view[name]![image]![at]!, 0) / testViews;
    let most = 0;
    for (let image = 0; image < IMAGES; image++) {
      for (const name of ['typeProbabilities', 'probabilities'] as const) {
        for (const [at, value] of got[name]![image]!.entries()) {
          most = Math.max(most, Math.abs(value - meanOf(name, image, at)));
        }
      }
      for (const [at, value] of softmax(got.logits![image]!).entries()) {
        expect(value).toBeCloseTo(got.typeProbabilities![image]![at]!, 6);
      }
    }
    expect(most).toBeLessThan(1e-6);
    // The views are really other pictures, each to the network.
    const first = views.map(({ probabilities }) => probabilities![0]![1]);
    expect(new Set(first).size).toBe(testViews);
  });

  test('also of groups', async () => {
    const got = await outputsOf(tinyCard({ testViews: 2 }), { logits: 2, probabilities: 2 });
    const views = await Promise.all(
      TURNS.slice(0, 2).map((turn) => outputsOf(tinyCard(), { probabilities: 2 }, pixels(turn))),
    );
    for (const [image, row] of got.probabilities!.entries()) {
      const mean = (views[0]!.probabilities![image]![1]! + views[1]!.probabilities![image]![1]!) / 2;
      expect(Math.abs(row[1]! - mean)).toBeLessThan(1e-6);
      expect(softmax(got.logits![image]!)[1]).toBeCloseTo(row[1]!, 6);
    }
  });
});
