/** The main job as people do it: the built program as a process, from labelled images to shares of atypical cells. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { ENGLISH, PROGRAM } from './program.ts';
import { BRIEF, QUICK, trainedRun } from './trained-run.ts';

const { place, cells, run, model, split, env, lk, here } = trainedRun();

describe('train', () => {
  test('ends with what was learnt, and what to do next', () => {
    const { exitCode, out, err } = lk('train', cells, '--out', join(fastFolder(), 'run'), ...QUICK);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^train +\d+ +\d+ +\d+$/m);
    expect(out).toContain('0 cells excluded by scheme or data, 0 images rejected.');
    expect(out).toMatch(/validation ROC AUC 1\.000 on \d+ cells/);
    expect(out).toMatch(/^Next: leukoscope evaluate \S+model\.onnx \S+cells --split \S+split\.json --part test$/m);
  });

  test('--json is one document on one line', async () => {
    const { out } = await here('train', cells, '--out', join(fastFolder(), 'run'), '--json', ...QUICK);
    expect(out.trim().split('\n')).toHaveLength(1);
    const promised = ['model', 'epochs', 'bestEpoch', 'counts', 'excluded', 'rejected', 'validation', 'threshold'];
    expect(Object.keys(JSON.parse(out))).toEqual(expect.arrayContaining(promised));
  });

  test('counts what the scheme excludes', async () => {
    const folder = fastFolder();
    for (const [label, group, count] of [
      ['NGS', 'typical', 9],
      ['MYO', 'atypical', 8],
      ['KSC', 'atypical', 3],
    ] as const) {
      mkdirSync(join(folder, 'cells', label), { recursive: true });
      for (let at = 0; at < count; at++) {
        writeFileSync(
          join(folder, 'cells', label, `${at}.png`),
          cellPicture(group, 1000 + at + (label === 'KSC' ? 50 : 0)),
        );
      }
    }
    const train = async (out: string, ...options: string[]) =>
      JSON.parse(
        (await here('train', join(folder, 'cells'), '--out', join(folder, out), '--json', ...BRIEF, ...options)).out,
      );
    expect(await train('default')).toMatchObject({ excluded: 3, rejected: 0 });
    const { counts, excluded } = await train('paper', '--scheme', 'paper');
    expect([excluded, counts.train.atypical + counts.validation.atypical + counts.test.atypical]).toEqual([0, 11]);
  });

  test('takes a split of one’s own, by patient, in CSV', async () => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'split.csv'), 'patient,split\nP1,validation\nP2,test\n*,train\n');
    const args = ['--out', join(folder, 'run'), '--split', join(folder, 'split.csv'), '--json', ...QUICK];
    const { counts } = JSON.parse((await here('train', cells, ...args)).out);
    expect(counts).toEqual({
      train: { typical: 60, atypical: 60, patients: 6 },
      validation: { typical: 10, atypical: 10, patients: 1 },
      test: { typical: 10, atypical: 10, patients: 1 },
    });
  });

  test('into a folder that is not empty is refused, and touches nothing', async () => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'mine.txt'), 'x');
    const { exitCode, out, err } = await here('train', cells, '--out', folder);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: the output folder .* is not empty/);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    expect((await here('train', cells, '--out', folder, '--lang', 'es')).err).toMatch(
      /^error: la carpeta de salida .* no está vacía/,
    );
  });
});

describe('a split that leaks is refused: exit 4, unless it is allowed', () => {
  const withSplit = (text: string): string[] => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'split.csv'), text);
    return ['--out', join(folder, 'run'), '--split', join(folder, 'split.csv'), ...QUICK];
  };

  test('a patient on both sides', async () => {
    const args = withSplit('path,split\nP1/NGS-0.png,validation\n*,train\n');
    const refused = await here('train', cells, ...args);
    expect([refused.exitCode, refused.out]).toEqual([4, '']);
    expect(refused.err).toMatch(/^error: .*1 patient .*P1 in train and validation/);
    expect((await here('train', cells, ...args, '--lang', 'es')).err).toMatch(
      /^error: .*1 paciente .*P1 en entrenamiento y validación/,
    );
    expect((await here('train', cells, ...args, '--allow-leaks')).exitCode).toBe(0);
  });

  test('an identical image on both sides', async () => {
    const copy = join(fastFolder(), 'cells');
    cpSync(cells, copy, { recursive: true });
    cpSync(join(copy, 'P2/NGS-0.png'), join(copy, 'P1/NGS-0.png'));
    const args = withSplit('patient,split\nP1,validation\n*,train\n');
    const refused = await here('train', copy, ...args);
    expect([refused.exitCode, refused.out]).toEqual([4, '']);
    expect(refused.err).toMatch(
      /^error: .*1 identical image .*P2\/NGS-0\.png in train and P1\/NGS-0\.png in validation/,
    );
    expect((await here('train', copy, ...args, '--allow-leaks')).exitCode).toBe(0);
  });
});

describe('evaluate', () => {
  test('--compare sets a model beside itself without a difference, and --figures writes pictures with their numbers', async () => {
    const figures = join(place, 'figures');
    const compared = ['--split', split, '--compare', model, '--figures', figures, '--json'];
    const { exitCode, out, err } = await here('evaluate', model, cells, ...compared);
    expect([exitCode, err]).toEqual([0, '']);
    const { n, comparison } = JSON.parse(out);
    expect(comparison).toMatchObject({ n, models: { first: model, other: model }, rocAuc: { p: null } });
    expect(comparison.accuracy).toMatchObject({ difference: { value: 0 }, mcNemar: { exact: null, midP: null } });
    for (const name of [
      'roc',
      'precision-recall',
      'reliability',
      'by-type',
      'by-patient',
      'learning-curves',
      'comparison',
    ]) {
      expect(readFileSync(join(figures, `${name}.svg`), 'utf8')).toMatch(/^<svg /);
      expect(readFileSync(join(figures, `${name}.csv`), 'utf8').split('\n').length).toBeGreaterThan(2);
    }
    const again = await here('evaluate', model, cells, ...compared);
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('another folder with --figures')]);
  });

  test('--by sets cells apart by a column of the manifest, and asks after one that is not there', async () => {
    const scanned = join(place, 'scanned');
    const lines = readFileSync(join(cells, 'manifest.csv'), 'utf8').trim().split('\n');
    const rows = lines.map((line, at) =>
      at === 0 ? `${line},scanner` : `../cells/${line},${at % 3 === 0 ? 'A' : 'B'}`,
    );
    mkdirSync(scanned);
    writeFileSync(join(scanned, 'manifest.csv'), `${rows.join('\n')}\n`.replaceAll('../cells/', ''));
    for (const patient of new Set(lines.slice(1).map((line) => line.split('/')[0]!))) {
      cpSync(join(cells, patient), join(scanned, patient), { recursive: true });
    }
    const tested = ['evaluate', model, scanned, '--split', split, '--figures', join(place, 'apart')];
    const { exitCode, out, err } = await here(...tested, '--by', 'scanner', '--json');
    expect([exitCode, err]).toEqual([0, '']);
    const { n, subgroups } = JSON.parse(out);
    expect(subgroups.column).toBe('scanner');
    expect(subgroups.groups.map(({ value }: { value: string }) => value)).toEqual(['B', 'A']);
    expect(subgroups.groups[0].n + subgroups.groups[1].n).toBe(n);
    expect(readFileSync(join(place, 'apart/subgroups.csv'), 'utf8')).toMatch(/^scanner,cells,atypical,patients,/);
    const misspelt = await here('evaluate', model, scanned, '--split', split, '--by', 'scaner');
    expect([misspelt.exitCode, misspelt.err]).toEqual([2, expect.stringContaining("Did you mean 'scanner'?")]);
  });

  test('--json has at its top what readers were promised, by these names and in this order', () => {
    const { exitCode, out, err } = lk('evaluate', model, cells, '--split', split, '--json');
    expect([exitCode, err]).toEqual([0, '']);
    const found = JSON.parse(out);
    expect(Object.keys(found)).toEqual([
      ...['n', 'positive', 'threshold', 'confusion', 'accuracy', 'sensitivity', 'specificity', 'rocAuc'],
      ...['sensitivityAtSpecificity90', 'rejected', 'rates', 'averagePrecision', 'atPrevalence', 'byCellType'],
      ...['byPatient', 'bootstrap', 'roc', 'precisionRecall', 'bands', 'reliability', 'types', 'rejectedImages'],
      ...['judged', 'about', 'comparison', 'subgroups'],
    ]);
    const { tp, fn, fp, tn } = found.confusion;
    expect([tp + fn + fp + tn, tp + fn]).toEqual([found.n, found.positive]);
    expect([found.n, found.positive, found.rejected, found.about.part]).toEqual([20, 10, 0, 'test']);
    expect(found.rejectedImages).toEqual([]);
    expect(found.sensitivity).toMatchObject({ value: tp / (tp + fn), numerator: tp, denominator: tp + fn });
    expect(found.specificity).toMatchObject({ value: tn / (tn + fp), numerator: tn, denominator: tn + fp });
    expect([found.accuracy.value, found.rocAuc.value]).toEqual([1, 1]);
    expect(found.threshold).toBe(JSON.parse(lk('train', '--resume', run, '--json').out).threshold.threshold);
  });

  test('says it in words, in both languages', async () => {
    const english = await here('evaluate', model, cells, '--split', split, '--part', 'validation');
    expect(english.out).toMatch(
      /^0 of 10 atypical cells missed, 0 of 10 typical ones called atypical \(20 cells of cells, part validation; 0 excluded, 0 rejected/,
    );
    expect(english.out).toContain(
      'These cells chose the threshold of this model, and its epoch unless it is the last: it is no test result.',
    );
    expect(english.out).toContain('not a diagnosis');
    const spanish = await here('evaluate', model, cells, '--split', split, '--lang', 'es');
    expect(spanish.out).toMatch(/^0 de 10 células atípicas no detectadas/);
    expect(spanish.out).toContain('no un diagnóstico');
    expect(spanish.out).not.toContain('Estas células eligieron');
  });

  test('on cells of the training is refused: exit 4, unless it is allowed', async () => {
    for (const args of [[], ['--split', split, '--part', 'train']]) {
      const { exitCode, out, err } = await here('evaluate', model, cells, ...args);
      expect([exitCode, out]).toEqual([4, '']);
      expect(err).toContain('was trained on images of this data set (P');
      expect(err).toContain(`taken: --split ${split}. Or`);
    }
    expect((await here('evaluate', model, cells, '--lang', 'es')).err).toContain(
      'fue entrenado con imágenes de este conjunto',
    );
    const allowed = await here('evaluate', model, cells, '--allow-training-cells', '--json');
    expect([allowed.exitCode, JSON.parse(allowed.out).n]).toEqual([0, 160]);
  });

  test('at another threshold', async () => {
    const at = async (threshold: string) =>
      JSON.parse((await here('evaluate', model, cells, '--split', split, '--threshold', threshold, '--json')).out)
        .confusion;
    expect(await at('0')).toEqual({ tp: 10, fn: 0, fp: 10, tn: 0 });
    expect(await at('1')).toEqual({ tp: 0, fn: 10, fp: 0, tn: 10 });
  });

  test('on a data set of one group tells what can be told', async () => {
    const folder = fastFolder();
    mkdirSync(join(folder, 'NGS'));
    for (let at = 0; at < 5; at++) writeFileSync(join(folder, 'NGS', `${at}.png`), cellPicture('typical', 2000 + at));
    const { exitCode, out } = await here('evaluate', model, folder, '--json');
    const { n, positive, specificity, sensitivity, rocAuc, bootstrap } = JSON.parse(out);
    expect([exitCode, n, positive, specificity.value, sensitivity.value]).toEqual([0, 5, 0, 1, null]);
    expect([rocAuc.value, bootstrap]).toEqual([null, null]);
    const inWords = (await here('evaluate', model, folder)).out;
    expect(inWords).toMatch(/^No atypical cell to miss, 0 of 5 typical ones called atypical \(5 cells/);
    expect(inWords).toMatch(/sensitivity +— +— +0\/0/);
    const spanish = await here('evaluate', model, folder, '--lang', 'es');
    expect(spanish.out).toMatch(/^Sin células atípicas que detectar, 0 de 5 típicas tomadas por atípicas/);
  });

  test('of nothing is refused', async () => {
    const part = await here('evaluate', model, cells, '--part', 'test');
    expect([part.exitCode, part.err.split('\n')[0]]).toEqual([
      2,
      'error: `leukoscope evaluate` needs the option --split.',
    ]);
    const folder = fastFolder();
    writeFileSync(join(folder, 'split.csv'), 'path,split\n*,train\n');
    const nothing = await here('evaluate', model, cells, '--split', join(folder, 'split.csv'));
    expect([nothing.exitCode, nothing.err.split('\n')[0]]).toEqual([
      3,
      'error: nothing to evaluate: cells has no cell with a known group in the part validation (0 excluded), expected at least one.',
    ]);
  });
});

/** Names that a file system allows and a table must survive. */
const AWKWARD = [
  'with space.png',
  'comma,.png',
  '"quoted".png',
  'line\nbreak.png',
  '=1+1.png',
  'célula ñ 细胞.png',
  "'.png",
];

describe('classify', () => {
  function awkwardFolder(name = '=patient, "A"'): string {
    const folder = join(fastFolder(), name);
    mkdirSync(folder);
    AWKWARD.forEach((file, at) => {
      writeFileSync(join(folder, file), cellPicture(at % 2 === 0 ? 'typical' : 'atypical', 3000 + at));
    });
    return folder;
  }
  const truth = (folder: string) =>
    AWKWARD.map((file, at) => [join(folder, file), at % 2 === 0 ? 'typical' : 'atypical'] as const).toSorted(
      ([a], [b]) => (a < b ? -1 : 1),
    );

  test('writes CSV that reads back, whatever files and patients are called', async () => {
    const folder = awkwardFolder();
    const { exitCode, out, err } = await here('classify', model, folder);
    expect(exitCode).toBe(0);
    const rows: Record<string, string>[] = parse(out, { columns: true });
    expect(Object.keys(rows[0]!)).toEqual(['path', 'patient', 'image_hash', 'probability', 'prediction', 'error']);
    expect(rows.map(({ path, prediction }) => [path, prediction])).toEqual(truth(folder));
    // A spreadsheet must not take a name for a formula.
    expect(new Set(rows.map(({ patient }) => patient))).toEqual(new Set([`'=patient, "A"`]));
    for (const { probability, prediction } of rows) expect(Number(probability) >= 0.5).toBe(prediction === 'atypical');
    expect(err).toContain('7 images classified, 0 rejected');
    expect(err).toContain('under 100 cells');
  });

  test('writes JSON lines', async () => {
    const folder = awkwardFolder();
    const { out } = await here('classify', model, folder, '--format', 'jsonl', '--quiet');
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ path, prediction }) => [path, prediction])).toEqual(truth(folder));
    expect(rows[0].patient).toBe('=patient, "A"');
  });

  test('--json is one document, with the predictions if they go nowhere else', async () => {
    const folder = awkwardFolder('B');
    const file = join(fastFolder(), 'predictions.csv');
    const whole = JSON.parse((await here('classify', model, folder, '--json')).out);
    expect(whole).toMatchObject({ classified: 7, rejected: 0, ignoredFiles: 0 });
    expect(whole.predictions).toHaveLength(7);
    expect(whole.patients).toMatchObject([
      { patient: 'B', share: { tooFew: true, share: { numerator: 3, denominator: 7 } } },
    ]);
    const { predictions, ...rest } = JSON.parse((await here('classify', model, folder, '--json', '--out', file)).out);
    expect([predictions, rest.classified, parse(readFileSync(file), { columns: true }).length]).toEqual([
      undefined,
      7,
      7,
    ]);
  });

  test('takes files, folders and a list; each folder is a patient unless one is named', async () => {
    const [folder, other] = [awkwardFolder('A'), awkwardFolder('B')];
    const list = join(fastFolder(), 'list.txt');
    writeFileSync(list, `${join(cells, 'P1/NGS-0.png')}\r\n\n${other}\n`);
    const args = [model, join(cells, 'P0/MYO-0.png'), folder, '--list', list];
    const patientsOf = async (...options: string[]) =>
      JSON.parse((await here('classify', ...args, '--json', ...options)).out).patients.map(
        ({ patient, share: { share } }: { patient: string; share: { share: { denominator: number } } }) => [
          patient,
          share.denominator,
        ],
      );
    expect(await patientsOf()).toEqual([
      [null, 2],
      ['A', 7],
      ['B', 7],
    ]);
    expect(await patientsOf('--patient', 'X')).toEqual([['X', 16]]);
    const table = await here('classify', ...args, '--out', join(fastFolder(), 'predictions.csv'), '--lang', 'es');
    expect(table.out).toMatch(/^paciente +atípicas +células +proporción/);
    expect(table.out).toContain('16 imágenes clasificadas, 0 rechazadas');
    expect(table.out).toContain('Corregida: cuenta con los errores del propio modelo');
    expect(table.out).toMatch(/sano no sale con 0%: .* al \d+\.\d% \(\d.*%\) de sus \d+ células típicas de validación/);
  });

  test('tells what a smear without atypical cells would show, by the typical cells of validation', async () => {
    const { specificity } = JSON.parse((await here('train', '--resume', run, '--json')).out).threshold.reached;
    const { falseAlarms } = JSON.parse((await here('classify', model, join(cells, 'P0/MYO-0.png'), '--json')).out);
    expect(falseAlarms.numerator).toBe(specificity.denominator - specificity.numerator);
    expect(falseAlarms.denominator).toBe(specificity.denominator);
    expect(falseAlarms.value + specificity.value).toBeCloseTo(1, 12);
    expect(falseAlarms.high + specificity.low).toBeCloseTo(1, 12);
  });

  test('is as good alone as among others, and after the cache is gone', async () => {
    const path = join(cells, 'P3/MYO-4.png');
    const probabilityOf = async (...args: string[]) =>
      JSON.parse((await here('classify', model, '--json', ...args)).out).predictions.find(
        (row: { path: string }) => row.path === path,
      ).probability;
    const [alone, among] = [await probabilityOf(path, '--no-cache'), await probabilityOf(join(cells, 'P3'))];
    expect(Math.abs(alone - among)).toBeLessThan(1e-6);
  });

  test('says what is missing', async () => {
    expect(await here('classify', model)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('`leukoscope classify` needs <images>, which was not given.'),
    });
    const empty = fastFolder();
    const { exitCode, err } = await here('classify', model, empty, '--lang', 'es');
    expect([exitCode, err.split('\n')[0]]).toEqual([
      3,
      `error: no hay imágenes que clasificar en ${empty} (0 archivos de otro tipo); se esperaba JPEG, PNG, WebP o TIFF.`,
    ]);
  });

  test('a reader that goes away (`| head`) ends it quietly', async () => {
    const args = [PROGRAM, 'classify', model, cells, '--progress', 'none', '--quiet'];
    const child = spawn(process.execPath, args, { cwd: place, env: { ...ENGLISH, ...env } });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdout.destroy();
    expect([await new Promise((resolve) => child.once('close', resolve)), err]).toEqual([0, '']);
  });

  test('writes a file whole or not at all', async () => {
    const folder = fastFolder();
    const file = join(folder, 'none', 'predictions.csv');
    const { exitCode, err } = await here('classify', model, join(cells, 'P0'), '--out', file);
    expect([exitCode, err.split('\n')[0]]).toEqual([
      2,
      `error: cannot write ${file}: there is no folder ${join(folder, 'none')}.`,
    ]);
    expect(existsSync(file)).toBe(false);
  });
});
