import { describe, expect, test } from 'vitest';
import { TINY_RUNTIME, tinyCard, tinySettings, tinyType } from '../../test/tiny-model.ts';
import { memoryImages } from '../../test/training-job.ts';
import { createTrainer } from '../training/create-trainer.ts';
import type { TrainingClasses } from '../training/training-classes.ts';
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

function pixels(): Uint8Array {
  const all = new Uint8Array(IMAGES * BYTES_EACH);
  for (let image = 0; image < IMAGES; image++) memoryImages(IMAGES).read(image, all, image * BYTES_EACH);
  return all;
}

/** What a file whose network has its parameters by chance gives for the images, row after row. */
async function outputsOf(
  card: ModelCard,
  widths: Readonly<Record<string, number>>,
): Promise<Record<string, number[][]>> {
  const { types } = card;
  const groups = types?.map(({ group }) => group) ?? (['typical', 'atypical'] as const);
  const classes: TrainingClasses = { types, groups, classOf: () => null };
  const trainer = createTrainer(tinySettings(), { seed: 3, runtime: TINY_RUNTIME, classes, start: null });
  const model = await TINY_RUNTIME.load(await writeModelFile(card, await trainer.state()));
  const x = TINY_RUNTIME.tensor({ dtype: 'uint8', shape: [IMAGES, 16, 16, 3] }, pixels());
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
