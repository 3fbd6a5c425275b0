/** Bad images, manifests and model files: one clear line each, the right exit code, and nothing lost. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellPicture } from './cell-pictures.ts';
import { fastFolder, fastFolderOfFile } from './fast-folder.ts';
import { animated, pngOfClaimedSize } from './png.ts';
import type { Ended } from './program.ts';
import { BRIEF, trainedRun } from './trained-run.ts';

const { cells, model, lk, here } = trainedRun();

/** An error is a sentence and a hint, on stderr, and nothing on stdout. */
function expectError({ exitCode, out, err }: Ended, expected: { exitCode: number; message: RegExp | string }): void {
  const [first, ...others] = err.split('\n');
  expect([exitCode, out, others.length, others.at(-1)]).toEqual([expected.exitCode, '', 2, '']);
  expect(first).toMatch(expected.message);
}

describe('bad images', () => {
  const good = cellPicture('atypical', 4000);
  const BAD: readonly (readonly [name: string, content: Buffer | string, code: string, en: string, es: string])[] = [
    ['1-truncated.png', good.subarray(0, good.length / 2), 'image.truncated', 'is cut short', 'está truncada'],
    ['2-empty.jpg', '', 'image.empty', 'is empty', 'está vacía'],
    ['3-text.png', 'path,label\n', 'image.not-an-image', 'is not an image', 'no es una imagen'],
    ['4-animated.png', animated(good), 'image.animated', 'several pictures', 'varias imágenes'],
    ['5-huge.png', pngOfClaimedSize(20_000, 10_000), 'image.too-large', '(200 megapixels)', '(200 megapíxeles)'],
  ];
  const place = fastFolderOfFile();
  /** Class folders with 12 good cells, and the bad ones among the atypical. */
  const mixed = join(place, 'mixed');
  beforeAll(() => {
    for (const [label, group] of [
      ['NGS', 'typical'],
      ['MYO', 'atypical'],
    ] as const) {
      mkdirSync(join(mixed, label), { recursive: true });
      for (let at = 0; at < 6; at++) writeFileSync(join(mixed, label, `0-${at}.png`), cellPicture(group, 4100 + at));
    }
    for (const [name, content] of BAD) writeFileSync(join(mixed, 'MYO', name), content);
  });

  test.each(['en', 'es'] as const)('are told one by one, and the good ones classified: exit 3 (%s)', async (lang) => {
    // The libraries that decode have a stderr of their own to write to: once as a process.
    const program = lang === 'en' ? lk : here;
    const { exitCode, out, err } = await program('classify', model, join(mixed, 'MYO'), '--lang', lang);
    expect(exitCode).toBe(3);
    const rows: Record<string, string>[] = parse(out, { columns: true });
    expect(rows.map(({ prediction }) => prediction)).toEqual([...Array(6).fill('atypical'), ...Array(5).fill('')]);
    BAD.forEach(([name, , , en, es], at) => {
      const row = rows[6 + at]!;
      expect(row.path).toBe(join(mixed, 'MYO', name));
      expect(row.error).toContain(lang === 'en' ? en : es);
      expect(err).toContain(`${lang === 'en' ? 'warning' : 'aviso'}: ${row.error}\n`);
    });
    expect(err).toContain(lang === 'en' ? '6 images classified, 5 rejected' : '6 imágenes clasificadas, 5 rechazadas');
  });

  test('are written into a file with the good ones', async () => {
    const file = join(fastFolder(), 'predictions.jsonl');
    const { exitCode } = await here('classify', model, mixed, '--out', file, '--format', 'jsonl');
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([exitCode, rows.length, rows.filter(({ error }) => error !== null).length]).toEqual([3, 17, 5]);
  });

  test('may be rejected without an exit code of their own', async () => {
    expect((await here('classify', model, mixed, '--allow-rejected')).exitCode).toBe(0);
    expect((await here('evaluate', model, mixed, '--allow-rejected')).exitCode).toBe(0);
  });

  test('are counted in an evaluation of the good ones: exit 3', async () => {
    const { exitCode, out, err } = await here('evaluate', model, mixed, '--json');
    const { n, confusion, rejected, rejectedImages } = JSON.parse(out);
    expect([exitCode, n, confusion]).toEqual([3, 12, { tp: 6, fn: 0, fp: 0, tn: 6 }]);
    const named = BAD.map(([name, , code]) => ({
      path: join(mixed, 'MYO', name),
      reason: code,
    }));
    expect([rejected, rejectedImages]).toEqual([5, named]);
    expect(err.match(/^warning: /gm)).toHaveLength(5);
    expect((await here('evaluate', model, mixed, '--lang', 'es')).out).toContain('5 rechazadas');
  });

  test('stop a training before it begins, unless they may be left out', async () => {
    const out = join(fastFolder(), 'run');
    const refused = await here('train', mixed, '--out', out);
    expectError(refused, {
      exitCode: 3,
      message: /^error: 5 of 17 images cannot be used; the first: .*1-truncated/,
    });
    expect(readdirSync(out)).toEqual([]);
    expect((await here('train', mixed, '--out', out, '--lang', 'es')).err).toMatch(
      /^error: 5 de 17 imágenes no se pueden usar/,
    );
    const allowed = await here('train', mixed, '--out', out, '--allow-rejected', ...BRIEF);
    expect(allowed.exitCode).toBe(0);
    expect(allowed.out).toMatch(/0 cells excluded by scheme or data, 5 images rejected\./);
    expect(allowed.err).toContain('warning: the image');
  });

  test('are all there is: no results, and said so', async () => {
    const only = join(fastFolder(), 'only');
    mkdirSync(join(only, 'MYO'), { recursive: true });
    writeFileSync(join(only, 'MYO', 'a.png'), '');
    const evaluated = await here('evaluate', model, only, '--json');
    expect([evaluated.exitCode, JSON.parse(evaluated.out).n]).toEqual([3, 0]);
    expect((await here('evaluate', model, only)).out).toMatch(
      /^No atypical cell to miss, no typical one to call atypical \(0 cells .* 1 rejected/,
    );
    const classified = await here('classify', model, only, '--json');
    expect([classified.exitCode, JSON.parse(classified.out).patients]).toEqual([3, []]);
  });

  test.each([
    ['en', 'warning: 5 more of this kind (image.missing) not shown here'],
    ['es', 'aviso: 5 más de esta clase (image.missing) sin mostrar aquí'],
  ])('of which there are many: the first 20 are named, all stand in the predictions (%s)', async (lang, more) => {
    const missing = Array.from({ length: 25 }, (_, at) => `/nowhere/${at}.png`);
    const empty = join(fastFolder(), 'empty.png');
    writeFileSync(empty, '');
    const { exitCode, out, err } = await here('classify', model, ...missing, empty, '--lang', lang);
    expect(exitCode).toBe(3);
    // Of another kind it is the first.
    expect(err).toContain(empty);
    expect(err.match(/\/nowhere\/\d+\.png/g)).toEqual(missing.slice(0, 20));
    expect(err).toContain(more);
    expect(out.match(/^\/nowhere\/\d+\.png,/gm)).toHaveLength(25);
  });

  test('that are not there are among them: a wrong name spoils nothing', async () => {
    const { exitCode, out, err } = await here('classify', model, join(cells, 'P0/NGS-0.png'), '/nowhere/x.png');
    expect([exitCode, out.split('\n').length]).toEqual([3, 4]);
    expect(err).toContain('warning: cannot find the image /nowhere/x.png: there is no such file.');
  });
});

describe('a manifest', () => {
  const folderWith = (manifest: string | Buffer): string => {
    const folder = join(fastFolder(), 'cells');
    cpSync(cells, folder, { recursive: true });
    writeFileSync(join(folder, 'manifest.csv'), manifest);
    return folder;
  };
  const rows = (...lines: string[]) => ['path,label,patient', ...lines, ''].join('\n');

  test('with a byte order mark, Windows line ends, quotes and columns of its own is read', async () => {
    const whole = readFileSync(join(cells, 'manifest.csv'), 'utf8');
    const odd = whole.replace(/^(.*),(.*),(.*)$/gm, '"$1","$2",$3,"a ""note"", here"').replaceAll('\n', '\r\n');
    const folder = folderWith(`\uFEFF${odd}`);
    const { exitCode, out } = await here('evaluate', model, folder, '--allow-training-cells', '--json');
    expect([exitCode, JSON.parse(out).n]).toEqual([0, 160]);
  });

  test.each<[string, string, RegExp, RegExp]>([
    [
      'a missing column',
      'path,kind\nP0/NGS-0.png,NGS\n',
      /has no column 'label': got path, kind/,
      /no tiene la columna «label»/,
    ],
    [
      'a path twice',
      rows('P0/NGS-0.png,NGS,P0', 'P0/MYO-0.png,MYO,P0', './P0/NGS-0.png,NGS,P0'),
      /manifest\.csv line 4: .*NGS-0\.png' is already in line 2/,
      /manifest\.csv línea 4: .*NGS-0\.png» ya está en la línea 2/,
    ],
    [
      'an unknown label',
      rows('P0/NGS-0.png,NGX,P0'),
      /manifest\.csv line 2: label 'NGX' is not in the scheme 'default'/,
      /manifest\.csv línea 2: .*«NGX» no está en el esquema «default»/,
    ],
    [
      'a path out of the folder',
      rows('../cells/P0/NGS-0.png,NGS,P0'),
      /manifest\.csv line 2: .*\.\.\/cells\/P0\/NGS-0\.png/,
      /manifest\.csv línea 2: .*\.\.\/cells\/P0\/NGS-0\.png/,
    ],
    [
      'a file that is not there',
      rows('P0/none.png,NGS,P0'),
      /manifest\.csv line 2: .*none\.png/,
      /línea 2: .*none\.png/,
    ],
  ])('with %s: exit 3, and no run is begun', async (_, manifest, english, spanish) => {
    const folder = folderWith(manifest);
    const out = join(fastFolder(), 'run');
    expectError(await here('train', folder, '--out', out), { exitCode: 3, message: english });
    expectError(await here('evaluate', model, folder, '--lang', 'es'), { exitCode: 3, message: spanish });
    expect(readdirSync(out)).toEqual([]);
  });

  test('that is not there at all', async () => {
    expectError(await here('evaluate', model, '/nowhere/cells'), { exitCode: 3, message: '/nowhere/cells' });
    expectError(await here('train', '/nowhere/cells', '--out', join(fastFolder(), 'run'), '--lang', 'es'), {
      exitCode: 3,
      message: '/nowhere/cells',
    });
  });
});

describe('a model file', () => {
  const foreign = Buffer.from('0801' + '3a09' + '6207' + '0a0179' + '12020a00', 'hex');
  const external = Buffer.concat([
    Buffer.from('0808', 'hex'),
    lengthPrefixed(7, tensorElsewhere(), lengthPrefixed(12, lengthPrefixed(1, 'y'))),
  ]);

  test.each<[string, () => Buffer, RegExp, RegExp]>([
    ['that another program made', () => foreign, /not one of Leukoscope's/, /no de Leukoscope/],
    [
      'that is cut short',
      () => readFileSync(model).subarray(0, 99_999),
      /not a complete ONNX model/,
      /no es un modelo ONNX completo/,
    ],
    ['that is empty', () => Buffer.alloc(0), /not a complete ONNX model/, /no es un modelo ONNX completo/],
    [
      'that keeps data elsewhere',
      () => external,
      /keeps 1 of its tensors in other files \(first: 'secrets'\)/,
      /guarda 1 de sus tensores/,
    ],
    [
      'that was changed',
      () => changed(readFileSync(model)),
      /does not match its own checksum/,
      /no coincide con su propia suma/,
    ],
  ])('%s: exit 3, from evaluate and classify', async (_, content, english, spanish) => {
    const file = join(fastFolder(), 'model.onnx');
    writeFileSync(file, content());
    expectError(lk('classify', file, cells), { exitCode: 3, message: english });
    expectError(await here('evaluate', file, cells, '--lang', 'es'), { exitCode: 3, message: spanish });
  });

  test('that is not there, or a folder', async () => {
    expectError(await here('classify', '/nowhere/model.onnx', cells), { exitCode: 3, message: '/nowhere/model.onnx' });
    expectError(await here('evaluate', cells, cells, '--lang', 'es'), { exitCode: 3, message: 'es una carpeta' });
  });

  function changed(bytes: Buffer): Buffer {
    bytes[bytes.length >> 1]! ^= 1;
    return bytes;
  }

  /** Fields of onnx.proto, written by hand. */
  function lengthPrefixed(field: number, ...content: (string | Buffer)[]): Buffer {
    const whole = Buffer.concat(content.map((part) => Buffer.from(part as string)));
    return Buffer.concat([Buffer.from([(field << 3) | 2, whole.length]), whole]);
  }
  function tensorElsewhere(): Buffer {
    const location = lengthPrefixed(13, lengthPrefixed(1, 'location'), lengthPrefixed(2, '/etc/passwd'));
    return lengthPrefixed(
      5,
      Buffer.from('08011001', 'hex'),
      lengthPrefixed(8, 'secrets'),
      location,
      Buffer.from('7001', 'hex'),
    );
  }
});

describe('a folder that is no run', () => {
  test('cannot be resumed: exit 3', async () => {
    expectError(await here('train', '--resume', '/nowhere'), { exitCode: 3, message: 'there is no folder /nowhere' });
    expectError(await here('train', '--resume', cells), { exitCode: 3, message: 'run.json is missing or damaged' });
    expectError(await here('train', '--resume', cells, '--lang', 'es'), {
      exitCode: 3,
      message: 'run.json falta o está dañado',
    });
  });

  test('or whose data changed cannot be resumed: exit 4', async () => {
    const place = fastFolder();
    cpSync(cells, join(place, 'cells'), { recursive: true });
    expect((await here('train', join(place, 'cells'), '--out', join(place, 'run'), ...BRIEF)).exitCode).toBe(0);
    rmSync(join(place, 'run', 'model.onnx'));
    const file = join(place, 'cells', 'P0', 'NGS-0.png');
    writeFileSync(file, cellPicture('typical', 4500));
    const message = /^error: cannot resume: the images of the data set changed since the run began/;
    expectError(await here('train', '--resume', join(place, 'run')), { exitCode: 4, message });
    appendFileSync(join(place, 'cells', 'manifest.csv'), 'P0/NGS-0.png,NGS,P0\n');
    expect((await here('train', '--resume', join(place, 'run'))).exitCode).toBe(3);
    cpSync(cells, join(place, 'cells'), { recursive: true });
    expect((await here('train', '--resume', join(place, 'run'))).exitCode).toBe(0);
  });
});
