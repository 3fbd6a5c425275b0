/** What a command line loads before it does anything: by this, not by a clock, it starts at once on any machine. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENGLISH, PROGRAM, requireBuild } from '../../test/program.ts';

beforeAll(requireBuild);

const LIST_LOADED = fileURLToPath(new URL('../../test/list-loaded.ts', import.meta.url));

/** The npm packages that a command line loads, and its exit code. */
function loadedBy(line: string) {
  const words = line.split(' ').filter((word) => word !== '');
  const { status, stderr } = spawnSync(process.execPath, ['--import', LIST_LOADED, PROGRAM, ...words], {
    cwd: '/',
    env: ENGLISH,
    encoding: 'utf8',
  });
  const packages = [...stderr.matchAll(/^loaded .*\/node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(([, name]) => name);
  return { exitCode: status, packages: new Set(packages) };
}

describe('the parser alone is loaded by', () => {
  test.each([
    ['', 0],
    ['--version', 0],
    ['--help', 0],
    ['train --help', 0],
    ['help data split', 0],
    ['trian cells/', 2],
    ['train cells/ --ot run/', 2],
    ['train cells/ --lr much', 2],
  ])('leukoscope %s', (line, exitCode) => {
    expect(loadedBy(line)).toEqual({ exitCode, packages: new Set(['commander']) });
  });
});

test('a command that is run loads what it needs', () => {
  const { exitCode, packages } = loadedBy('classify no-such-model.onnx cell.png');
  expect(exitCode).toBe(3);
  expect(packages).toEqual(new Set([...packages, 'commander', 'onnxruntime-node', 'sharp', 'zod']));
});
