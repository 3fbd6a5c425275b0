/** `explain`: what it prints, writes and refuses; what `map` refuses. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../src/images/codec.node.ts';
import { cellPicture, writeCells } from './cell-pictures.ts';
import { fastFolder } from './fast-folder.ts';
import { tinyOnnx } from './tiny-onnx.ts';
import { trainedRun } from './trained-run.ts';

const { place, cells, model, split, lk, here } = trainedRun();
const patient = join(cells, 'P1');
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

test('writes a picture of each image beside its maps, their figures, and a page that stands alone', async () => {
  const { exitCode, out, err } = lk('explain', model, patient, '--out', 'explained', '--report', 'explained.html');
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toContain('rank correlation with a network of drawn parameters');
  expect(out).toContain('No map shows that a call is right');
  const files = readdirSync(join(place, 'explained')).sort();
  const document = JSON.parse(readFileSync(join(place, 'explained', 'explanations.json'), 'utf8'));
  expect(document.explained).toBe(20);
  // The sanity check: a network that has learnt has other maps than one of drawn parameters.
  for (const { method, correlation, differs } of document.check) {
    expect([method, correlation.n > 4, correlation.high < 0.5, differs]).toEqual([method, true, true, true]);
  }
  expect(files).toEqual([...document.images.map(({ picture }: { picture: string }) => picture), 'explanations.json']);
  const { raster } = await decodeImage(readFileSync(join(place, 'explained', files[0]!)));
  // Four pictures of 160 px (five times 32) with gaps of 4.
  expect([raster.widthPx, raster.heightPx]).toEqual([652, 160]);
  const page = readFileSync(join(place, 'explained.html'), 'utf8');
  expect(page.match(/<img src="data:image\/webp;base64,[^"]{50,}" alt="[^"]+/g)).toHaveLength(80);
  expect(page).not.toMatch(/<script|src="(?!data:)/);
  expect(textOf(page)).toContain('These maps show what the model looked at, not whether it is right');
});

test('says the same in one document, and the calls are those of classify', async () => {
  const document = JSON.parse((await here('explain', model, patient, '--methods', 'saliency', '--json')).out);
  const { predictions } = JSON.parse((await here('classify', model, patient, '--json')).out);
  expect(
    document.images.map((image: Record<string, unknown>) => [image.path, image.probability, image.prediction]),
  ).toEqual(predictions.map((row: Record<string, unknown>) => [row.path, row.probability, row.prediction]));
  expect(document.check).toHaveLength(1);
  expect(document.layers).toEqual([{ name: 'conv2', views: 1, channels: 16, rows: 5, columns: 5 }]);
  const [{ maps }] = document.images;
  expect(maps).toEqual([
    {
      method: 'saliency',
      largest: expect.any(Number),
      smallest: expect.any(Number),
      largestAt: expect.anything(),
      frameShare: expect.any(Number),
    },
  ]);
});

test('a map of fewer than three cells is refused', async () => {
  const few = fastFolder();
  for (const at of [1, 2]) writeFileSync(join(few, `${at}.png`), cellPicture('typical', 9100 + at));
  writeFileSync(join(few, 'manifest.csv'), 'path,label\n1.png,NGS\n2.png,NGS\n');
  const { exitCode, err } = await here('map', model, few, '--out', join(few, 'map.html'));
  expect(exitCode).toBe(3);
  expect(err).toContain('got 2 cells whose images can be used, expected at least 3');
});

test('shows the training cells most like a picture, and refuses data that hold none', async () => {
  const report = join(fastFolder(), 'near.html');
  const args = ['explain', model, patient, '--methods', 'saliency'];
  const { out } = await here(...args, '--training', cells, '--report', report, '--json');
  for (const { path, prediction, nearest } of JSON.parse(out).images) {
    expect(nearest).toHaveLength(5);
    expect(nearest.map((near: { path: string }) => near.path)).not.toContain(path);
    // The groups differ so much that those nearest are of the one that is called.
    expect(nearest.every(({ group }: { group: string }) => group === prediction)).toBe(true);
    const similarities = nearest.map(({ similarity }: { similarity: number }) => similarity);
    expect(similarities).toEqual(similarities.toSorted((a: number, b: number) => b - a));
  }
  expect(textOf(readFileSync(report, 'utf8'))).toContain('Training cells that the model finds most like it');
  const others = fastFolder();
  writeFileSync(join(others, 'new.png'), cellPicture('typical', 9000));
  writeFileSync(join(others, 'manifest.csv'), 'path,label\nnew.png,NGS\n');
  const refused = await here('explain', model, patient, '--training', others);
  expect([refused.exitCode, refused.out]).toEqual([3, '']);
  expect(refused.err).toContain('none of the 1 cells of');
});

test.each([
  ['0', 'called atypical'],
  ['1', 'called typical'],
])('the report of an evaluation explains the surest errors, at a threshold of %s', async (threshold, called) => {
  const report = join(fastFolder(), 'errors.html');
  const { exitCode } = await here(
    'evaluate',
    model,
    cells,
    '--split',
    split,
    '--threshold',
    threshold,
    '--report',
    report,
  );
  expect(exitCode).toBe(0);
  const page = readFileSync(report, 'utf8');
  const section = textOf(page.slice(page.indexOf('id="error-maps"'), page.indexOf('id="error-maps"') + 400_000));
  expect(section).toContain('What the surest errors rest on');
  // Six of the one kind there is, whatever the model's own threshold calls them.
  expect(section.split('</section>')[0]!.match(new RegExp(`${called}, probability of atypical`, 'g'))).toHaveLength(6);
});

test('a page in Spanish', async () => {
  const report = join(fastFolder(), 'explicado.html');
  expect((await here('explain', model, patient, '--lang', 'es', '--report', report)).exitCode).toBe(0);
  const page = readFileSync(report, 'utf8');
  expect(page).toContain('<html lang="es">');
  expect(textOf(page)).toContain('Ningún mapa muestra que una decisión sea correcta');
});

test('a bad image is told and counted, and the good ones are explained', async () => {
  const folder = writeCells(fastFolder(), { patients: 1, cellsEach: 1 });
  writeFileSync(join(folder, 'P0', 'bad.png'), 'no picture');
  const args = ['explain', model, join(folder, 'P0'), '--methods', 'saliency'];
  const { exitCode, out, err } = await here(...args);
  expect(exitCode).toBe(3);
  expect(out).toContain('2 images explained, 1 rejected');
  expect(err).toContain('bad.png');
  expect((await here(...args, '--allow-rejected')).exitCode).toBe(0);
});

describe('a model with another program’s network inside', () => {
  test('is explained by occlusion, and by nothing else', async () => {
    const folder = fastFolder();
    writeFileSync(join(folder, 'net.onnx'), tinyOnnx());
    const backbone = ['--backbone', join(folder, 'net.onnx'), '--mean', '0.5,0.5,0.5', '--deviation', '0.25,0.25,0.25'];
    const run = join(folder, 'run');
    const trained = await here('train', cells, ...backbone, '--epochs', '1', '--threads', '1', '--out', run);
    expect(trained.exitCode).toBe(0);
    const other = join(run, 'model.onnx');
    const picture = JSON.parse((await here('classify', model, patient, '--json')).out).predictions[0].path;
    const document = JSON.parse((await here('explain', other, picture, '--json')).out);
    expect(document).toMatchObject({ methods: ['occlusion'], layers: [], check: null, explained: 1 });
    const refused = await here('explain', other, picture, '--methods', 'grad-cam');
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain("another program's network inside, whose gradient is not known");
  });
});

test.each([
  ['a method that is none', ['--methods', 'shap'], 2, 'some of saliency, grad-cam, occlusion'],
  ['a method twice', ['--methods', 'saliency,saliency'], 2, 'each once'],
  ['a folder with something in it', ['--out', '.'], 2, 'not empty'],
  ['micrometres where none are seen', ['--microns-per-pixel', '0.1'], 2, '--microns-per-pixel'],
])('refuses %s', async (_, options, code, said) => {
  const { exitCode, out, err } = await here('explain', model, patient, ...options);
  expect([exitCode, out]).toEqual([code, '']);
  expect(err).toContain(said);
});
