/** The command line as people meet it: the built program as a process (`npm run build` first), with what it prints and ends with. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ENGLISH, leukoscope, PROGRAM, requireBuild, WAITING_PROGRAM } from '../../test/program.ts';
import { canBeNobody, canMount, nodeAsNobody, smallDisk } from '../../test/system-tools.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { splitContentSchema } from '../datasets/split.ts';
import { readSplit } from '../datasets/splits/split-file.ts';

/** Class folders whose files are images by name only: splitting reads their bytes and no pixels. */
function classFolders({ typical = 40, atypical = 20 } = {}): string {
  const folder = temporaryFolder();
  for (const [label, count] of [
    ['NGS', typical],
    ['MYO', atypical],
    ['KSC', 3],
  ] as const) {
    mkdirSync(join(folder, label));
    for (let at = 0; at < count; at++) writeFileSync(join(folder, label, `${label}_${at}.png`), `${label} ${at}`);
  }
  return folder;
}

/** A manifest with patients of five cells each, the last cell of each the same picture as the next patient's first. */
function manifestWithPatients(): string {
  const folder = temporaryFolder();
  const rows = ['path,label,patient'];
  for (let patient = 0; patient < 12; patient++) {
    for (let cell = 0; cell < 5; cell++) {
      const name = `${patient}-${cell}.png`;
      writeFileSync(
        join(folder, name),
        patient === 3 && cell === 4 ? 'the same' : patient === 4 && cell === 0 ? 'the same' : name,
      );
      rows.push(`${name},${cell < 2 ? 'MYO' : 'NGS'},P${patient}`);
    }
  }
  writeFileSync(join(folder, 'manifest.csv'), `${rows.join('\n')}\n`);
  return folder;
}

beforeAll(requireBuild);

describe('without a command', () => {
  test('leukoscope alone', () => {
    const { exitCode, out, err } = leukoscope([]);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toContain('not a diagnosis');
  });

  test('the version is the package’s', () => {
    const { version } = JSON.parse(readFileSync(join(dirname(PROGRAM), '..', 'package.json'), 'utf8'));
    expect(leukoscope(['--version'])).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
  });

  test('help in the language of the locale, and in the one asked for', () => {
    const spanish = { env: { LANG: 'es_MX.UTF-8' } };
    expect(leukoscope(['data', 'split', '--help'], spanish).out).toMatch(/^Uso: leukoscope data split/);
    expect(leukoscope(['data', 'split', '--help', '--lang', 'en'], spanish).out).toMatch(
      /^Usage: leukoscope data split/,
    );
  });

  test('a misspelt command and option: one line with the right one, exit 2, nothing on stdout', () => {
    expect(leukoscope(['evalute'])).toEqual({
      exitCode: 2,
      out: '',
      err: "error: unknown command 'evalute'.\nDid you mean 'evaluate'?\n",
    });
    expect(leukoscope(['data', 'split', 'x', '--sed', '1', '--lang', 'es']).err).toBe(
      'error: opción desconocida para `leukoscope data split`: «--sed».\n¿Quiso decir «--seed»?\n',
    );
  });

  test('a reader that goes away (`| head`) ends it quietly', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--help'], { env: ENGLISH, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    expect([await new Promise((resolve) => child.once('close', resolve)), err]).toEqual([0, '']);
  });
});

describe('data split', () => {
  test('shows a table, says that nothing was written, and writes nothing', () => {
    const folder = classFolders();
    const { exitCode, out, err } = leukoscope([
      'data',
      'split',
      folder,
      '--test-fraction',
      '0.1',
      '--val-fraction',
      '0.2',
      '--seed',
      '7',
      '--quiet',
    ]);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out.split('\n').slice(1)).toEqual([
      '',
      'part        cells  typical  atypical  patients',
      'train          42       28        14         —',
      'validation     12        8         4         —',
      'test            6        4         2         —',
      'excluded        3',
      '',
      '',
    ]);
    expect(leukoscope(['data', 'split', folder, '--progress', 'none']).err).toBe(
      'The split was not written; --out FILE writes it.\n',
    );
    expect(readdirSync(folder).toSorted()).toEqual(['KSC', 'MYO', 'NGS']);
  });

  test('writes the split that it shows, the same again for the same seed, another for another', async () => {
    const folder = classFolders();
    const place = temporaryFolder();
    const write = (name: string, seed: string) =>
      leukoscope(['data', 'split', folder, '--seed', seed, '--out', name, '--json'], { cwd: place });
    const [a, b, c] = [write('a.json', '1'), write('b.json', '1'), write('c.json', '2')].map(({ out }) =>
      JSON.parse(out),
    );
    expect(a).toMatchObject({
      dataset: { scheme: 'default', cells: 63 },
      split: { by: 'image', seed: 1, stratified: true, fractions: { validation: 0.15, test: 0.15 } },
      parts: {
        train: { cells: 42, typical: 28, atypical: 14, patients: null },
        validation: { cells: 9, typical: 6, atypical: 3, patients: null },
        test: { cells: 9, typical: 6, atypical: 3, patients: null },
      },
      excluded: { cells: 3, by: { scheme: 3 } },
      patientsInSeveralParts: 0,
      out: 'a.json',
    });
    const split = await readSplit(join(place, 'a.json'));
    expect(splitContentSchema.shape.format.value).toBe(split.format);
    expect([split.hash, split.parts.train.length]).toEqual([a.split.hash, 42]);
    expect(readFileSync(join(place, 'b.json'))).toEqual(readFileSync(join(place, 'a.json')));
    expect([b.split.hash === a.split.hash, c.split.hash === a.split.hash]).toEqual([true, false]);
    expect(readdirSync(place).toSorted()).toEqual(['a.json', 'b.json', 'c.json']);
  });

  test('the paper’s scheme counts smudge cells as atypical', () => {
    const { out } = leukoscope(['data', 'split', classFolders(), '--scheme', 'paper', '--json']);
    expect(JSON.parse(out)).toMatchObject({ dataset: { scheme: 'paper' }, excluded: { cells: 0 } });
  });

  test('patients stay whole, and those who share a picture stay together', async () => {
    const folder = manifestWithPatients();
    const { out, err } = leukoscope([
      'data',
      'split',
      folder,
      '--test-fraction',
      '0.25',
      '--out',
      join(folder, 's.json'),
      '--json',
      '--quiet',
    ]);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ split: { by: 'patient' }, patientsInSeveralParts: 0 });
    const { parts } = await readSplit(join(folder, 's.json'));
    const sideOf = (patient: string) => Object.entries(parts).find(([, names]) => names.includes(patient))![0];
    expect(sideOf('P3')).toBe(sideOf('P4'));
  });

  test('by image where there are patients is done, with a warning', () => {
    const { exitCode, out, err } = leukoscope([
      'data',
      'split',
      manifestWithPatients(),
      '--by',
      'image',
      '--json',
      '--quiet',
    ]);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^warning: \d+ patients \(\d+ cells\) stand in more than one part/);
    expect(JSON.parse(out).patientsInSeveralParts).toBeGreaterThan(0);
  });

  test('a split that the data prescribe is told of and not used', () => {
    const folder = classFolders();
    const rows = ['NGS/NGS_0.png,NGS,train', 'NGS/NGS_1.png,NGS,test', 'MYO/MYO_0.png,MYO,'];
    writeFileSync(join(folder, 'manifest.csv'), ['path,label,split', ...rows, ''].join('\n'));
    const { exitCode, err } = leukoscope(['data', 'split', folder, '--progress', 'none']);
    expect(exitCode).toBe(0);
    expect(err).toContain("The data prescribe a split of their own (2 cells in the column 'split')");
  });

  test.each([
    [['--val-fraction', '1'], 2, "--val-fraction: got '1', expected a number at least 0 and less than 1."],
    [
      ['--val-fraction', '0.6', '--test-fraction', '0.5'],
      2,
      'expected each from 0 to less than 1, and less than 1 together',
    ],
    [['--by', 'patient'], 3, 'cannot split by patient: 60 of 60 cells have no patient.'],
    [['--exclude', 'quality'], 2, "got the filter 'quality', expected column=value"],
    [['--out', '/no/such/split.json'], 2, 'cannot write /no/such/split.json: there is no folder /no/such.'],
    [['--out', '/'], 2, 'cannot write the file /: it is a folder.'],
  ])('%j is refused with exit %i', (args, exitCode, sentence) => {
    const ended = leukoscope(['data', 'split', classFolders(), '--quiet', ...args]);
    expect(ended).toMatchObject({ exitCode, out: '' });
    expect(ended.err).toContain(sentence);
  });

  test('no data, no dataset: exit 3', () => {
    const empty = temporaryFolder();
    expect(leukoscope(['data', 'split', join(empty, 'no')])).toMatchObject({ exitCode: 3, out: '' });
    expect(leukoscope(['data', 'split', empty])).toMatchObject({ exitCode: 3, out: '' });
  });
});

describe.skipIf(!canMount)('a full disk (needs root and mount)', () => {
  test('a split that does not fit is exit 5 and leaves nothing, and so is stdout into a file', () => {
    const folder = classFolders();
    const disk = smallDisk(4);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(4096));
    const ended = leukoscope(['data', 'split', folder, '--out', join(disk, 'split.json'), '--quiet', '--lang', 'es']);
    expect(ended).toMatchObject({ exitCode: 5, out: '' });
    expect(ended.err).toContain(`no se puede escribir ${join(disk, 'split.json')}: el disco está lleno (ENOSPC).`);
    const stdout = openSync(join(disk, 'help.txt'), 'w');
    onTestFinished(() => closeSync(stdout));
    const redirected = spawnSync(process.execPath, [PROGRAM, '--help'], {
      env: ENGLISH,
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
    });
    expect(redirected.status).toBe(5);
    expect(redirected.stderr).toContain('error: cannot write stdout: the disk is full (ENOSPC).');
    expect(readdirSync(disk).toSorted()).toEqual(['filler', 'help.txt']);
  });
});

describe.skipIf(!canBeNobody)('as nobody (needs root and setpriv)', () => {
  test('no permission to write is exit 5', () => {
    const folder = classFolders();
    chmodSync(folder, 0o755);
    const args = ['data', 'split', folder, '--out', join(folder, 'split.json'), '--quiet'];
    const ended = nodeAsNobody([PROGRAM, ...args], ENGLISH);
    expect([ended.status, ended.stdout]).toEqual([5, '']);
    expect(ended.stderr).toContain('permission denied (EACCES)');
  });
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  /** Interrupts when the command says that it works, and again when it was told of the first time. */
  async function interrupted(name: 'wait' | 'obey', times: 1 | 2): Promise<{ exitCode: unknown; err: string }> {
    const program = [process.execPath, '--conditions=source', WAITING_PROGRAM, name] as const;
    const child = spawn(program[0], program.slice(1), { env: ENGLISH, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    let [err, sent] = ['', 0];
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
      const heard = err.includes('Ctrl-C again') ? 2 : Number(err.includes('working'));
      for (; sent < Math.min(heard, times); sent++) child.kill(signal);
    });
    return { exitCode: await ended, err };
  }

  test('once: the command stops by itself, 130', async () => {
    expect(await interrupted('obey', 1)).toEqual({
      exitCode: 130,
      err: 'working\nsaving… Ctrl-C again to stop at once.\ninterrupted.\n',
    });
  });

  test('twice: it stops at once, 130', async () => {
    expect(await interrupted('wait', 2)).toEqual({
      exitCode: 130,
      err: 'working\nsaving… Ctrl-C again to stop at once.\n',
    });
  });
});
