/** A model knows what its cells look like: `classify` refuses what does not look like any of them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { readKnownCells, readModelCard, withCard } from '../src/models/model-file.ts';
import { cellPicture, writeCells } from './cell-pictures.ts';
import { fastFolder, fastFolderOfFile } from './fast-folder.ts';
import { here } from './here.ts';
import { png } from './png.ts';
import { trainedRun } from './trained-run.ts';

const place = fastFolderOfFile();
const env = { LEUKOSCOPE_CACHE: join(place, 'cache') };
const model = join(place, 'run', 'model.onnx');
const inPlace = (...args: readonly string[]) => here([...args, '--progress', 'none'], { cwd: place, env });
const few = trainedRun();

/** Noise of all colours, which is no cell. */
function noise(): Buffer {
  const random = randomStream('noise');
  return png(
    32,
    32,
    Uint8Array.from({ length: 3 * 32 * 32 }, () => 256 * random()),
  );
}

/** New cells, and as many images of noise as are asked for. */
function newImages(cells: number, strange: number): string {
  const folder = join(fastFolder(), 'new');
  mkdirSync(folder);
  for (let at = 0; at < cells; at++) {
    writeFileSync(join(folder, `cell-${at}.png`), cellPicture(at % 2 === 0 ? 'typical' : 'atypical', 9000 + at));
  }
  for (let at = 0; at < strange; at++) writeFileSync(join(folder, `noise-${at}.png`), noise());
  return folder;
}

beforeAll(async () => {
  const cells = writeCells(join(place, 'cells'), { patients: 12, cellsEach: 25 });
  const options = ['--val-fraction', '0.4', '--model', 'cnn', '--epochs', '4', '--lr', '0.005', '--threads', '1'];
  const { exitCode, err } = await inPlace('train', cells, '--out', 'run', ...options);
  if (exitCode !== 0) throw new Error(`training for the tests failed: ${err}`);
});

describe('a model of 200 validation cells or more', () => {
  test('knows some of its training cells, under other cards too', async () => {
    const bytes = readFileSync(model);
    const known = readKnownCells(bytes, 'model.onnx')!;
    expect(known.columns).toEqual([400]);
    expect(known.beyond.of).toBeGreaterThanOrEqual(200);
    expect(known.beyond.cells).toBe(Math.floor(0.005 * known.beyond.of));
    const card = await readModelCard(bytes, 'model.onnx');
    const again = await withCard(bytes, { ...card, purpose: 'another' });
    expect(readKnownCells(again, 'model.onnx')).toEqual(known);
  });

  test('refuses one image of noise, with exit code 3, and says why', async () => {
    const { exitCode, out, err } = await inPlace('classify', model, newImages(0, 1), '--json');
    expect(exitCode).toBe(3);
    expect(err).toContain('does not look like any cell the model knows');
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      classified: 0,
      rejected: 1,
      rejectedImages: [{ reason: 'image.unknown' }],
      unknown: { images: 1, of: 1, moreThanExpected: true },
    });
    expect(document.predictions).toMatchObject([{ prediction: null }]);
  });

  test('calls its cells, and a few refused among many end well', async () => {
    const images = newImages(60, 1);
    const { exitCode, out, err } = await inPlace(
      'classify',
      model,
      images,
      '--json',
      '--out',
      join(fastFolder(), 'p.csv'),
    );
    expect(err).toContain('noise-0.png');
    expect(exitCode).toBe(0);
    const { unknown, classified } = JSON.parse(out);
    expect(unknown).toEqual({ images: 61 - classified, of: 61, moreThanExpected: false });
    // The noise, and of sixty cells one or two: 2% are expected.
    expect(classified).toBeGreaterThanOrEqual(57);
    const called = await inPlace('classify', model, images, '--allow-unknown', '--json');
    expect(JSON.parse(called.out)).toMatchObject({ classified: 61, rejected: 0, unknown: null });
  });
});

test('a model of fewer says nothing of that, and --allow-unknown would do nothing', async () => {
  expect(readKnownCells(readFileSync(few.model), 'model.onnx')).toBeNull();
  const images = newImages(0, 1);
  expect(JSON.parse((await few.here('classify', few.model, images, '--json')).out)).toMatchObject({ unknown: null });
  const refused = await few.here('classify', few.model, images, '--allow-unknown');
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain('--allow-unknown does nothing here');
});
