import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fastFolder } from '../../test/fast-folder.ts';
import { runOfCells } from '../../test/run-of-cells.ts';
import { nodeFileSystem } from '../files/file-system.ts';
import { RunFolder } from './run-folder.ts';
import { SearchFolder } from './search/search-folder.ts';
import { startRun } from './start-run.ts';

const ended = spawnSync(process.execPath, ['--version']).pid;

/** The name of a file while this process writes it. */
const unfinished = (file: string, pid: number) => `.${file}.${hostname()}-${pid}-0a1b2c3d.tmp`;

/** A folder as a process leaves it that is killed, or still at work, before its run has begun. */
function unbegun(record: string, pid: number): string {
  const path = join(fastFolder(), 'run');
  mkdirSync(path);
  for (const name of ['split.json', unfinished('start.safetensors', pid), unfinished(record, pid)]) {
    writeFileSync(join(path, name), 'half');
  }
  return path;
}

test('while a run begins, its record tells by its temporary name that the other files are nobody’s', async () => {
  const run = runOfCells();
  const seen: string[][] = [];
  const system = {
    ...nodeFileSystem,
    rename: async (from: string, to: string) => {
      seen.push(readdirSync(run.folder.path));
      await nodeFileSystem.rename(from, to);
    },
  };
  await startRun(run.request, new RunFolder(run.folder.path, system as typeof nodeFileSystem), run.world);
  const [atSplit] = seen;
  expect(atSplit).toContainEqual(expect.stringMatching(/^\.run\.json\..*\.tmp$/));
  expect(readdirSync(run.folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('what a killed process left of a run that had not begun is removed', async () => {
  const run = unbegun('run.json', ended);
  await new RunFolder(run).removeUnbegun();
  expect(readdirSync(run)).toEqual([]);
  const search = unbegun('search.json', ended);
  await new SearchFolder(search).removeUnbegun();
  expect(readdirSync(search)).toEqual([]);
});

test('what a process still writes, what has begun, and a split that somebody put there stay', async () => {
  const alive = unbegun('run.json', process.pid);
  const begun = unbegun('run.json', ended);
  writeFileSync(join(begun, 'run.json'), '{}');
  const own = join(fastFolder(), 'own');
  mkdirSync(own);
  writeFileSync(join(own, 'split.json'), 'mine');
  for (const [path, files] of [
    [alive, 3],
    [begun, 4],
    [own, 1],
  ] as const) {
    await new RunFolder(path).removeUnbegun();
    expect(readdirSync(path)).toHaveLength(files);
  }
  await new RunFolder(join(own, 'none')).removeUnbegun();
});
