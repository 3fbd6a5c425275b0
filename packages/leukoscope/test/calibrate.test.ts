/** A threshold with a promise as people come by it: calibrated on labelled patients, used on new ones, withdrawn on strange ones. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { png } from './png.ts';
import { trainedRun } from './trained-run.ts';

const { place, model, here } = trainedRun();
const [patients, calibrated] = [join(place, 'patients'), join(place, 'calibrated.onnx')];
const GROUPS = [
  ['NGS', 'typical'],
  ['MYO', 'atypical'],
] as const;

beforeAll(async () => {
  const rows = ['path,label,patient'];
  for (let patient = 0; patient < 20; patient++) {
    for (const [label, group] of GROUPS) {
      for (let cell = 0; cell < 10; cell++) {
        const path = `Q${patient}/${label}-${cell}.png`;
        write(join(patients, path), cellPicture(group, 10_000 + 10 * patient + cell));
        rows.push(`${path},${label},Q${patient}`);
      }
    }
  }
  write(join(patients, 'manifest.csv'), `${rows.join('\n')}\n`);
  const words = ['--promise', 'average', '--miss', '0.05', '--false-alarms', '0.05', '--out', calibrated];
  const { exitCode, err } = await here('calibrate', model, patients, ...words);
  expect([exitCode, err]).toEqual([0, '']);
});

function write(path: string, content: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

describe('calibrate', () => {
  test('says what is promised, of how many patients, and what it does on them', async () => {
    const out = join(place, 'again.onnx');
    const ended = await here('calibrate', model, patients, '--promise', 'average', '--out', out);
    expect(ended.out).toContain("at most 5.0% of a patient's atypical cells are called typical");
    expect(ended.out).toContain('It rests on 20 patients of patients');
    expect(ended.out).toContain('Of the 200 atypical cells it was chosen by');
  });

  test('refuses a promise for which there are too few patients, says how many are missing, and writes nothing', async () => {
    const out = join(place, 'refused.onnx');
    const { exitCode, err } = await here('calibrate', model, patients, '--promise', 'confident', '--out', out);
    expect(exitCode).toBe(4);
    expect(err).toContain('got 20 patients with atypical cells, expected at least 59.');
    expect(err).toContain('39 more patients');
    expect(existsSync(out)).toBe(false);
    const spanish = ['--promise', 'confident', '--out', out, '--lang', 'es'];
    expect((await here('calibrate', model, patients, ...spanish)).err).toContain('39 pacientes más');
  });

  test.each([
    [['--target', 'youden', '--miss', '0.1']],
    [['--target', 'youden', '--promise', 'average']],
    [['--target', 'sensitivity=2']],
    [[]],
  ])('is wrong use with %j', async (words) => {
    expect((await here('calibrate', model, patients, ...words, '--out', join(place, 'x.onnx'))).exitCode).toBe(2);
  });
});

describe('a calibrated model', () => {
  test('is tested like any other, and says what its promise came to', async () => {
    const { out, exitCode } = await here('evaluate', calibrated, patients, '--json');
    expect(exitCode).toBe(0);
    const { judged, threshold } = JSON.parse(out);
    expect(judged.kept.missed).toMatchObject({ limit: 0.05, n: 20 });
    expect(judged.kept.missed.observed).toBeLessThanOrEqual(0.05);
    expect(judged.promise.shift).toMatchObject({ alarm: false, reference: 20, batch: 20 });
    expect(judged.referral.low).toBe(threshold);
  });

  test('withdraws its promise where images look unlike, with the predictions written', async () => {
    const strange = join(place, 'strange');
    for (let at = 0; at < 25; at++) {
      const pixels = Uint8Array.from({ length: 3 * 32 * 32 }, (_, byte) => (byte * (at + 3)) % 90);
      write(join(strange, `${at}.png`), png(32, 32, pixels));
    }
    const predictions = join(place, 'strange.csv');
    const { exitCode, out } = await here('classify', calibrated, strange, '--out', predictions);
    expect(exitCode).toBe(4);
    expect(out).toContain('Shift alarm: this patient does not look like the 20 of the calibration');
    expect(out).toContain('the promise is withdrawn');
    expect(existsSync(predictions)).toBe(true);
    const allowed = await here('classify', calibrated, strange, '--allow-shift', '--out', join(place, 'allowed.csv'));
    expect(allowed.exitCode).toBe(0);
  });

  test('is needed for --allow-shift', async () => {
    const { exitCode, err } = await here('classify', model, patients, '--allow-shift', '--out', join(place, 'x.csv'));
    expect(exitCode).toBe(2);
    expect(err).toContain('makes no promise');
  });
});
