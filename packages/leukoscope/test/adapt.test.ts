/** A model for another laboratory as people come by it: adapted, tested on other patients, used, refused. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../src/cli/run.ts';
import { readModelCard } from '../src/models/model-file.ts';
import { writeCells } from './cell-pictures.ts';
import { fakeWorld } from './fake-world.ts';
import { trainedRun } from './trained-run.ts';

const { place, model, env, here } = trainedRun();
/** Far darker and greener than the training cells: the model as it was calls many of its cells wrong. */
const TINT = [0.7, 0.95, 0.6] as const;
const [site, alike, adapted] = ['site', 'alike', 'adapted'].map((name) => join(place, name)) as [
  string,
  string,
  string,
];

const cardOf = async (folder: string) => readModelCard(readFileSync(join(folder, 'model.onnx')), 'model.onnx');
const recordOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'adaptation.json'), 'utf8'));

beforeAll(async () => {
  writeCells(site, { patients: 12, cellsEach: 14, tint: TINT, firstPicture: 5000 });
  writeCells(alike, { patients: 1, cellsEach: 40, tint: TINT, firstPicture: 9000, named: false });
  const { exitCode, err } = await here('adapt', model, site, '--labelled', '40', '--cells', '60', '--out', adapted);
  expect([exitCode, err]).toEqual([0, '']);
});

describe('adapt', () => {
  test('tests the adapted model on patients none of whose cells adapted it', () => {
    const { cells, rows, comparison, levers, missing } = recordOf(adapted);
    expect(cells).toEqual({
      ...{ pictures: 84, typical: 20, atypical: 20, test: 252 },
      patients: { adapting: 3, test: 9 },
    });
    expect(rows.map((row: { levers: string[] }) => row.levers)).toEqual([
      [],
      ['colour'],
      ['labels'],
      ['colour', 'labels'],
    ]);
    expect(levers).toEqual(['colour', 'labels']);
    expect(missing).toEqual({ scale: 'no-scale', norm: 'no-norm' });
    expect(comparison.n).toBe(252);
    expect(comparison.patients).toBe(9);
  });

  test('brings the colours back: what was called wrong is called right, and it says so', () => {
    const { verdict, recommended, rows } = recordOf(adapted);
    const [before, colour] = rows;
    expect(before.missed + before.falseAlarms).toBeGreaterThan(25);
    expect(colour.missed + colour.falseAlarms).toBeLessThan(5);
    expect([verdict, recommended]).toEqual(['better', 'adapted']);
  });

  test('makes a model like any other, whose preprocessing holds the colours and whose card says how it came about', async () => {
    const [before, after] = [await readModelCard(readFileSync(model), 'model.onnx'), await cardOf(adapted)];
    expect(before.pictures).toMatchObject({ frame: null, looks: expect.any(Array) });
    expect(after.preprocessing.colour!.matrix).toHaveLength(9);
    expect({ ...after.preprocessing, colour: undefined }).toEqual({ ...before.preprocessing, colour: undefined });
    expect(after.adaptation).toMatchObject({
      ...{ dataset: { name: 'site' }, levers: ['colour', 'labels'], seed: 1 },
      cells: { pictures: 84, typical: 20, atypical: 20, patients: 3 },
    });
    expect(after.validation).toBeNull();
  });

  test('and evaluate finds on the cells that tested what adapt said, and refuses those that adapted', async () => {
    const refused = await here('evaluate', join(adapted, 'model.onnx'), site);
    expect(refused.exitCode).toBe(4);
    const ended = await here('evaluate', join(adapted, 'model.onnx'), alike, '--json');
    expect(ended.exitCode).toBe(0);
    const { rocAuc } = JSON.parse(ended.out);
    expect(rocAuc.value).toBeGreaterThan(0.99);
  });

  test('is the same to the bit for the same seed', async () => {
    const again = join(place, 'again');
    await here('adapt', model, site, '--labelled', '40', '--cells', '60', '--out', again);
    expect(readFileSync(join(again, 'model.onnx')).equals(readFileSync(join(adapted, 'model.onnx')))).toBe(true);
  });

  test('labels choose the changes with the lowest cross-entropy, the smallest set of equal ones', async () => {
    const same = writeCells(join(place, 'same-labelled'), { patients: 6, cellsEach: 14, firstPicture: 13_000 });
    const out = join(place, 'same-adapted');
    await here('adapt', model, same, '--labelled', '40', '--cells', '60', '--out', out);
    const chosen = [adapted, out].map((folder) => {
      const { choice, levers } = recordOf(folder);
      const [asItIs, colour] = choice.tried;
      expect([asItIs.levers, colour.levers]).toEqual([[], ['colour']]);
      expect(levers).toEqual(colour.loss < asItIs.loss ? ['colour', 'labels'] : ['labels']);
      return levers.length;
    });
    expect(chosen).toEqual([2, 1]);
  });

  test('without labels does what pictures can, and says that nothing proves it is better', async () => {
    const [out, english] = [join(place, 'unlabelled'), join(place, 'unlabelled-en')];
    const spanish = await here('adapt', model, join(site, 'P1'), '--no-labels', '--out', out, '--lang', 'es');
    expect(spanish.exitCode).toBe(0);
    expect(spanish.out).toContain('Nada muestra que el modelo adaptado sea mejor');
    const ended = await here('adapt', model, join(site, 'P1'), '--no-labels', '--out', english);
    expect(ended.out).toContain('Nothing shows that the adapted model is better');
    expect(recordOf(out)).toMatchObject({ verdict: 'untested', recommended: null, levers: ['colour'], rows: [] });
    const { threshold } = await cardOf(out);
    expect(threshold).toEqual((await readModelCard(readFileSync(model), '')).threshold);
  });

  test('without labels changes colours where the pictures look otherwise than those of the training, and not where they do not', async () => {
    const same = writeCells(join(place, 'same'), { patients: 6, cellsEach: 14, firstPicture: 11_000 });
    const said = new Map<string, string>();
    for (const [data, levers] of [
      [site, ['colour']],
      [same, []],
    ] as const) {
      const out = join(place, `no-labels-${levers.length}`);
      const ended = await here('adapt', model, data, '--labelled', '0', '--cells', '60', '--out', out);
      expect([ended.exitCode, ended.err]).toEqual([0, '']);
      said.set(data, ended.out);
      const { rows, comparison, unlabelled, ...record } = recordOf(out);
      expect(record.levers).toEqual(levers);
      expect(unlabelled).toMatchObject({ levers, shift: { alarm: levers.length > 0 } });
      // What is compared is the model that is to be used.
      const row = rows.find((one: { levers: string[] }) => one.levers.join() === levers.join());
      expect(comparison.rocAuc.difference.value).toBeCloseTo(
        row.figures.rocAuc.value - rows[0].figures.rocAuc.value,
        10,
      );
    }
    expect(said.get(site)).toContain('these pictures do not look like those of the training (p = ');
    expect(said.get(same)).toContain('so that nothing but the scale was to be changed');
  });

  test.each(['en', 'es'])('writes a page (%s) and a table', async (lang) => {
    const out = join(place, `page-${lang}`);
    const ended = await here('adapt', model, alike, '--out', out, '--lang', lang);
    expect(ended.out).toContain(lang === 'en' ? 'colours' : 'colores');
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toContain(lang === 'en' ? 'What each change does' : 'Qué hace cada cambio');
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('refuses', () => {
  const refusal = async (...words: string[]) => {
    const out = join(place, 'refused');
    const ended = await here('adapt', ...words, '--out', out);
    expect(existsSync(join(out, 'model.onnx'))).toBe(false);
    return ended;
  };

  test('too few cells', async () => {
    const few = writeCells(join(place, 'few'), { patients: 1, cellsEach: 8, firstPicture: 7000 });
    const { exitCode, err } = await refusal(model, few);
    expect(exitCode).toBe(4);
    expect(err).toContain('too few cells to adapt by');
    expect((await refusal(model, few, '--lang', 'es')).err).toContain('demasiado pocas células');
  });

  test('labels of one group, unless it is told to do without', async () => {
    const words = ['--exclude', 'label=MYO'];
    const { exitCode, err } = await refusal(model, site, ...words);
    expect(exitCode).toBe(4);
    expect(err).toContain('--labelled 0');
    const out = join(place, 'one-group');
    const ended = await here('adapt', model, site, ...words, '--labelled', '0', '--out', out);
    expect(ended.exitCode).toBe(0);
    expect(recordOf(out).comparison.rocAuc.difference.value).toBeNull();
  });

  test('cells that the model was trained on', async () => {
    expect((await refusal(model, join(place, 'cells'))).exitCode).toBe(4);
  });

  test('a model that is adapted already, and one that is not there', async () => {
    const { exitCode, err } = await refusal(join(adapted, 'model.onnx'), alike);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('is adapted already')]);
    expect((await refusal(join(place, 'no-model.onnx'), alike)).exitCode).toBe(3);
  });

  test.each([
    [['--no-labels', '--labelled', '10']],
    [['--no-labels', '--exclude', 'label=MYO']],
    [['--reference', 'cells']],
    [['--labelled', '101']],
  ])('options that would do nothing, or too much: %j', async (words) => {
    expect((await refusal(model, site, ...words)).exitCode).toBe(2);
  });

  test('a folder that holds results', async () => {
    expect((await here('adapt', model, alike, '--out', adapted)).exitCode).toBe(2);
  });
});

test('interrupted, it ends with 130 and writes no model', async () => {
  const out = join(place, 'interrupted');
  const controller = new AbortController();
  let looks = 0;
  // The clock is asked at every step of progress: the tenth is in the middle of it.
  const nowMs = () => {
    looks += 1;
    if (looks === 10) controller.abort();
    return looks;
  };
  const { world } = fakeWorld({ cwd: place, env, nowMs, signal: controller.signal });
  expect(await run(['adapt', model, site, '--out', out, '--no-cache'], world)).toBe(130);
  expect(existsSync(join(out, 'model.onnx'))).toBe(false);
  expect(looks).toBeGreaterThanOrEqual(10);
});
