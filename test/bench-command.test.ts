import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const bench = (...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [resolve(import.meta.dirname, '../scripts/bench.ts'), ...args], { encoding: 'utf8' });

it('npm run bench without a name lists the benchmarks', () => {
  const { status, stdout } = bench();
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^Benchmarks: \w/m)]);
});

it('npm run bench with an unknown name says so and ends with wrong use', () => {
  const { status, stdout, stderr } = bench('no-such-benchmark');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain("there is no benchmark 'no-such-benchmark'");
});
