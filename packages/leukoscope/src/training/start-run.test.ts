import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failingFileSystem } from '../../test/failing-file-system.ts';
import { interrupted, modelOf, resumed, runOfCells } from '../../test/run-of-cells.ts';
import { tinySettings } from '../../test/tiny-model.ts';
import type { Cell } from '../cells/cell.ts';
import type { Group } from '../cells/scheme.ts';
import { openPredictor } from '../classify/predictor.ts';
import { scoreCells } from '../classify/score-cells.ts';
import { openDataset } from '../datasets/dataset.ts';
import { assignParts } from '../datasets/split.ts';
import { readSplit } from '../datasets/splits/split-file.ts';
import { sealSplit } from '../datasets/splits/split-hash.ts';
import { fitTemperature } from '../evaluation/reliability/temperature.ts';
import { rocAuc } from '../evaluation/roc.ts';
import { chooseThreshold } from '../evaluation/threshold.ts';
import { openImageStore } from '../images/image-store.node.ts';
import { readModelCard } from '../models/model-file.ts';
import { seenImages } from '../models/seen-images.ts';
import { RunFolder } from './run-folder.ts';
import type { RunRequest } from './run-world.ts';
import { startRun } from './start-run.ts';

describe('a run', () => {
  test('leaves a model whose card says what it was trained on, and what it reached', async () => {
    const run = runOfCells();
    const { card, counts, outcome, excluded, rejected } = await startRun(run.request, run.folder, run.world);
    expect(await readModelCard(modelOf(run), 'model.onnx')).toEqual(card);
    expect(card.threshold).toEqual(chooseThreshold(outcome.validation!.cells));
    expect(card.training.epochs).toBe(outcome.epoch);
    expect(card.validation).toMatchObject({ loss: outcome.metrics[outcome.epoch - 1]!.validation!.loss });
    expect([counts.train.typical, counts.validation.typical, counts.test.typical]).toEqual([16, 4, 4]);
    expect(counts.train.patients).toBe(4);
    expect([excluded, rejected, run.warnings]).toEqual([0, [], []]);
    expect(readdirSync(run.folder.path).toSorted()).toEqual([
      'best.safetensors',
      'checkpoint.safetensors',
      'metrics.jsonl',
      'model.onnx',
      'run.json',
      'split.json',
    ]);
  });

  test('has a threshold chosen by validation once that has 30 atypical cells', async () => {
    const run = runOfCells({ patients: 6, cellsEach: 30 });
    const { card, outcome } = await startRun(run.request, run.folder, run.world);
    expect(card.threshold.rule).toBe('highest-with-sensitivity');
    const atypical = outcome.validation!.cells.filter(({ group }) => group === 'atypical');
    const found = atypical.filter(({ probability }) => probability >= card.threshold.threshold);
    expect(found.length / atypical.length).toBeGreaterThanOrEqual(0.95);
    expect((found.length - 1) / atypical.length).toBeLessThan(0.95);
  });

  test('of types, with test views: its threshold is what its own file says of the validation cells', async () => {
    const run = runOfCells({ patients: 6, cellsEach: 30 });
    const settings = { ...run.request.settings, classes: 'types' as const, testViews: 4 as const };
    const { card, counts, strange } = await startRun({ ...run.request, settings }, run.folder, run.world);
    expect(card.types!.map(({ group, cells }) => [group, cells])).toEqual([
      ['typical', counts.train.typical],
      ['atypical', counts.train.atypical],
    ]);
    expect([card.testViews, strange]).toEqual([4, []]);
    const predictor = await openPredictor(modelOf(run), { path: 'model.onnx', runtime: run.world.runtime });
    const { cells } = await openDataset(run.cells, { scheme: run.request.scheme });
    const parts = assignParts(await readSplit(run.folder.splitFile), cells);
    const ofGroup = (cell: Cell): cell is Cell & { group: Group } => cell.group !== null;
    const validation = cells.filter((_, at) => parts[at] === 'validation').filter(ofGroup);
    const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
    const { progress, signal } = run.world;
    const { scored } = await scoreCells(validation, { predictor, store, progress, signal, allowTrainingCells: false });
    expect(card.threshold).toEqual(chooseThreshold(scored));
    expect(card.temperature).toEqual(fitTemperature(scored));
    expect(card.validation!.rocAuc).toBe(rocAuc(scored).value);
    await Promise.all([store.close(), predictor.close()]);
  });

  test('knows the images it was trained on, and no others', async () => {
    const run = runOfCells();
    const { card } = await startRun(run.request, run.folder, run.world);
    const { parts } = await readSplit(run.folder.splitFile);
    const wasSeen = seenImages(card.training.seenImages);
    for (const patient of ['P0', 'P1', 'P2', 'P3', 'P4', 'P5']) {
      const image = readFileSync(join(run.cells, patient, 'MYO-0.png'));
      expect(wasSeen(createHash('sha256').update(image).digest('hex')), patient).toBe(parts.train.includes(patient));
    }
  });

  test('from the same seed is the same to the byte, wherever the data lie', async () => {
    const [one, other] = [runOfCells(), runOfCells()];
    for (const run of [one, other]) await startRun(run.request, run.folder, run.world);
    expect(modelOf(other).equals(modelOf(one))).toBe(true);
    const another = runOfCells();
    await startRun({ ...another.request, seed: 2 }, another.folder, another.world);
    expect(modelOf(another).equals(modelOf(one))).toBe(false);
  });

  test('needs no cache, and leaves none', async () => {
    const [cached, bare] = [runOfCells(), runOfCells()];
    await startRun(cached.request, cached.folder, cached.world);
    await startRun(bare.request, bare.folder, { ...bare.world, cacheFolder: null });
    expect(modelOf(bare).equals(modelOf(cached))).toBe(true);
  });

  test('is refused a picture too small for the network, training cells of one group, patience without validation', async () => {
    const { request, folder, world } = runOfCells();
    const start = (changes: Partial<RunRequest>) => startRun({ ...request, ...changes }, folder, world);
    const { preprocessing } = tinySettings();
    const small = tinySettings({ preprocessing: { ...preprocessing, sizePx: 15 } });
    await expect(start({ settings: small })).rejects.toMatchObject({ code: 'training.too-small', exitCode: 2 });
    const oneGroup: RunRequest['planSplit'] = (cells) => ({
      given: split({ train: idsOf(cells, 'typical'), validation: idsOf(cells, 'atypical') }),
    });
    await expect(start({ planSplit: oneGroup, allowLeaks: true })).rejects.toMatchObject({
      code: 'training.too-few-cells',
      exitCode: 3,
    });
    const allTrain: RunRequest['planSplit'] = (cells) => ({ given: split({ train: cells.map(({ id }) => id) }) });
    const patient = tinySettings({ patience: 2 });
    await expect(start({ planSplit: allTrain, settings: patient })).rejects.toMatchObject({
      code: 'training.no-validation',
      exitCode: 2,
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

function idsOf(cells: Parameters<RunRequest['planSplit']>[0], group: string): string[] {
  return cells.filter((cell) => cell.group === group).map(({ id }) => id);
}

function split(parts: Partial<Record<'train' | 'validation' | 'test', string[]>>) {
  return sealSplit({
    format: 'leukoscope-split',
    version: 1,
    by: 'image',
    seed: null,
    stratified: false,
    fractions: null,
    rest: null,
    parts: { train: [], validation: [], test: [], ...parts },
  });
}

describe('bad images', () => {
  test('stop a run before it begins, unless they may be left out: then each is told', async () => {
    const { request, folder, world, warnings, cells } = runOfCells();
    writeFileSync(join(cells, 'P2', 'NGS-1.png'), 'no picture');
    await expect(startRun(request, folder, world)).rejects.toMatchObject({
      code: 'training.rejected-images',
      exitCode: 3,
      details: { rejected: 1, of: 48 },
    });
    expect(readdirSync(folder.path)).toEqual([]);
    const { rejected, counts } = await startRun({ ...request, allowRejected: true }, folder, world);
    expect([rejected.length, counts.train.typical + counts.validation.typical + counts.test.typical]).toEqual([1, 23]);
    expect(warnings.map(({ code }) => code)).toEqual(['image.not-an-image']);
  });

  test('left out at the start are left out when it is resumed', async () => {
    const [whole, run] = [runOfCells(), runOfCells()];
    for (const { cells } of [whole, run]) writeFileSync(join(cells, 'P2', 'NGS-1.png'), 'no picture');
    await startRun({ ...whole.request, allowRejected: true }, whole.folder, whole.world);
    await interrupted({ ...run, request: { ...run.request, allowRejected: true } });
    await resumed(run);
    expect(modelOf(run).equals(modelOf(whole))).toBe(true);
  });
});

test('a disk that fails at any write of a run: exit 5, and the same command or --resume goes on', async () => {
  const whole = runOfCells();
  await startRun(whole.request, whole.folder, whole.world);
  for (let call = 0; ; call++) {
    const run = runOfCells();
    const failing = new RunFolder(run.folder.path, failingFileSystem(call, 'ENOSPC'));
    const error = await startRun(run.request, failing, run.world).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null) break;
    expect(error, `call ${call}`).toMatchObject({ code: 'machine.cannot-write', exitCode: 5 });
    if (await run.folder.hasBegun()) await resumed(run);
    else {
      expect(readdirSync(run.folder.path), `call ${call}`).toEqual([]);
      await startRun(run.request, run.folder, run.world);
    }
    expect(modelOf(run).equals(modelOf(whole)), `call ${call}`).toBe(true);
  }
});
