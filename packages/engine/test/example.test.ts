import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { readOnnx } from '../src/index.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const EXAMPLE = join(ROOT, 'examples/train-a-network.ts');
const source = readFileSync(EXAMPLE, 'utf8');

describe('the example of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-example-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('runs, finds its accuracy above what it asks for, and leaves a model', async () => {
    const model = join(folder, 'stripes.onnx');
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', EXAMPLE, model]);
    const [, right] = /^(\d+) of 1000 new pictures right after 150 steps\n$/.exec(stdout) ?? [];
    expect(Number(right)).toBeGreaterThanOrEqual(950);
    expect(readOnnx(readFileSync(model))).toMatchObject({ inputs: ['x'], outputs: ['logits', 'probabilities'] });
  });

  test('fails where it learns too little', async () => {
    const options = ['--conditions=source', '--input-type=module-typescript', '-', join(folder, 'none.onnx')];
    const run = promisify(execFile)(process.execPath, options, { cwd: ROOT });
    run.child.stdin!.end(source.replace('step < 150', 'step < 1'));
    await expect(run).rejects.toThrow(/expected at least 0.95/);
  });

  // The second one is run by test/web-example.browser.test.ts.
  test('is printed in the README as it is, and so is the one for a web page', () => {
    const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');
    const printed = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
    expect(printed).toEqual([source, readFileSync(join(ROOT, 'examples/train-in-a-web-page.ts'), 'utf8')]);
  });

  test('trains in twenty lines', () => {
    const lines = source.slice(source.indexOf('const random'), source.indexOf('/** Pictures')).split('\n');
    expect(lines.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(20);
  });
});
