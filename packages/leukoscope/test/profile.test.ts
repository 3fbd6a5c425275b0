/** `profile`: what it prints, writes and refuses. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trainedRun } from './trained-run.ts';

const { place, model, lk, here } = trainedRun();
const PROFILE = ['profile', model, '--threads', '1', '--seconds', '0.05', '--batch', '2'] as const;

test('prints a table of both works, and one document with --json', async () => {
  const { exitCode, out } = lk(...PROFILE);
  expect(exitCode).toBe(0);
  for (const words of ['Inference, 2 images a step', 'Training, 2 images a step', 'between nodes', 'conv1']) {
    expect(out).toContain(words);
  }
  const document = JSON.parse((await here(...PROFILE, '--json', '--inference')).out);
  expect(document).toMatchObject({ network: 'cnn', threads: 1, works: [{ work: 'inference', batch: 2 }] });
  const [{ kinds, profiledStepMs }] = document.works;
  const total = kinds.reduce((sum: number, { ms }: { ms: number }) => sum + ms, 0);
  expect(total).toBeCloseTo(profiledStepMs, 6);
});

test('writes a picture or a page, in Spanish too, and never over another file', async () => {
  expect((await here(...PROFILE, '--train', '--out', 'profile.svg')).exitCode).toBe(0);
  expect(readFileSync(join(place, 'profile.svg'), 'utf8')).toContain('Training, 2 images a step');
  expect((await here(...PROFILE, '--train', '--lang', 'es', '--out', 'profile.html')).exitCode).toBe(0);
  const page = readFileSync(join(place, 'profile.html'), 'utf8');
  expect(page).toContain('<html lang="es">');
  expect(page).toContain('Por operador de ONNX');
  expect(await here(...PROFILE, '--out', 'profile.svg')).toMatchObject({ exitCode: 2 });
});

describe('refuses', () => {
  test.each([
    ['a picture of another kind', ['--out', 'profile.png'], 2, '.svg or .html'],
    ['no image', ['--batch', '0'], 2, '--batch'],
    ['no time', ['--seconds', '0'], 2, '--seconds'],
  ])('%s', async (_, options, code, named) => {
    const { exitCode, err } = await here(...PROFILE, ...options);
    expect(exitCode).toBe(code);
    expect(err).toContain(named);
  });

  test('what is no model', async () => {
    writeFileSync(join(place, 'notes.onnx'), 'notes');
    const { exitCode, err } = await here('profile', 'notes.onnx');
    expect(exitCode).toBe(3);
    expect(err).toContain('not a complete ONNX model');
    expect(existsSync(join(place, 'profile.png'))).toBe(false);
  });
});
