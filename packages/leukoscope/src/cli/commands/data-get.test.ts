import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeWorld } from '../../../test/fake-world.ts';
import { type Answer, fileServer, says, whole } from '../../../test/file-server.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import type { ByHand, DataSource } from '../../datasets/sources/data-source.ts';
import { DATA_SOURCES } from '../../datasets/sources/source-list.ts';
import type { Checksums } from '../../downloads/remote-file.ts';
import { run } from '../run.ts';
import { dataGetFrom } from './data-get.ts';
import { dataGetCommand } from './data-get-command.ts';

const CONTENT = Buffer.from('the cells of a data set');
const hashOf = (algorithm: string) => createHash(algorithm).update(CONTENT).digest('hex');
const SHA256 = hashOf('sha256');

const cellsAt = (
  url: string,
  checksums: Checksums = { md5: hashOf('md5') },
  bytes: number | null = CONTENT.length,
): DataSource => ({
  id: 'cells',
  holds: 'images',
  title: 'Cells of nobody',
  what: { en: 'Cells that nobody has.', es: 'Células que nadie tiene.' },
  images: 1234,
  classes: 2,
  licence: { name: { en: 'Free', es: 'Libre' }, spdx: 'CC0-1.0', url: 'https://licence.test' },
  citations: ['Nobody et al. (2026), doi 10.1/x'],
  page: 'https://page.test',
  obtain: {
    kind: 'download',
    files: [{ name: 'cells.npz', url, bytes, mostBytes: 5e9, checksums, page: 'https://page.test' }],
  },
});

const BY_HAND: DataSource & { obtain: ByHand } = {
  ...cellsAt(''),
  id: 'hand',
  obtain: {
    kind: 'by-hand',
    steps: { en: ['Ask for it.', 'Put set.zip into {place}.'], es: ['Pídalo.', 'Ponga set.zip en {place}.'] },
    archive: 'set.zip',
    folders: ['a', 'b'],
    companions: ['list.dat'],
  },
};

/** Runs one command line in a folder of its own, or this one. */
async function typed(line: string, source: DataSource, cwd = temporaryFolder()) {
  const patience = { wait: () => Promise.resolve() };
  const command = { ...dataGetCommand, action: dataGetFrom({ sources: [source], patience }) };
  const { world, out, err } = fakeWorld({ cwd, commands: [command] });
  const exitCode = await run([...line.split(' '), '--progress', 'none'], world);
  return { exitCode, out: out(), err: err(), cwd };
}

async function served(answers: readonly Answer[], checksums?: Checksums, bytes?: number | null) {
  const server = await fileServer(answers);
  return { server, source: cellsAt(server.url, checksums, bytes) };
}

describe('a data set that comes by itself', () => {
  test('terms first, then the file, its checksum, its path and the next command', async () => {
    const { source } = await served([whole(CONTENT)]);
    const { exitCode, out, err, cwd } = await typed('data get cells', source);
    expect([exitCode, err]).toEqual([
      0,
      [
        'Cells of nobody (cells)',
        'Cells that nobody has.',
        'images: 1,234 in 2 classes',
        `from: ${source.obtain.kind === 'download' && source.obtain.files[0]?.url}`,
        'size: 23 bytes',
        'licence: Free (CC0-1.0), https://licence.test',
        'please cite: Nobody et al. (2026), doi 10.1/x',
        '',
      ].join('\n'),
    ]);
    expect(out).toBe(
      [
        'data/cells/cells.npz is here and whole (23 bytes).',
        `sha256 ${SHA256} (checked by the md5 that the publisher states)`,
        'Next: leukoscope data scan data/cells/cells.npz',
        '',
      ].join('\n'),
    );
    expect(readFileSync(join(cwd, 'data/cells/cells.npz')).equals(CONTENT)).toBe(true);
    const record = JSON.parse(readFileSync(join(cwd, 'data/cells/leukoscope-source.json'), 'utf8'));
    expect(record).toMatchObject({ id: 'cells', licence: 'CC0-1.0', files: [{ name: 'cells.npz', sha256: SHA256 }] });
  });

  test('again: it was here, and nothing is asked or written', async () => {
    const { source, server } = await served([whole(CONTENT)]);
    const { cwd } = await typed('data get cells --out set', source);
    const record = readFileSync(join(cwd, 'set/leukoscope-source.json'));
    for (const offline of ['', ' --offline']) {
      const { exitCode, out } = await typed(`data get cells --out set${offline}`, source, cwd);
      expect([exitCode, out]).toEqual([0, expect.stringContaining('set/cells.npz was here already')]);
    }
    expect(server.ranges).toHaveLength(1);
    expect(readFileSync(join(cwd, 'set/leukoscope-source.json')).equals(record)).toBe(true);
  });

  test('--json is one document, in Spanish too', async () => {
    const { source } = await served([whole(CONTENT)]);
    const { out } = await typed('data get cells --json --lang es --quiet', source);
    expect(JSON.parse(out)).toMatchObject({
      id: 'cells',
      comes: 'download',
      bytes: 23,
      files: [{ status: 'fetched', sha256: SHA256, checkedBy: ['md5'] }],
      next: 'leukoscope data scan data/cells/cells.npz',
    });
  });

  test('a connection that breaks is told of', async () => {
    const { source } = await served([says(503), whole(CONTENT)]);
    const { exitCode, err } = await typed('data get cells', source);
    expect([exitCode, err]).toEqual([0, expect.stringContaining('trying again in 1 s (attempt 2 of 5).')]);
  });

  test('without a published checksum the first time is what later ones are held to', async () => {
    const other = Buffer.from('the cells of a data thief');
    const { source } = await served([whole(CONTENT), whole(other, { etag: '"two"' })], {}, null);
    const first = await typed('data get cells', source);
    expect(first.out).toContain(`sha256 ${SHA256} (no checksum is published: its sha256 is recorded`);
    expect(first.err).toContain('size: at most 5 GB; the publisher does not state it');
    const place = join(first.cwd, 'data/cells');
    const again = await typed('data get cells', source, first.cwd);
    expect(again.out).toContain('checked by the sha256 of the first time');
    writeFileSync(join(place, 'cells.npz'), other);
    expect(await typed('data get cells', source, first.cwd)).toMatchObject({ exitCode: 3, out: '' });
    renameSync(join(place, 'cells.npz'), join(place, 'cells.npz.old'));
    const changed = await typed('data get cells', source, first.cwd);
    expect([changed.exitCode, changed.err]).toEqual([
      3,
      expect.stringContaining('is not the expected file: got the sha256'),
    ]);
    expect(readdirSync(place).toSorted()).toEqual(['cells.npz.old', 'leukoscope-source.json']);
  });

  test('a record that is none is told of, not written over', async () => {
    const { source } = await served([whole(CONTENT)]);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'data/cells'), { recursive: true });
    writeFileSync(join(cwd, 'data/cells/leukoscope-source.json'), '{}');
    expect(await typed('data get cells', source, cwd)).toMatchObject({ exitCode: 3, out: '' });
    expect(readFileSync(join(cwd, 'data/cells/leukoscope-source.json'), 'utf8')).toBe('{}');
  });
});

describe('refused', () => {
  test.each<[string, Answer, number, RegExp]>([
    [
      'data get cells',
      says(404),
      5,
      /answered 404, expected 200\.\nThe publisher may have moved it; see https:\/\/page\.test/,
    ],
    ['data get cells', whole(Buffer.from('other cells, as many..')), 3, /expected 23 bytes/],
    [
      'data get cells --offline',
      whole(CONTENT),
      5,
      /^.*--offline: .* \(23 bytes\) would have to be fetched, and nothing was\.\n/m,
    ],
    [
      'data get cells --lang es',
      says(200, { 'content-type': 'text/html' }),
      5,
      /llegó una página web en lugar del archivo/,
    ],
    [
      'data get cell',
      whole(CONTENT),
      2,
      /there is no data set 'cell' to get, expected one of cells\.\nDid you mean 'cells'\?/,
    ],
    ['data get --out x', whole(CONTENT), 2, /needs <id>, which was not given/],
    ['data get cells --out /dev/null/x', whole(CONTENT), 2, /it is a file, or lies under a file/],
  ])('%s', async (line, answer, exitCode, sentence) => {
    const { source } = await served([answer]);
    const ended = await typed(line, source);
    expect([ended.exitCode, ended.out, ended.err]).toEqual([exitCode, '', expect.stringMatching(sentence)]);
    expect(readdirSync(ended.cwd)).toEqual(exitCode === 2 || line.includes('offline') ? [] : ['data']);
  });

  test('a connection that never gets far ends, and the part waits', async () => {
    const { source } = await served([(_, response) => void response.destroy()]);
    const { exitCode, err, cwd } = await typed('data get cells', source);
    expect([exitCode, err]).toEqual([
      5,
      expect.stringContaining('the connection broke off (ECONNRESET) after 5 attempts'),
    ]);
    expect(readdirSync(join(cwd, 'data/cells'))).not.toContain('cells.npz');
  });
});

describe('a data set that needs a person', () => {
  test('numbered steps with the place, exit 0, nothing made', async () => {
    const { exitCode, out, cwd } = await typed('data get hand', BY_HAND);
    expect([exitCode, out]).toEqual([
      0,
      expect.stringContaining('  1. Ask for it.\n  2. Put set.zip into data/hand.\n'),
    ]);
    expect(out).toContain('recognises it: leukoscope data get hand\n');
    expect(readdirSync(cwd)).toEqual([]);
    const spanish = await typed('data get hand --out x --lang es', BY_HAND);
    expect(spanish.out).toContain('  2. Ponga set.zip en x.\n');
    expect(spanish.out).toContain('leukoscope data get hand --out x\n');
  });

  test.each([
    ['set', [], 'set'],
    ['set/Deep down/inside', [], 'set/Deep down/inside'],
    ['set/inner', ['set/list.dat'], 'set'],
  ])('is recognised in %s', async (where, files, read) => {
    const cwd = temporaryFolder();
    for (const name of ['a', 'b']) mkdirSync(join(cwd, where, name), { recursive: true });
    for (const file of files) writeFileSync(join(cwd, file), '');
    const { exitCode, out } = await typed('data get hand --out set --json', BY_HAND, cwd);
    expect([exitCode, JSON.parse(out)]).toEqual([0, expect.objectContaining({ status: 'was-there', path: read })]);
    const quoted = read.includes(' ') ? `'${read}'` : read;
    expect(JSON.parse(out).next).toBe(`leukoscope data scan ${quoted}`);
  });

  test('half of it is not taken for it', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'data/hand/a'), { recursive: true });
    expect(JSON.parse((await typed('data get hand --json', BY_HAND, cwd)).out)).toMatchObject({ status: 'missing' });
  });

  test('its archive is unpacked, and not a second time', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'data/hand'), { recursive: true });
    const zips = JSON.parse(readFileSync(new URL('../../downloads/golden/zips.json', import.meta.url), 'utf8'));
    writeFileSync(join(cwd, 'data/hand/set.zip'), Buffer.from(zips['from macOS'], 'base64'));
    const first = await typed('data get hand', BY_HAND, cwd);
    expect([first.exitCode, first.out]).toEqual([
      0,
      expect.stringContaining(
        'Unpacked 2 files: data/hand/set\n2 files that macOS had added were left out.\nNext: leukoscope data scan data/hand/set\n',
      ),
    ]);
    expect(JSON.parse((await typed('data get hand --json', BY_HAND, cwd)).out)).toMatchObject({ status: 'was-there' });
    writeFileSync(join(cwd, 'data/hand/set.zip'), 'half');
    mkdirSync(join(cwd, 'other'));
    writeFileSync(join(cwd, 'other/set.zip'), 'half');
    const bad = await typed('data get hand --out other', BY_HAND, cwd);
    expect([bad.exitCode, bad.err]).toEqual([3, expect.stringContaining('it is no whole ZIP file')]);
  });
});

describe('the data sets there are', () => {
  test('each has an id of its own, its terms, and what it needs to be got', () => {
    expect(new Set(DATA_SOURCES.map(({ id }) => id)).size).toBe(DATA_SOURCES.length);
    for (const { id, holds, citations, licence, page, obtain, what } of DATA_SOURCES) {
      expect(id).toMatch(holds === 'weights' ? /^[a-z0-9]+\.[a-z0-9_]+$/ : /^[a-z0-9-]+$/);
      expect(citations.join()).toMatch(/doi 10\.\d+\//);
      expect([page, licence.url].every((url) => url.startsWith('https://'))).toBe(true);
      expect(what.en === what.es).toBe(false);
      if (obtain.kind === 'by-hand') {
        expect(obtain.steps.es).toHaveLength(obtain.steps.en.length);
        for (const steps of Object.values(obtain.steps)) expect(steps.join()).toContain('{place}');
      } else {
        for (const { url, checksums } of obtain.files) {
          expect(url).toMatch(/^https:\/\//);
          expect(Object.keys(checksums)).not.toEqual([]);
          expect(checksums.md5 ?? '0'.repeat(32)).toMatch(/^[0-9a-f]{32}$/);
          expect(checksums.sha256 ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
        }
      }
    }
  });

  test('are listed as a table and as a document', async () => {
    const { world, out } = fakeWorld();
    expect(await run(['data', 'get'], world)).toBe(0);
    expect(out().split('\n')).toHaveLength(DATA_SOURCES.length + 4);
    expect(out()).toMatch(/^bloodmnist +17,092 +8 +35\.5 MB +CC-BY-4\.0 +by itself +BloodMNIST, 28 px$/m);
    expect(out()).toMatch(/^jhu +— +21 +— +not open +by hand/m);
    const json = fakeWorld();
    await run(['data', 'get', '--json'], json.world);
    const { datasets } = JSON.parse(json.out());
    expect(datasets.map(({ id }: DataSource) => id)).toEqual(DATA_SOURCES.map(({ id }) => id));
  });
});
