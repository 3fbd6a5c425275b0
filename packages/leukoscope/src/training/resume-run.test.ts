import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRuntime } from '@leukoscope/engine/node';
import { describe, expect, test } from 'vitest';
import { cellPicture } from '../../test/cell-pictures.ts';
import { interrupted, modelOf, type Run, resumed, runOfCells } from '../../test/run-of-cells.ts';
import { deviceOf, resumeRun, startRun } from './start-run.ts';
import { type TrainSettings, trainSettingsSchema } from './train-settings.ts';

describe('an interrupted run', () => {
  test('is resumed to the same model, to the byte', async () => {
    const whole = runOfCells();
    await startRun(whole.request, whole.folder, whole.world);
    const run = await interrupted();
    expect(readdirSync(run.folder.path)).not.toContain('model.onnx');
    const { outcome } = await resumed(run);
    expect(outcome.metrics).toHaveLength(3);
    expect(modelOf(run).equals(modelOf(whole))).toBe(true);
    expect(run.warnings).toEqual([]);
    const lines = (one: Run) => readFileSync(join(one.folder.path, 'metrics.jsonl'), 'utf8');
    expect(lines(run)).toBe(lines(whole));
  });

  test.each<[string, Partial<TrainSettings>]>([
    ['whose model has averages of its parameters', { averageDecay: 0.9 }],
    ['under robust loss', { loss: { name: 'robust', q: 0.7 } }],
    ['whose cells are mixed, under focal loss', { mixup: 0.4, loss: { name: 'focal', gamma: 2 } }],
  ])('%s is resumed to the same, to the byte', async (_, changes) => {
    const changed = () => {
      const run = runOfCells();
      // In the schema's order, as the command has them: it is part of the run's fingerprint.
      const settings = trainSettingsSchema.parse({ ...run.request.settings, ...changes });
      return { ...run, request: { ...run.request, settings } };
    };
    const [whole, broken] = [changed(), changed()];
    await startRun(whole.request, whole.folder, whole.world);
    await resumed(await interrupted(broken));
    expect(modelOf(broken).equals(modelOf(whole))).toBe(true);
  });

  test('that is finished is resumed to the same, and nothing else changes', async () => {
    const run = runOfCells();
    await startRun(run.request, run.folder, run.world);
    const before = modelOf(run);
    rmSync(run.folder.modelFile);
    await resumed(run);
    expect(modelOf(run).equals(before)).toBe(true);
    await resumed(run);
    expect(modelOf(run).equals(before)).toBe(true);
  });

  test('leaves nothing behind of writes that a kill broke off', async () => {
    const run = await interrupted();
    const leftover = join(run.folder.path, '.model.onnx.0a1b2c3d.tmp');
    writeFileSync(leftover, 'half a model');
    writeFileSync(join(run.folder.path, '.notes.tmp'), 'of the user');
    await resumed(run);
    const hidden = readdirSync(run.folder.path).filter((name) => name.startsWith('.'));
    expect(hidden).toEqual(['.notes.tmp']);
  });

  const cellFile = ({ cells }: Run, name: string) => join(cells, name);
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  test.each<[string, (run: Run) => void, string]>([
    [
      'a label',
      (run) => edit(cellFile(run, 'manifest.csv'), (text) => text.replace('MYO-0.png,MYO', 'MYO-0.png,NGS')),
      'cells',
    ],
    ['a patient', (run) => edit(cellFile(run, 'manifest.csv'), (text) => text.replace('MYO,P3', 'MYO,P9')), 'cells'],
    ['a cell less', (run) => edit(cellFile(run, 'manifest.csv'), (text) => text.replace(/P0\/MYO-0.*\n/, '')), 'cells'],
    ['an image', (run) => writeFileSync(cellFile(run, 'P1/NGS-2.png'), cellPicture('typical', 999)), 'images'],
    ['an image that is none any more', (run) => writeFileSync(cellFile(run, 'P1/NGS-2.png'), ''), 'images'],
    ['the split, by hand', (run) => edit(run.folder.splitFile, (text) => text.replace('"P1"', '"P7"')), 'split'],
    ['the split, by another', (run) => writeFileSync(run.folder.splitFile, 'path,split\n*,train\n'), 'split'],
    [
      'the settings',
      (run) => edit(join(run.folder.path, 'run.json'), (text) => text.replace('"epochs": 3', '"epochs": 9')),
      'settings',
    ],
    [
      'the seed',
      (run) => edit(join(run.folder.path, 'run.json'), (text) => text.replace('"seed": 1', '"seed": 3')),
      'settings',
    ],
  ])('is refused where %s changed, and trains on once it is put back', async (_, change, what) => {
    const run = await interrupted();
    const saved = ['manifest.csv', 'P1/NGS-2.png'].map(
      (name) => [cellFile(run, name), readFileSync(cellFile(run, name))] as const,
    );
    const savedToo = ['split.json', 'run.json'].map((name) => join(run.folder.path, name));
    const before = [...saved, ...savedToo.map((path) => [path, readFileSync(path)] as const)];
    change(run);
    await expect(resumed(run)).rejects.toMatchObject({ code: 'run.data-changed', exitCode: 4, details: { what } });
    for (const [path, bytes] of before) writeFileSync(path, bytes);
    expect((await resumed(run)).outcome.metrics).toHaveLength(3);
  });

  test('is refused where the data are gone', async () => {
    const run = await interrupted();
    renameSync(run.cells, `${run.cells}-elsewhere`);
    await expect(resumed(run)).rejects.toMatchObject({ code: 'dataset.not-found', exitCode: 3 });
  });

  test.each(['run.json', 'split.json', 'metrics.jsonl', 'best.safetensors'])('is refused without %s', async (file) => {
    const run = await interrupted();
    rmSync(join(run.folder.path, file));
    await expect(resumed(run)).rejects.toMatchObject({ code: 'run.not-a-run', exitCode: 3, details: { file } });
  });

  test.each(['run.json', 'metrics.jsonl', 'best.safetensors', 'checkpoint.safetensors'])(
    'is refused with half of %s',
    async (file) => {
      const run = await interrupted();
      const path = join(run.folder.path, file);
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.subarray(0, bytes.length / 2));
      await expect(resumed(run)).rejects.toMatchObject({ code: 'run.not-a-run', exitCode: 3, details: { file } });
    },
  );

  test('without its checkpoint begins again, to the same end', async () => {
    const run = await interrupted();
    rmSync(join(run.folder.path, 'checkpoint.safetensors'));
    await resumed(run);
    const whole = runOfCells();
    await startRun(whole.request, whole.folder, whole.world);
    expect(modelOf(run).equals(modelOf(whole))).toBe(true);
  });

  test('keeps its number of threads', async () => {
    const run = await interrupted();
    const world = { ...run.world, runtime: nodeRuntime({ threads: 2 }) };
    await expect(resumeRun(run.folder, world)).rejects.toThrow(RangeError);
  });

  test('that goes on on another device warns, and records both', async () => {
    const run = await interrupted();
    // The numbers are the processor's: which device a run names is told by the runtime.
    const world = { ...run.world, runtime: { ...run.world.runtime, device: 'cuda' as const } };
    const { card } = await resumeRun(run.folder, world);
    expect(run.warnings.map(({ code, details }) => [code, details])).toEqual([
      ['run.other-environment', { changes: 'device cpu → cuda' }],
    ]);
    expect(card.training.device).toBe('cpu, cuda');
    expect(deviceOf(await run.folder.record())).toBe('cuda');
  });

  test('of before devices were recorded was computed on the processor', async () => {
    const run = await interrupted();
    edit(join(run.folder.path, 'run.json'), (text) => text.replace(/,\s*"device": "cpu"/, ''));
    const record = await run.folder.record();
    expect(readFileSync(join(run.folder.path, 'run.json'), 'utf8')).not.toContain('"device"');
    expect(deviceOf(record)).toBe('cpu');
    await resumed(run);
    expect(run.warnings).toEqual([]);
  });

  test('that goes on under other versions warns, and records both', async () => {
    const run = await interrupted();
    const world = { ...run.world, versions: { leukoscope: '0.1.0', onnxruntime: '1.3.0' } };
    const { card } = await resumeRun(run.folder, world);
    expect(run.warnings.map(({ code, details }) => [code, details])).toEqual([
      ['run.other-environment', { changes: 'onnxruntime 1.2.3 → 1.3.0' }],
    ]);
    expect(card.training.versions).toEqual({ leukoscope: '0.1.0', onnxruntime: '1.2.3, 1.3.0' });
    expect((await run.folder.record()).environments.map(({ versions }) => versions.onnxruntime)).toEqual([
      '1.2.3',
      '1.3.0',
    ]);
  });
});
