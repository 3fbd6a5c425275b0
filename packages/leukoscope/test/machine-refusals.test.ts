/** The main job on a machine that refuses: exit 5, one clear line, what was there stays, and it goes on once it can. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ENGLISH, leukoscope, PROGRAM } from './program.ts';
import { canBeNobody, canMount, growDisk, nodeAsNobody, readableFolder, smallDisk } from './system-tools.ts';
import { QUICK, trainedRun } from './trained-run.ts';

const ANOTHER_PLACE =
  'Free space or choose another place (--out for results; LEUKOSCOPE_CACHE, or --no-cache, for the cache).';

const { cells, run, model, place, env, lk, here } = trainedRun();
const PLENTY_KIB = 20_000;

describe.skipIf(!canMount)('a full disk (needs root and mount)', () => {
  /** KiB that hold everything up to this file, and not this file itself; a page of 4 KiB is the least a file takes. */
  test.each([
    ['split.json', 4],
    ['run.json', 8],
    ['metrics.jsonl', 12],
    ['best.safetensors', 300],
    ['checkpoint.safetensors', 700],
    ['model.onnx', 1_060],
    ['learning-curves.svg', 1_236],
  ])('at %s: the run goes on when there is room, to the same model', async (file, kibibytes) => {
    const disk = smallDisk(kibibytes);
    const folder = join(disk, 'run');
    const refused = await here('train', cells, '--out', folder, ...QUICK);
    expect([refused.exitCode, refused.out, refused.err.split('\n').length]).toEqual([5, '', 3]);
    expect(refused.err).toMatch(`error: cannot write ${join(folder, file)}: the disk is full (ENOSPC).`);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    growDisk(disk, PLENTY_KIB);
    const begun = readdirSync(folder).includes('run.json');
    const again = begun ? ['--resume', folder] : [cells, '--out', folder, ...QUICK];
    expect(await here('train', ...again)).toMatchObject({ exitCode: 0, err: '' });
    for (const name of ['model.onnx', 'metrics.jsonl']) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(run, name))), name).toBe(true);
    }
  });

  test('while a run is resumed: what was there is still whole, and it is told in Spanish', () => {
    const disk = smallDisk(PLENTY_KIB);
    const folder = join(disk, 'run');
    cpSync(run, folder, { recursive: true });
    const before = readFileSync(join(folder, 'model.onnx'));
    // Room for a lock, and for nothing else.
    writeFileSync(join(disk, 'filler'), Buffer.alloc((freeKib(disk) - 8) * 1024));
    const refused = lk('train', '--resume', folder, '--lang', 'es');
    expect(refused.exitCode).toBe(5);
    expect(refused.err).toContain(`no se puede escribir ${join(folder, 'model.onnx')}: el disco está lleno (ENOSPC).`);
    expect(readFileSync(join(folder, 'model.onnx')).equals(before)).toBe(true);
    rmSync(join(disk, 'filler'));
    expect(lk('train', '--resume', folder).exitCode).toBe(0);
  });

  test('for predictions and for what is printed: no half of a file is left', () => {
    const disk = smallDisk(4);
    const file = join(disk, 'predictions.csv');
    const refused = lk('classify', model, cells, '--out', file);
    expect([refused.exitCode, refused.out, refused.err]).toEqual([
      5,
      '',
      expect.stringContaining(`error: cannot write ${file}: the disk is full (ENOSPC).`),
    ]);
    expect(readdirSync(disk)).toEqual([]);
    for (const args of [
      ['classify', model, cells, '--quiet'],
      ['evaluate', model, cells, '--allow-training-cells', '--json', '--quiet'],
    ]) {
      const stdout = openSync(join(disk, args[0]!), 'w');
      onTestFinished(() => closeSync(stdout));
      const stdio = ['ignore', stdout, 'pipe'] as const;
      const printed = spawnSync(process.execPath, [PROGRAM, ...args], {
        env: { ...ENGLISH, ...env },
        encoding: 'utf8',
        stdio: [...stdio],
      });
      expect([printed.status, printed.stderr]).toEqual([
        5,
        expect.stringContaining('error: cannot write stdout: the disk is full (ENOSPC).'),
      ]);
    }
  });

  test('for the cache: training is refused by its name, classification goes on with a warning', () => {
    const disk = smallDisk(64);
    const cached = { ...env, LEUKOSCOPE_CACHE: disk };
    const options = { env: { ...ENGLISH, ...cached }, encoding: 'utf8' } as const;
    const trained = spawnSync(process.execPath, [PROGRAM, 'train', cells, '--out', join(place, 'no-run')], options);
    expect([trained.status, trained.stdout]).toEqual([5, '']);
    expect(trained.stderr).toContain(`error: cannot write ${disk}: the disk is full (ENOSPC).`);
    const args = [PROGRAM, 'classify', model, cells, '--quiet'];
    const classified = spawnSync(process.execPath, args, options);
    expect([classified.status, classified.stdout.split('\n').length]).toEqual([0, 162]);
    expect(classified.stderr).toBe(`warning: cannot write ${disk}: the disk is full (ENOSPC). ${ANOTHER_PLACE}\n`);
  });
});

function freeKib(disk: string): number {
  const { stdout } = spawnSync('df', ['--output=avail', '-k', disk], { encoding: 'utf8' });
  return Number(stdout.trim().split('\n')[1]);
}

describe.skipIf(!canBeNobody)('as nobody (needs root and setpriv)', () => {
  const home = join(place, 'home');
  const asNobody = (args: readonly string[], cache = join(home, 'cache')) =>
    nodeAsNobody([PROGRAM, ...args, '--progress', 'none'], { ...ENGLISH, HOME: home, LEUKOSCOPE_CACHE: cache });
  beforeAll(() => {
    for (const folder of [place, run, cells]) chmodSync(folder, 0o755);
    mkdirSync(home);
    chmodSync(home, 0o777);
  });

  test('a place where a run may not be written: exit 5', () => {
    const folder = readableFolder();
    for (const [lang, words] of [
      ['en', 'permission denied'],
      ['es', 'permiso denegado'],
    ] as const) {
      const { status, stdout, stderr } = asNobody(['train', cells, '--out', join(folder, 'run'), '--lang', lang]);
      expect([status, stdout, stderr.split('\n').length]).toEqual([5, '', 3]);
      expect(stderr.split('\n')[0]).toContain(`${join(folder, 'run')}: ${words} (EACCES).`);
    }
    const predictions = asNobody(['classify', model, join(cells, 'P0'), '--out', join(folder, 'p.csv')]);
    expect([predictions.status, predictions.stderr.split('\n')[0]]).toEqual([
      5,
      `error: cannot write ${join(folder, 'p.csv')}: permission denied (EACCES).`,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a run of another user cannot be resumed: exit 5', () => {
    const { status, stderr } = asNobody(['train', '--resume', run]);
    expect([status, stderr.split('\n')[0]]).toEqual([5, expect.stringContaining('permission denied (EACCES)')]);
  });

  test('a model, a list or data that may not be read: exit 5', () => {
    const folder = readableFolder();
    const hidden = join(folder, 'hidden');
    mkdirSync(hidden, { mode: 0o700 });
    writeFileSync(join(folder, 'model.onnx'), 'x', { mode: 0o600 });
    for (const args of [
      ['classify', join(folder, 'model.onnx'), cells],
      ['classify', model, '--list', join(folder, 'model.onnx')],
      ['classify', model, hidden],
      ['evaluate', model, hidden],
    ]) {
      const { status, stdout, stderr } = asNobody(args);
      expect([status, stdout, stderr.split('\n')[0]]).toEqual([
        5,
        '',
        expect.stringMatching(/^error: cannot read .*permission denied \(EACCES\)\.$/),
      ]);
    }
  });

  test('an image that may not be read is one of the bad ones: exit 3, the others are classified', () => {
    const folder = readableFolder();
    cpSync(join(cells, 'P0'), folder, { recursive: true });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'NGS-3.png'), 0o600);
    const { status, stdout, stderr } = asNobody(['classify', model, folder, '--quiet']);
    expect([status, stdout.split('\n').length]).toEqual([3, 22]);
    expect(stderr).toBe(`warning: cannot read ${join(folder, 'NGS-3.png')}: permission denied (EACCES).\n`);
  });

  test('a cache that may not be written is a warning, and nothing is the worse for it', () => {
    const folder = readableFolder();
    const out = join(folder, 'run');
    mkdirSync(out);
    chmodSync(out, 0o777);
    const cache = join(folder, 'cache');
    const warning = `warning: cannot write ${cache}: permission denied (EACCES). ${ANOTHER_PLACE}\n`;
    expect(asNobody(['train', cells, '--out', out, ...QUICK], cache)).toMatchObject({ status: 0, stderr: warning });
    expect(readFileSync(join(out, 'model.onnx')).equals(readFileSync(model))).toBe(true);
    const classified = asNobody(['classify', model, join(cells, 'P0'), '--quiet'], cache);
    expect(classified).toMatchObject({ status: 0, stderr: warning });
  });
});

test.each([
  ['en', 'error: cannot compute on webgpu (--device): this machine has no graphics card that WebGPU can use'],
  ['es', 'error: no se puede calcular en webgpu (--device): este equipo no tiene una tarjeta gráfica'],
])('a device that is missing, in %s: exit 5, and nothing is begun', (lang, sentence) => {
  const folder = join(place, `run-without-card-${lang}`);
  const command = ['train', cells, '--out', folder, '--device', 'webgpu', '--lang', lang, ...QUICK];
  const { exitCode, out, err } = leukoscope(command, { env: { ...env, VK_ICD_FILENAMES: '/dev/null' } });
  expect([exitCode, out]).toEqual([5, '']);
  expect(err).toContain(sentence);
  expect(existsSync(folder)).toBe(false);
});
