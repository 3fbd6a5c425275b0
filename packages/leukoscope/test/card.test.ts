/** The model card as people get it: written by the program from a run and its test. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fastFolder } from './fast-folder.ts';
import { trainedRun } from './trained-run.ts';

const { run, cells, model, split, lk, here } = trainedRun();

/** The test of the run's model, as a file. */
async function testOf(...options: string[]): Promise<string> {
  const file = join(fastFolder(), 'test.json');
  const { exitCode, out } = await here('evaluate', model, cells, '--split', split, '--json', ...options);
  expect(exitCode).toBe(0);
  writeFileSync(file, out);
  return file;
}

describe('card', () => {
  test('as a process writes a page that stands alone, with the test and the run', async () => {
    const page = join(fastFolder(), 'card.html');
    const { exitCode, out, err } = lk('card', model, '--evaluation', await testOf('--part', 'test'), '--out', page);
    expect([exitCode, out, err]).toEqual([0, `${page}\n`, '']);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('were missed in its test');
    expect(html).toContain('<title>Learning curves</title>');
    expect(html).toContain('Every image could be used.');
    expect(html).toContain('onnxruntime-node');
    expect(html.match(/\s(?:src|href)="(?!#)/g)).toBeNull();
    expect(html).not.toMatch(/<script|<link|\son[a-z]+=/i);
  });

  test('without a file shows Markdown, and one document with --json', async () => {
    const shown = await here('card', model, '--lang', 'es');
    expect([shown.exitCode, shown.err]).toEqual([0, '']);
    expect(shown.out).toMatch(/^# Ficha del modelo: /);
    expect(shown.out).toContain('Esta página no tiene ninguna prueba del modelo');
    const document = JSON.parse((await here('card', model, '--json')).out);
    expect(document.card.training.dataset.name).toBe('cells');
    expect(document.checklists.map(({ items }: { items: unknown[] }) => items.length)).toEqual([44, 52]);
    const file = join(fastFolder(), 'card.json');
    expect((await here('card', model, '--out', file)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });

  test('of a model alone says less, and nothing of a run that is not its own', async () => {
    const folder = fastFolder();
    const alone = join(folder, 'model.onnx');
    copyFileSync(model, alone);
    const runOf = async () => JSON.parse((await here('card', alone, '--json')).out).run;
    expect(await runOf()).toBeNull();
    const record = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'));
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...record, seed: 99 }));
    expect(await runOf()).toBeNull();
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ ...record, rejected: 3 }));
    expect(await runOf()).toMatchObject({ rejected: 3, exclude: [] });
    writeFileSync(join(folder, 'run.json'), '{');
    const { exitCode, err } = await here('card', alone);
    expect([exitCode, err]).toEqual([3, expect.stringContaining('run.json')]);
  });

  test('does not take figures of validation cells for a test', async () => {
    const file = await testOf('--part', 'validation');
    const { out } = await here('card', model, '--evaluation', file);
    expect(out).toContain('This page has no test of the model');
    expect(out).toContain('they flatter and are not shown as a test');
  });

  test('refuses the test of another model file, what is no test, and to write over a file', async () => {
    const folder = fastFolder();
    const other = join(folder, 'other.json');
    const document = JSON.parse(readFileSync(await testOf(), 'utf8'));
    writeFileSync(other, JSON.stringify({ ...document, about: { ...document.about, modelHash: 'f'.repeat(64) } }));
    const page = join(folder, 'card.html');
    const given = async (...options: string[]) => {
      const { exitCode, err } = await here('card', model, '--out', page, ...options);
      return [exitCode, err.split('\n')[0]];
    };
    expect(await given('--evaluation', other)).toEqual([4, expect.stringContaining('is the test of another model')]);
    expect(await given('--evaluation', split)).toEqual([3, expect.stringContaining('cannot take the test from')]);
    expect(existsSync(page)).toBe(false);
    writeFileSync(page, 'mine');
    expect(await given()).toEqual([2, expect.stringContaining('card.html')]);
    expect((await here('card', model, '--out', 'card.pdf')).exitCode).toBe(2);
  });
});
