/** Reports as people get them: the program writes them, and a reader without Leukoscope opens them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { trainedRun } from './trained-run.ts';

const { place, cells, model, split, lk, here } = trainedRun();

/** As a process once: the built program writes the page too. */
const inLanguage = (language: string) => (language === 'en' ? lk : here);
const newFile = () => join(fastFolder(), 'report.html');
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** Whatever a page would fetch or run. */
function faultsOf(page: string): string[] {
  const addresses = Array.from(page.matchAll(/\s(?:src|href)="([^"]*)"/g), ([, address = '']) => address);
  return [
    ...addresses.filter((address) => !/^(#|data:image\/webp;base64,)/.test(address)),
    ...(page.replace(/"[^"]*"/g, '').match(/<script|<link|<iframe|<[^>]*\son[a-z]+=/gi) ?? []),
  ];
}

describe('evaluate --report', () => {
  test.each([
    ['en', 'Report: ', /0 of \d+ atypical cells were missed: 0\.0% \(95% interval: 0\.0%–/, 'Learning curves'],
    [
      'es',
      'Informe: ',
      /0 de \d+ células atípicas no se detectaron: 0\.0% \(intervalo del 95%: 0\.0%–/,
      'Curvas de aprendizaje',
    ],
  ])('writes one page that stands alone, in %s', async (language, said, missed, curves) => {
    const report = newFile();
    const { exitCode, out, err } = await inLanguage(language)(
      'evaluate',
      model,
      cells,
      '--split',
      split,
      '--report',
      report,
      '--lang',
      language,
    );
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`${said}${report}`);
    const page = readFileSync(report, 'utf8');
    expect(page).toContain(`<html lang="${language}">`);
    expect(textOf(page)).toMatch(missed);
    expect(page).toContain(`<title>${curves}</title>`);
    const { n } = JSON.parse((await here('evaluate', model, cells, '--split', split, '--json')).out);
    const pictures = page.match(/ href="data:image\/webp;base64,[^"]{50,}"/g) ?? [];
    expect(new Set(pictures).size).toBe(pictures.length);
    expect(pictures).toHaveLength(n);
    // Each in the gallery, and in the field of its call.
    expect(
      page.match(/<svg role="img" aria-label="[^"]+" viewBox="0 0 1 1"><use href="#picture-\d+"\/>/g),
    ).toHaveLength(2 * n);
    expect(faultsOf(page)).toEqual([]);
  });

  test('leaves the document of --json as it is, and names the file', async () => {
    const report = newFile();
    const evaluated = async (...options: string[]) =>
      JSON.parse((await here('evaluate', model, cells, '--split', split, '--json', ...options)).out);
    const { about, ...figures } = await evaluated('--report', report);
    const { about: plain, ...same } = await evaluated();
    expect(figures).toEqual(same);
    expect([about.report, plain.report]).toEqual([report, null]);
  });

  test('keeps a class folder’s name a text', async () => {
    const folder = join(fastFolder(), 'cells');
    const hostile = '<img onerror=alert(1) src=x>';
    for (const [label, group] of [
      [hostile, 'atypical'],
      ['NGS', 'typical'],
    ] as const) {
      mkdirSync(join(folder, label), { recursive: true });
      for (let at = 0; at < 3; at++) writeFileSync(join(folder, label, `${at}.png`), cellPicture(group, 5000 + at));
    }
    const rows = readdirSync(folder).flatMap((label) =>
      [0, 1, 2].map((at) => `${label}/${at}.png,${label},${label},${label === hostile ? 'atypical' : 'typical'}`),
    );
    writeFileSync(join(folder, 'manifest.csv'), `path,label,patient,group\n${rows.join('\n')}\n`);
    const report = newFile();
    expect((await here('evaluate', model, folder, '--report', report)).exitCode).toBe(0);
    const page = readFileSync(report, 'utf8');
    expect(page).toContain('&lt;img onerror=alert(1) src=x&gt;');
    expect(page.includes('<img onerror')).toBe(false);
    expect(faultsOf(page)).toEqual([]);
  });

  test('refuses to write over a file, before any work', async () => {
    const report = newFile();
    writeFileSync(report, 'mine');
    const { exitCode, out, err } = await here('evaluate', model, cells, '--split', split, '--report', report);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: .*report\.html/);
    expect(err).toContain('another name with --report');
    expect(readFileSync(report, 'utf8')).toBe('mine');
  });

  test('says which file of the run is damaged', async () => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'model.onnx'), readFileSync(model));
    writeFileSync(join(folder, 'metrics.jsonl'), '{"epoch":1}\n');
    const report = newFile();
    const args = ['evaluate', join(folder, 'model.onnx'), cells, '--split', split, '--report', report];
    const { exitCode, err } = await here(...args);
    expect([exitCode, existsSync(report)]).toEqual([3, false]);
    expect(err).toContain(`cannot draw the learning curves: ${join(folder, 'metrics.jsonl')} is damaged.`);
    expect((await here(...args, '--lang', 'es')).err).toContain('no se pueden dibujar las curvas de aprendizaje');
    writeFileSync(join(folder, 'metrics.jsonl'), '');
    expect((await here(...args)).exitCode).toBe(0);
    expect(readFileSync(report, 'utf8')).not.toContain('Learning curves');
  });
});

describe('classify --report', () => {
  test.each([
    ['en', 'Report: ', 'P1: the model calls 50.0% of the cells atypical (95% interval: '],
    ['es', 'Informe: ', 'P1: el modelo llama atípicas al 50.0% de las células (intervalo del 95%: '],
  ])('writes one page about a patient, in %s', async (language, said, share) => {
    const [report, predictions] = [newFile(), join(fastFolder(), 'predictions.csv')];
    const args = ['classify', model, join(cells, 'P1'), '--out', predictions, '--report', report, '--lang', language];
    const { exitCode, out, err } = await inLanguage(language)(...args);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain(`${said}${report}`);
    const page = readFileSync(report, 'utf8');
    expect(textOf(page)).toContain(share);
    expect(page.match(/<img src="data:image\/webp;base64,/g)).toHaveLength(12);
    expect(page.match(/alt="[^"]*MYO-\d\.png"/g)?.length).toBe(10);
    expect(faultsOf(page)).toEqual([]);
  });

  test('of patients with a damaged image names it, and keeps the rest', async () => {
    const folder = fastFolder();
    mkdirSync(join(folder, 'A'));
    mkdirSync(join(folder, 'B'));
    for (const patient of ['A', 'B']) writeFileSync(join(folder, patient, 'cell.png'), cellPicture('atypical', 1));
    writeFileSync(join(folder, 'B', 'bad.png'), 'no image');
    const report = newFile();
    const { exitCode } = await here(
      'classify',
      model,
      join(folder, 'A'),
      join(folder, 'B'),
      '--json',
      '--report',
      report,
    );
    expect(exitCode).toBe(3);
    const text = textOf(readFileSync(report, 'utf8'));
    expect(text).toContain('Of 2 images of 2 patients the model calls 100.0% to 100.0% atypical');
    expect(text).toContain(join(folder, 'B', 'bad.png'));
  });

  test('refuses to write over a file, before any work', async () => {
    const report = newFile();
    writeFileSync(report, 'mine');
    const predictions = join(place, 'never.csv');
    const { exitCode } = await here('classify', model, join(cells, 'P1'), '--out', predictions, '--report', report);
    expect([exitCode, existsSync(predictions), readFileSync(report, 'utf8')]).toEqual([2, false, 'mine']);
  });
});
