import { expect, test } from 'vitest';
import { TINY_RUNTIME, tinyCard, tinySettings, tinyTrainer, tinyType } from '../../test/tiny-model.ts';
import { memoryImages, mixedCells, tinyJob } from '../../test/training-job.ts';
import { openPredictor } from '../classify/predictor.ts';
import { NO_AUGMENTATION } from '../images/augmentation.ts';
import { writeModelFile } from '../models/model-file.ts';
import type { ModelType } from '../models/model-types.ts';
import { type DrawnCells, itemsOf } from './drawn-cells.ts';
import { PixelInputs } from './learning-inputs.ts';
import { runTraining } from './run-training.ts';
import { Teacher } from './teacher.ts';
import type { Teaching, TrainSettings } from './train-settings.ts';
import type { TrainingClasses } from './training-classes.ts';

const BY: Teaching['by'] = {
  ...{ dataset: { name: 'd', dataHash: 'h', synthetic: false }, cells: 1 },
  ...{ kind: 'model', sha256: 'f'.repeat(64), models: 1 },
};

/** A model that was trained on nothing, whose parameters are those of the seed. */
async function modelOf(seed: number, types: readonly ModelType[] | null = null): Promise<Uint8Array> {
  const trainer = tinyTrainer(seed, types);
  try {
    return await writeModelFile(tinyCard({ types: types && [...types] }), await trainer.finished());
  } finally {
    await trainer.dispose();
  }
}

const taughtSettings = (teaching: Partial<Teaching>, changes: Partial<TrainSettings> = {}) =>
  tinySettings({ learningRate: 0.01, ...changes, teaching: { weight: 0.5, temperature: 2, by: BY, ...teaching } });

const DRAWN: DrawnCells = { images: [4, 7, 1], seed: 3, epoch: 1, first: 8, mixing: null };

test('a teacher says of the very cells, as they are varied, what its model does', async () => {
  const augmentation = { ...NO_AUGMENTATION, flips: true, colour: 0.3 };
  const bytes = await modelOf(5);
  const job = tinyJob({ settings: taughtSettings({ temperature: 1 }, { augmentation }), teacher: bytes });
  const teacher = (await Teacher.open(job))!;
  const taught = await teacher.targets(DRAWN);
  await teacher.close();
  const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
  const pixels = itemsOf(DRAWN, new PixelInputs(memoryImages(30), augmentation)) as Uint8Array;
  const { atypical } = await predictor.predict(pixels);
  await predictor.close();
  atypical.forEach((probability, item) => {
    expect(taught[2 * item + 1]).toBeCloseTo((0.5 * probability) / 3, 6);
    expect(taught[2 * item]).toBeCloseTo((0.5 * (1 - probability)) / 3, 6);
  });
});

test('a teacher of the same types, in whatever order, teaches each by its own probability', async () => {
  const types = [tinyType('NGS'), tinyType('LYT'), tinyType('MYO', 'atypical')];
  const classes: TrainingClasses = {
    types: [types[2]!, types[0]!, types[1]!],
    groups: ['atypical', 'typical', 'typical'],
    classOf: () => 0,
  };
  const bytes = await modelOf(5, types);
  const job = tinyJob({ settings: taughtSettings({ weight: 1, temperature: 1 }), teacher: bytes, classes });
  const teacher = (await Teacher.open(job))!;
  const taught = await teacher.targets(DRAWN);
  await teacher.close();
  const predictor = await openPredictor(bytes, { path: 'model.onnx', runtime: TINY_RUNTIME });
  const pixels = itemsOf(DRAWN, new PixelInputs(memoryImages(30), NO_AUGMENTATION)) as Uint8Array;
  const probabilities = (await predictor.predict(pixels)).types!;
  await predictor.close();
  for (const item of [0, 1, 2]) {
    [2, 0, 1].forEach((own, column) => {
      expect(taught[3 * item + column]).toBeCloseTo(probabilities[3 * item + own]! / 3, 6);
    });
  }
});

test('types are not taught by who tells others apart, or the groups alone', async () => {
  const types = [tinyType('NGS'), tinyType('MYO', 'atypical')];
  const classes: TrainingClasses = { types, groups: ['typical', 'atypical'], classOf: () => 0 };
  for (const [teacher, got] of [
    [await modelOf(5), []],
    [await modelOf(5, [tinyType('LYT'), tinyType('MYO', 'atypical')]), ['LYT', 'MYO']],
  ] as const) {
    await expect(Teacher.open(tinyJob({ settings: taughtSettings({}), teacher, classes }))).rejects.toMatchObject({
      code: 'teacher.other-types',
      details: { got, expected: ['NGS', 'MYO'] },
    });
  }
});

test('of a teacher’s whole weight labels have no part; else they do, and so has the teacher', async () => {
  const swapped = mixedCells(20).map(({ cell, image }) => ({
    image,
    cell: { ...cell, group: cell.group === 'typical' ? ('atypical' as const) : ('typical' as const) },
  }));
  const trained = async (weight: number, { seed = 5, train = mixedCells(20) } = {}) => {
    const settings = taughtSettings({ weight }, { best: 'last' });
    const outcome = await runTraining(tinyJob({ settings, teacher: await modelOf(seed), train }));
    return [...outcome.state.tensors.values()].flatMap(({ data }) => [...data]);
  };
  expect(await trained(1, { train: swapped })).toEqual(await trained(1));
  expect(await trained(0.5, { train: swapped })).not.toEqual(await trained(0.5));
  expect(await trained(1, { seed: 6 })).not.toEqual(await trained(1));
});
