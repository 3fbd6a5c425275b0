/**
 * Runs one benchmark, bench/NAME.ts, on the packages' TypeScript sources; each file there answers one question.
 *
 * Usage: npm run bench -- NAME [ITS ARGUMENTS …]     without a name: lists them
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../bench');
const names = globSync('*.ts', { cwd: folder, exclude: ['*.test.ts'] }).map((file) => basename(file, '.ts'));
const [name, ...rest] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  const say = name === undefined ? console.log : console.error;
  if (name !== undefined) say(`there is no benchmark '${name}' (bench/${name}.ts)`);
  say(`Usage: npm run bench -- NAME [ITS ARGUMENTS …]\nBenchmarks: ${names.toSorted().join(', ') || 'none yet'}`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const { status, signal } = spawnSync(process.execPath, ['--conditions=source', join(folder, `${name}.ts`), ...rest], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
}
