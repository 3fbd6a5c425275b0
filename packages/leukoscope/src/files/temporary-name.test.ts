import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { removeAbandoned, temporaryBeside } from './temporary-name.ts';

/** Of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['--version']).pid;

test('what a dead process left of a file is removed, and nothing else', async () => {
  const folder = temporaryFolder();
  const kept = [
    temporaryBeside(join(folder, 'p.csv')),
    temporaryBeside(join(folder, 'p.csv.old')).replace(String(process.pid), String(DEAD)),
    ...['p.csv', '.p.csv.tmp', `.p.csv.elsewhere-${DEAD}-0a1b2c3d.tmp`, `.p.csv.${hostname()}-${DEAD}-0a1b2c3d.txt`],
  ].map((path) => path.split('/').at(-1)!);
  const abandoned = `.p.csv.${hostname()}-${DEAD}-0a1b2c3d.tmp`;
  for (const name of [...kept, abandoned]) writeFileSync(join(folder, name), '');
  await removeAbandoned(join(folder, 'p.csv'));
  expect(readdirSync(folder).sort()).toEqual(kept.sort());
});

test('a name that would be too long is cut, and what is left is found all the same', async () => {
  const folder = temporaryFolder();
  const target = join(folder, `${'ñ'.repeat(120)}.csv`);
  writeFileSync(temporaryBeside(target), '');
  await removeAbandoned(target, () => true);
  expect(readdirSync(folder)).toHaveLength(1);
  await removeAbandoned(target, () => false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that is not there is left to who writes', async () => {
  await expect(removeAbandoned('/no/such/p.csv')).resolves.toBeUndefined();
});
