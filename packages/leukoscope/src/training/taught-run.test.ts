import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelOf, type Run, resumed, runOfCells } from '../../test/run-of-cells.ts';
import { tinySettings } from '../../test/tiny-model.ts';
import { readSplit } from '../datasets/splits/split-file.ts';
import { sealSplit } from '../datasets/splits/split-hash.ts';
import { readModelCard } from '../models/model-file.ts';
import { seenImages } from '../models/seen-images.ts';
import { sha256Of } from '../models/sha256.ts';
import type { RunWorld } from './run-world.ts';
import { startRun } from './start-run.ts';
import { type Teaching, type TrainSettings, trainSettingsSchema } from './train-settings.ts';

const PLAIN = { weight: 0.6, temperature: 2 };

function taughtRun(by: Teaching['by'], changes: Partial<TrainSettings> = {}): Run {
  const run = runOfCells();
  const settings = trainSettingsSchema.parse({ ...run.request.settings, ...changes, teaching: { ...PLAIN, by } });
  return { ...run, request: { ...run.request, settings, teacher: { kind: 'recipe', start: null } } };
}

/** Of another size than the student, whose pictures are varied. */
const OF_RECIPE = (models: number): Teaching['by'] => {
  const { teaching: _, ...own } = tinySettings({ learningRate: 0.02, epochs: 2 });
  const settings = { ...own, preprocessing: { ...own.preprocessing, sizePx: 20 } };
  return { kind: 'recipe', name: 'teacher.txt', settings, models };
};
const VARIED = { augmentation: { ...tinySettings().augmentation, flips: true, rightAngles: true } };

async function givenTeacher(bytes: Uint8Array): Promise<Pick<Run['request'], 'teacher'> & { by: Teaching['by'] }> {
  const card = await readModelCard(bytes, 'teacher.onnx');
  const { name, dataHash, synthetic } = card.training.dataset;
  const models = card.members?.length ?? 1;
  return {
    by: { kind: 'model', sha256: await sha256Of(bytes), models, dataset: { name, dataHash, synthetic }, cells: 32 },
    teacher: { kind: 'model', bytes, card },
  };
}

const figures = ({ folder }: Run): string => readFileSync(join(folder.path, 'metrics.jsonl'), 'utf8');

describe('a run with a recipe for its teachers', () => {
  test('trains them first, each as a run of its own, and then learns what a given model would teach', async () => {
    const run = taughtRun(OF_RECIPE(1), VARIED);
    const { card } = await startRun(run.request, run.folder, run.world);
    const teacher = await run.folder.teacherRun(1).model();
    const plain = runOfCells();
    const by = OF_RECIPE(1);
    if (by.kind !== 'recipe') throw new Error('no recipe');
    const split = await readSplit(run.folder.splitFile);
    const alone = { settings: by.settings, seed: 1001, planSplit: () => ({ given: split }) };
    await startRun({ ...plain.request, ...alone }, plain.folder, plain.world);
    expect(modelOf(plain).equals(Buffer.from(teacher))).toBe(true);

    const { by: given, teacher: source } = await givenTeacher(teacher);
    const other = taughtRun(given, VARIED);
    await startRun({ ...other.request, teacher: source! }, other.folder, other.world);
    expect(figures(other)).toBe(figures(run));
    const untaught = runOfCells();
    const settings = { ...untaught.request.settings, ...VARIED };
    await startRun({ ...untaught.request, settings }, untaught.folder, untaught.world);
    expect(figures(untaught)).not.toBe(figures(run));
    expect(card.training.settings!.teaching).toMatchObject({ ...PLAIN, by: { kind: 'recipe', name: 'teacher.txt' } });
  });

  test.each([
    ['in its second teacher', ({ teacher, epoch }) => teacher === 2 && epoch === 2],
    ['in its own training', ({ teacher, epoch }) => teacher === undefined && epoch === 2],
  ] satisfies [string, (note: { teacher?: number; epoch?: number }) => boolean][])(
    'interrupted %s is resumed to the same, to the byte',
    async (_, isWhen) => {
      const [whole, broken] = [taughtRun(OF_RECIPE(2)), taughtRun(OF_RECIPE(2))];
      await startRun(whole.request, whole.folder, whole.world);
      const controller = new AbortController();
      const report: RunWorld['progress']['report'] = ({ stage, note }) => {
        if (stage === 'train' && isWhen(note ?? {})) controller.abort();
      };
      const world = { ...broken.world, signal: controller.signal, progress: { report } };
      await expect(startRun(broken.request, broken.folder, world)).rejects.toThrow('aborted');
      await resumed(broken);
      expect(modelOf(broken).equals(modelOf(whole))).toBe(true);
    },
  );

  test('that learns from fewer cells: its teachers learn from no others', async () => {
    const run = taughtRun(OF_RECIPE(2), { trainingCells: 8 });
    const { card, counts } = await startRun(run.request, run.folder, run.world);
    expect(counts.train.typical + counts.train.atypical).toBe(8);
    for (const teacher of [1, 2]) {
      const own = await readModelCard(await run.folder.teacherRun(teacher).model(), 'model.onnx');
      expect(own.training.seenImages).toBe(card.training.seenImages);
    }
  });

  test('of types is not taught the groups alone', async () => {
    const { request, folder, world } = taughtRun(OF_RECIPE(1), { classes: 'types' });
    await expect(startRun(request, folder, world)).rejects.toMatchObject({ code: 'teacher.other-types' });
    expect(await folder.hasBegun()).toBe(false);
  });
});

describe('a run that a given model teaches', () => {
  const trained = async (): Promise<Uint8Array> => {
    const run = runOfCells();
    const given = sealSplit({
      ...{ format: 'leukoscope-split', version: 1, by: 'patient', seed: null, stratified: false, fractions: null },
      ...{ rest: null, parts: { train: ['P0', 'P1', 'P2', 'P3', 'P4'], validation: ['P5'], test: [] } },
    });
    await startRun({ ...run.request, planSplit: () => ({ given }) }, run.folder, run.world);
    return modelOf(run);
  };

  test('is refused if that has seen cells that are to judge it; where leaks are allowed, it has seen what its teacher has', async () => {
    const { by, teacher } = await givenTeacher(await trained());
    const run = taughtRun(by);
    const request = { ...run.request, teacher: teacher! };
    await expect(startRun(request, run.folder, run.world)).rejects.toMatchObject({ code: 'teacher.seen-cells' });
    expect(await run.folder.hasBegun()).toBe(false);
    const { card } = await startRun({ ...request, allowLeaks: true }, run.folder, run.world);
    const wasSeen = seenImages(card.training.seenImages);
    const { parts } = await readSplit(run.folder.splitFile);
    for (const patient of ['P0', 'P1', 'P2', 'P3', 'P4', 'P5']) {
      const image = readFileSync(join(run.cells, patient, 'MYO-0.png'));
      const learnt = patient !== 'P5' || parts.train.includes(patient);
      expect(wasSeen(createHash('sha256').update(image).digest('hex')), patient).toBe(learnt);
    }
  });

  test('is not gone on with if its teacher is another', async () => {
    const { by, teacher } = await givenTeacher(await trained());
    const run = taughtRun(by);
    await startRun({ ...run.request, teacher: teacher!, allowLeaks: true }, run.folder, run.world);
    writeFileSync(join(run.folder.path, 'teacher.onnx'), 'another');
    await expect(resumed(run)).rejects.toMatchObject({ code: 'run.data-changed' });
    rmSync(join(run.folder.path, 'teacher.onnx'));
    await expect(resumed(run)).rejects.toMatchObject({ code: 'run.not-a-run' });
  });
});
