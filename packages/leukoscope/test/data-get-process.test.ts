/** `leukoscope data get` as a process: killed, interrupted, twice at once; and that nothing else reaches for the network. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DataSource } from '../src/datasets/sources/data-source.ts';
import { fallingSilent, fileServer, whole } from './file-server.ts';
import { ENGLISH, leukoscope } from './program.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { BRIEF, trainedRun } from './trained-run.ts';

const PROGRAM = fileURLToPath(new URL('download-program.ts', import.meta.url));
const GUARD = `--import=${new URL('no-network.ts', import.meta.url).href}`;
const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at) % 251));

/** Writes the list of one data set, at this address, for the program. */
function sourcesFile(folder: string, url: string): string {
  const source: DataSource = {
    id: 'cells',
    holds: 'images',
    title: 'Cells',
    what: { en: 'cells', es: 'células' },
    images: 3,
    classes: 2,
    licence: { name: { en: 'free', es: 'libre' }, spdx: 'CC0-1.0', url: 'https://x.test' },
    citations: ['Nobody 2026'],
    page: 'https://x.test',
    obtain: {
      kind: 'download',
      files: [
        {
          name: 'cells.npz',
          url,
          bytes: CONTENT.length,
          mostBytes: null,
          checksums: { md5: createHash('md5').update(CONTENT).digest('hex') },
          page: 'https://x.test',
        },
      ],
    },
  };
  const path = join(folder, 'sources.json');
  writeFileSync(path, JSON.stringify([source]));
  return path;
}

/** Where the server falls silent, so that whatever happens then happens in the middle for certain. */
const MIDDLE = 120_000;

/** Runs `data get cells` to its end. @param inTheMiddle called once when the part has come so far */
function get(sources: string, cwd: string, inTheMiddle?: (child: ChildProcess) => void) {
  const args = ['--conditions=source', PROGRAM, sources, 'data', 'get', 'cells', '--progress', 'none'];
  const child = spawn(process.execPath, args, { cwd, env: ENGLISH });
  const said = { out: '', err: '' };
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const) {
    stream.on('data', (chunk: Buffer) => {
      said[name] += chunk.toString();
    });
  }
  const part = join(cwd, 'data/cells/cells.npz.part');
  const looking = setInterval(() => {
    if (inTheMiddle === undefined || statSync(part, { throwIfNoEntry: false })?.size !== MIDDLE) return;
    clearInterval(looking);
    inTheMiddle(child);
  }, 5);
  return new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; out: string; err: string }>((resolve) =>
    child.once('close', (exitCode, signal) => {
      clearInterval(looking);
      resolve({ exitCode, signal, ...said });
    }),
  );
}

describe('a download', () => {
  const dies = (signal: NodeJS.Signals) => (child: ChildProcess) => void child.kill(signal);

  test('killed in the middle goes on where it was', async () => {
    const folder = temporaryFolder();
    const server = await fileServer([fallingSilent(CONTENT, MIDDLE), whole(CONTENT)]);
    const sources = sourcesFile(folder, server.url);
    expect((await get(sources, folder, dies('SIGKILL'))).signal).toBe('SIGKILL');
    const place = join(folder, 'data/cells');
    expect(existsSync(join(place, 'cells.npz'))).toBe(false);
    expect(statSync(join(place, 'cells.npz.part')).size).toBe(MIDDLE);
    const again = await get(sources, folder);
    expect(again).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('Going on after 120 kB that are here already.'),
    });
    expect(server.ranges).toEqual([undefined, `bytes=${MIDDLE}-`]);
    expect(readFileSync(join(place, 'cells.npz')).equals(CONTENT)).toBe(true);
    expect(readdirSync(place).toSorted()).toEqual(['cells.npz', 'leukoscope-source.json']);
  });

  test('interrupted ends with 130, says that nothing is lost, and goes on', async () => {
    const folder = temporaryFolder();
    const server = await fileServer([fallingSilent(CONTENT, MIDDLE), whole(CONTENT)]);
    const sources = sourcesFile(folder, server.url);
    const { exitCode, err } = await get(sources, folder, dies('SIGINT'));
    expect([exitCode, err]).toEqual([
      130,
      expect.stringContaining('the same command goes on from there.\ninterrupted.\n'),
    ]);
    expect((await get(sources, folder)).exitCode).toBe(0);
    expect(server.ranges).toEqual([undefined, `bytes=${MIDDLE}-`]);
  });

  test('does not begin beside another in the same folder', async () => {
    const folder = temporaryFolder();
    const server = await fileServer([fallingSilent(CONTENT, MIDDLE), whole(CONTENT)]);
    const sources = sourcesFile(folder, server.url);
    let second: ReturnType<typeof get> | null = null;
    await get(sources, folder, (child) => {
      second = get(sources, folder).finally(() => child.kill('SIGKILL'));
    });
    expect(await second).toMatchObject({ exitCode: 4, err: expect.stringContaining('is in use by process') });
    expect(server.ranges).toHaveLength(1);
  });
});

describe('the network is reached for', () => {
  const { cells, model, place, env } = trainedRun();
  const guarded = (...args: readonly string[]) =>
    leukoscope([...args, '--progress', 'none'], { cwd: place, env: { ...env, NODE_OPTIONS: GUARD } });

  test('by data get <id>, and the guard sees it', () => {
    const { exitCode, err } = guarded('data', 'get', 'bloodmnist', '--out', join(place, 'bloodmnist'));
    expect(exitCode).not.toBe(0);
    expect(err).toContain('NETWORK: ');
    rmSync(join(place, 'bloodmnist'), { recursive: true });
  });

  test.each<[string, () => readonly string[]]>([
    ['help', () => ['--help']],
    ['train', () => ['train', cells, '--out', join(place, 'run-2'), ...BRIEF]],
    ['evaluate', () => ['evaluate', model, cells, '--allow-training-cells']],
    ['classify', () => ['classify', model, join(cells, 'P0')]],
    ['data split', () => ['data', 'split', cells]],
    ['data get, to list', () => ['data', 'get']],
    ['data get, by hand', () => ['data', 'get', 'lmu']],
  ])('by nothing in %s', (_, args) => {
    const { exitCode, err } = guarded(...args());
    expect([exitCode, err]).toEqual([0, expect.not.stringContaining('NETWORK')]);
  });

  test('by nothing with --offline', () => {
    const { exitCode, err } = guarded('data', 'get', 'bloodmnist', '--offline');
    expect([exitCode, err]).toEqual([5, expect.not.stringContaining('NETWORK')]);
  });
});
