import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** The runner behind `npm test`, as a process, on a small project with tests of every fate. */
describe('the runner of the tests', () => {
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'leukoscope-runner-'));
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'dir');
    mkdirSync(join(project, 'shared'));
    const head = `import { describe, expect, it } from 'vitest';\n`;
    const write = (name: string, body: string): void => writeFileSync(join(project, `${name}.test.ts`), head + body);
    write('good', `it('a', () => expect(1).toBe(1)); it('b', () => expect(2).toBe(2));`);
    write('bad', `it('a', () => expect(1).toBe(2)); it('b', () => expect(1).toBe(1));`);
    write('broken', `import './gone.ts'; it('a', () => expect(1).toBe(1));`);
    write('empty', '');
    write('stray', `it('a', () => { expect(1).toBe(1); Promise.reject(new Error('left behind')); });`);
    write('waiting', `describe.skip('on JHU (needs ../shared)', () => { it('a', () => expect(1).toBe(1)); });`);
    write('noted', `it('a', (test) => test.skip('needs an NVIDIA card'));`);
    write('silent', `it.skip('a', () => expect(1).toBe(1));`);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  function run(parts: string[], env: Record<string, string> = {}): { status: number | null; lines: string[] } {
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts/test.ts'), ...parts], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LEUKOSCOPE_SHARED: join(project, 'shared'), ...env },
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  }

  it('passes and counts', () => {
    const { status, lines } = run(['good']);
    expect([status, lines.at(-1)]).toEqual([0, '2 passed, 0 failed, 0 skipped']);
  });

  it('counts what fails in a test, before it and beside it', () => {
    const { status, lines } = run(['good', 'bad', 'broken', 'empty', 'stray']);
    expect([status, lines.at(-1)]).toEqual([1, '4 passed, 4 failed, 0 skipped']);
    expect(lines).toContain('  bad.test.ts > a');
    expect(lines).toContain('  broken.test.ts: it holds no test, or could not be loaded');
    expect(lines).toContain('  outside any test: left behind');
  });

  it('names what was skipped with its reason', () => {
    const { status, lines } = run(['good', 'waiting', 'noted']);
    expect([status, lines.at(-1)]).toEqual([0, '2 passed, 0 failed, 2 skipped']);
    expect(lines.join('\n')).toContain('Skipped, needs ../shared:\n  waiting.test.ts > on JHU (needs ../shared) > a');
    expect(lines.join('\n')).toContain('Skipped, needs an NVIDIA card:\n  noted.test.ts > a');
  });

  it('fails what was skipped for the shared data in CI where they are', () => {
    const { status, lines } = run(['good', 'waiting'], { CI: 'true' });
    expect([status, lines.at(-1)]).toEqual([1, '2 passed, 1 failed, 0 skipped']);
  });

  it('keeps that a skip in CI where they are not', () => {
    const { status, lines } = run(['good', 'waiting'], { CI: 'true', LEUKOSCOPE_SHARED: join(project, 'gone') });
    expect([status, lines.at(-1)]).toEqual([0, '2 passed, 0 failed, 1 skipped']);
  });

  it('fails a skip without a reason', () => {
    const { status, lines } = run(['good', 'silent']);
    expect([status, lines.at(-1)]).toEqual([1, '2 passed, 1 failed, 0 skipped']);
  });

  it('fails where no test ran', () => {
    const { status, lines } = run(['no-such-test']);
    expect([status, lines.at(-1)]).toEqual([1, '0 passed, 1 failed, 0 skipped']);
  });
});
