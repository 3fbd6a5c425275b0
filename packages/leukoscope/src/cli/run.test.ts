import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { systemError } from '../../test/failing-file-system.ts';
import { fakeWorld } from '../../test/fake-world.ts';
import { EXIT } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { streamSink } from '../files/text-sink.ts';
import type { CommandContext } from './command-context.ts';
import type { Command, CommandResult } from './define-command.ts';
import { type CommandLineWorld, run } from './run.ts';

type Action = (context: CommandContext) => Promise<CommandResult> | CommandResult;

/** Runs `leukoscope work …` with the action and gives everything that came of it. */
async function runWork(line: string, action: Action, changes: Partial<CommandLineWorld> & { isTTY?: boolean } = {}) {
  const work: Command = {
    name: 'work',
    arguments: {},
    options: {},
    texts: { en: { summary: 'work', arguments: {}, options: {} }, es: { summary: 'obra', arguments: {}, options: {} } },
    examples: [],
    action: async (_given, _options, context) => action(context),
  };
  const { world, out, err } = fakeWorld({ commands: [work], ...changes });
  const exitCode = await run(line.split(' '), world);
  return { exitCode, out: out(), err: err() };
}

const result = { document: { accuracy: { value: 0.5 } }, text: 'exactitud\n' };

describe('a result', () => {
  test('is text for people, or one document on one line', async () => {
    expect(await runWork('work', () => result)).toEqual({ exitCode: 0, out: 'exactitud\n', err: '' });
    expect(await runWork('work --json', () => result)).toEqual({
      exitCode: 0,
      out: '{"accuracy":{"value":0.5}}\n',
      err: '',
    });
  });

  test('ends with exactly one line break, and is nothing if it is empty', async () => {
    expect((await runWork('work', () => ({ ...result, text: 'no end' }))).out).toBe('no end\n');
    expect((await runWork('work', () => ({ ...result, text: '' }))).out).toBe('');
  });

  test('may come with an exit code of its own', async () => {
    const rejected = await runWork('work', () => ({ ...result, exitCode: EXIT.badInput }));
    expect(rejected).toEqual({ exitCode: 3, out: 'exactitud\n', err: '' });
  });
});

describe('an error', () => {
  const fail: Action = () => {
    throw new LeukoscopeError('usage.output-not-empty', { path: 'run/' });
  };

  test('is a sentence and a hint on stderr, with its exit code', async () => {
    expect(await runWork('work', fail)).toEqual({
      exitCode: 2,
      out: '',
      err: 'error: the output folder run/ is not empty, expected a new or an empty folder.\nChoose another folder with --out, or empty this one yourself; nothing in it was changed.\n',
    });
  });

  test('speaks Spanish, and with --json is a document as well', async () => {
    const { out, err } = await runWork('work --lang es --json', fail);
    expect(err).toMatch(/^error: la carpeta de salida run\/ no está vacía/);
    expect(out.endsWith('}\n')).toBe(true);
    expect(JSON.parse(out)).toEqual({
      error: {
        code: 'usage.output-not-empty',
        message: 'la carpeta de salida run/ no está vacía, se esperaba una carpeta nueva o vacía.',
        hint: 'Elija otra carpeta con --out o vacíe esta usted mismo; no se ha cambiado nada en ella.',
        details: { path: 'run/' },
      },
    });
  });

  test('in the options follows --json and the locale too', async () => {
    const { exitCode, out, err } = await runWork('work --jsom --json', () => result, { env: { LANG: 'es_ES.UTF-8' } });
    expect(exitCode).toBe(2);
    expect(err).toContain('¿Quiso decir «--json»?');
    expect(JSON.parse(out).error.code).toBe('usage.unknown-option');
  });

  test('of the system that nobody dealt with is the machine’s refusal', async () => {
    const { exitCode, err } = await runWork('work', () => {
      throw systemError('ENOSPC', 'write', '/data/x');
    });
    expect(exitCode).toBe(5);
    expect(err).toContain('cannot write /data/x: the disk is full (ENOSPC).');
  });
});

describe('an error that should not be', () => {
  const fail: Action = () => {
    throw new TypeError('x is not a function', { cause: new Error('deeper') });
  };

  test('is our fault, short, and without a stack', async () => {
    const { exitCode, err } = await runWork('work', fail);
    expect(exitCode).toBe(1);
    expect(err.split('\n')).toHaveLength(3);
    expect(err).toMatch(/^error: Leukoscope failed in a way it should not: x is not a function\nThis is our fault/);
  });

  test('shows where it came from with LEUKOSCOPE_DEBUG=1', async () => {
    const { err } = await runWork('work', fail, { env: { LEUKOSCOPE_DEBUG: '1' } });
    expect(err).toMatch(/TypeError: x is not a function\n +at /);
    expect(err).toMatch(/caused by Error: deeper\n +at /);
  });

  test('has a code in JSON', async () => {
    const { out } = await runWork('work --json', fail);
    expect(JSON.parse(out).error).toMatchObject({ code: 'internal', details: {} });
  });
});

describe('an interruption', () => {
  test('is told to the command, which saves and ends with 130', async () => {
    const controller = new AbortController();
    const save: Action = ({ signal }) => {
      controller.abort();
      return { ...result, exitCode: signal.aborted ? EXIT.interrupted : EXIT.done };
    };
    expect(await runWork('work', save, { signal: controller.signal })).toEqual({
      exitCode: 130,
      out: 'exactitud\n',
      err: 'saving… Ctrl-C again to stop at once.\n',
    });
  });

  test.each([
    ['the reason itself', (reason: unknown) => reason],
    [
      'an AbortError of Node’s',
      (cause: unknown) => Object.assign(new Error('aborted', { cause }), { name: 'AbortError' }),
    ],
  ])('ends a command that throws %s, with 130 and one word', async (_, errorFor) => {
    const controller = new AbortController();
    const stop: Action = ({ signal }) => {
      controller.abort();
      throw errorFor(signal.reason);
    };
    const { exitCode, err } = await runWork('work', stop, { signal: controller.signal });
    expect(exitCode).toBe(130);
    expect(err).toBe('saving… Ctrl-C again to stop at once.\ninterrupted.\n');
  });

  test('does not hide an error that happened while saving', async () => {
    const controller = new AbortController();
    const { exitCode } = await runWork(
      'work',
      () => {
        controller.abort();
        throw systemError('ENOSPC', 'write', 'run/checkpoint');
      },
      { signal: controller.signal },
    );
    expect(exitCode).toBe(5);
  });

  test('takes the bar away before it speaks', async () => {
    const controller = new AbortController();
    const { err } = await runWork(
      'work',
      ({ progress }) => {
        progress.report({ stage: 'train', unit: 'steps', done: 0, total: 10 });
        controller.abort();
        return result;
      },
      { signal: controller.signal, isTTY: true },
    );
    expect(err).toContain('steps\r\x1b[Ksaving…');
  });
});

describe('a stdout that fails', () => {
  const failingStdout = (code: string): Writable => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(systemError(code, 'write')) });
    stream.on('error', () => undefined);
    return stream;
  };

  test.each(['work', '--help', 'work --json'])('`leukoscope %s | head` ends quietly', async (line) => {
    const ended = await runWork(line, () => result, { stdout: failingStdout('EPIPE') });
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
  });

  test('a command that streams ends at the line that nobody reads', async () => {
    let written = 0;
    const stream: Action = async ({ stdout }) => {
      for (; written < 10; written++) await streamSink(stdout, 'stdout').write('line\n');
      return result;
    };
    expect(await runWork('work', stream, { stdout: failingStdout('EPIPE') })).toMatchObject({ exitCode: 0, err: '' });
    expect(written).toBe(0);
  });

  test.each(['work', 'work --json', '--version'])('%s into a file on a full disk is exit 5', async (line) => {
    const ended = await runWork(line, () => result, { stdout: failingStdout('ENOSPC') });
    expect(ended.exitCode).toBe(5);
    expect(ended.err).toContain('cannot write stdout: the disk is full (ENOSPC).');
  });
});

describe('what a command says', () => {
  const speak: Action = ({ note, warn, progress }) => {
    progress.report({ stage: 'decode', unit: 'images', done: 5, total: 5 });
    note('a note');
    warn('beware');
    return result;
  };

  test('goes to stderr', async () => {
    const { out, err } = await runWork('work', speak);
    expect(out).toBe('exactitud\n');
    expect(err).toBe('decoding images: 5/5 images (100%) · took 0:00\na note\nwarning: beware\n');
  });

  test('--quiet leaves warnings', async () => {
    expect((await runWork('work --quiet', speak)).err).toBe('warning: beware\n');
    expect((await runWork('work --quiet --lang es', speak)).err).toBe('aviso: beware\n');
  });

  test('--quiet with a style of progress asked for shows it', async () => {
    expect((await runWork('work --quiet --progress plain', speak)).err).toMatch(
      /^decoding images.*\nwarning: beware\n$/,
    );
  });
});

test('a command gets what was typed and where', async () => {
  let seen: CommandContext | undefined;
  const { world } = fakeWorld();
  await runWork('work --json --lang es', (context) => {
    seen = context;
    return result;
  });
  expect(seen).toMatchObject({
    language: 'es',
    json: true,
    argv: ['work', '--json', '--lang', 'es'],
    cwd: world.cwd,
    version: '1.2.3',
    givenOptions: new Set(),
  });
});

describe('without a command', () => {
  test('says what it is, that it is no diagnosis, and three commands to go on with', async () => {
    const { world, out } = fakeWorld();
    expect(await run([], world)).toBe(0);
    expect(out()).toContain('An aid to the specialist, not a diagnosis.');
    expect(out().match(/^ {2}leukoscope \w+/gm)).toHaveLength(3);
  });

  test('in Spanish', async () => {
    const { world, out } = fakeWorld({ env: { LC_ALL: 'es_CL.UTF-8' } });
    await run([], world);
    expect(out()).toContain('Una ayuda para el especialista, no un diagnóstico.');
  });

  test('with --json: documents', async () => {
    const { world, out } = fakeWorld();
    await run(['--json'], world);
    await run(['--json', '--version'], world);
    await run(['help', 'train', '--json'], world);
    const [alone, version, help] = out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(alone.commands).toContain('train');
    expect(version).toMatchObject({ version: '1.2.3' });
    expect(help.help).toContain('Usage: leukoscope train');
  });
});
