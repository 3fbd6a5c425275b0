/** Training as a process that is interrupted, stopped at once or killed: what it says, and that it goes on to the same model. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '@leukoscope/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { fastFolder } from './fast-folder.ts';
import { ENGLISH, PROGRAM } from './program.ts';
import { QUICK, trainedRun } from './trained-run.ts';

const FULL = process.env.LEUKOSCOPE_FULL === '1';
const { place, cells, run, env, lk } = trainedRun();
/** A checkpoint is due at each step. */
const HURRIED = ['--import', new URL('fast-clock.ts', import.meta.url).href];

interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

interface Watching {
  /** Told of every line on stderr. */
  readonly onLine?: (line: string, child: ChildProcess) => void;
  readonly killAfterMs?: number;
  /** Killed as soon as this file is there. */
  readonly killAtFile?: string;
}

/** Runs the program to its end, or to its death. */
function watched(
  args: readonly string[],
  { onLine = () => undefined, killAfterMs, killAtFile }: Watching = {},
): Promise<Ended> {
  const options = {
    cwd: place,
    env: { ...ENGLISH, ...env },
    ...(killAfterMs !== undefined && { timeout: killAfterMs }),
  };
  const child = spawn(process.execPath, [...HURRIED, PROGRAM, ...args, '--progress', 'json'], {
    ...options,
    killSignal: 'SIGKILL',
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const lines = (err + chunk.toString()).slice(err.lastIndexOf('\n') + 1).split('\n');
    err += chunk.toString();
    for (const line of lines.slice(0, -1)) onLine(line, child);
  });
  child.stdout.resume();
  const looking =
    killAtFile === undefined ? undefined : setInterval(() => existsSync(killAtFile) && child.kill('SIGKILL'), 2);
  return new Promise((resolve) =>
    child.once('close', (exitCode, signal) => {
      clearInterval(looking);
      resolve({ exitCode, signal, err });
    }),
  );
}

/** Sends the signal once, when a line says this. */
function once(text: string, signal: NodeJS.Signals): Watching {
  let sent = false;
  return {
    onLine: (line, child) => {
      if (!sent && line.includes(text)) sent = child.kill(signal);
    },
  };
}

const QUICK_RUN = (folder: string) => ['train', cells, '--out', folder, ...QUICK];
/** Long enough that a signal comes before the end. */
const LONG_RUN = (folder: string) => QUICK_RUN(folder).with(QUICK_RUN(folder).indexOf('--epochs') + 1, '30');

function expectSame(folder: string, reference: string, what: string): void {
  const read = (from: string, name: string) => readFileSync(join(from, name));
  for (const name of ['model.onnx', 'metrics.jsonl']) {
    expect(read(folder, name).equals(read(reference, name)), `${name}, ${what}`).toBe(true);
  }
  expect(
    readdirSync(folder).filter((name) => name.startsWith('.')),
    what,
  ).toEqual([]);
}

describe('interrupted', () => {
  const whole = join(place, 'whole');
  beforeAll(() => {
    expect(lk(...LONG_RUN(whole)).exitCode).toBe(0);
  });

  function expectResumed(folder: string, what: string): void {
    expect(existsSync(join(folder, 'model.onnx'))).toBe(false);
    expect(lk('train', '--resume', folder).exitCode).toBe(0);
    expectSame(folder, whole, what);
  }

  test.each([
    ['SIGINT', 'en', /^saving.*\nSaved\. Go on with: leukoscope train --resume (.*)\ninterrupted\.\n$/],
    ['SIGTERM', 'es', /^guardando.*\nGuardado\. Continúe con: leukoscope train --resume (.*)\ninterrumpido\.\n$/],
  ] as const)('by %s it saves, says how to go on, and ends with 130', async (signal, lang, said) => {
    const folder = join(fastFolder(), 'run');
    const { exitCode, err } = await watched([...LONG_RUN(folder), '--lang', lang], once('"stage":"train"', signal));
    expect(exitCode).toBe(130);
    expect(said.exec(err.replaceAll(/^\{.*\n/gm, ''))?.[1]).toBe(folder);
    expectResumed(folder, signal);
  });

  test('twice it stops at once, and the last checkpoint is gone on with', async () => {
    const folder = join(fastFolder(), 'run');
    const onLine = (line: string, child: ChildProcess): void => {
      if (line.includes('"stage":"train"') || line.startsWith('saving')) child.kill('SIGINT');
    };
    expect((await watched(LONG_RUN(folder), { onLine })).exitCode).toBe(130);
    expectResumed(folder, 'twice');
  });

  test('before training began, the same command begins again', async () => {
    const folder = join(fastFolder(), 'run');
    rmSync(join(place, 'cache'), { recursive: true });
    const { exitCode, err } = await watched(LONG_RUN(folder), once('"stage":"decode"', 'SIGINT'));
    expect(exitCode).toBe(130);
    // Decoding may have ended, and training begun, before the signal came.
    if (existsSync(join(folder, 'run.json'))) expectResumed(folder, 'just begun');
    else {
      expect(err).toContain('Training had not begun: run the same command again.');
      expect(lk(...LONG_RUN(folder)).exitCode).toBe(0);
      expectSame(folder, whole, 'begun again');
    }
  });

  test('classify ends with 130, and leaves no half of a file', async () => {
    const [folder, images] = [fastFolder(), fastFolder()];
    const list = join(folder, 'list.txt');
    const names = Array.from({ length: 5_000 }, (_, index) => join(images, `${index}.png`));
    for (const name of names) symlinkSync(join(cells, 'P0/NGS-0.png'), name);
    writeFileSync(list, names.map((name) => `${name}\n`).join(''));
    const args = ['classify', join(run, 'model.onnx'), '--list', list, '--out', join(folder, 'predictions.csv')];
    const { exitCode } = await watched(args, once('"stage":"classify"', 'SIGINT'));
    expect([exitCode, readdirSync(folder)]).toEqual([130, ['list.txt']]);
  });
});

describe('killed at random moments, and gone on with until it ends', () => {
  const kills = FULL ? 100 : 6;
  /** How long a whole run takes here and now, so that the moments fall into it. */
  let wholeMs = 0;
  beforeAll(async () => {
    const folder = join(place, 'timed');
    const startedMs = performance.now();
    await watched(QUICK_RUN(folder));
    wholeMs = performance.now() - startedMs;
    expectSame(folder, run, 'with a checkpoint at each step');
  });

  test(`the model is the same to the byte (${kills} kills)`, { timeout: 600_000 }, async () => {
    const random = randomStream('kills', kills);
    // By the clock, and every third time when there is something to go on with: a slow start must not hide that.
    const momentOf = (death: number, run: string): Watching =>
      death % 3 === 2
        ? { killAtFile: join(run, 'checkpoint.safetensors') }
        : { killAfterMs: Math.ceil(random() * wholeMs) };
    let folder = join(fastFolder(), 'run');
    let died = 0;
    let wentOn = 0;
    for (;;) {
      // Killed before its record was written, a run has not begun: the folder is emptied, as the message says.
      const hasBegun = existsSync(join(folder, 'run.json'));
      if (!hasBegun) rmSync(folder, { recursive: true, force: true });
      if (existsSync(join(folder, 'checkpoint.safetensors'))) wentOn++;
      const args = hasBegun ? ['train', '--resume', folder] : QUICK_RUN(folder);
      const isLast = died === kills;
      const { signal, exitCode, err } = await watched(args, isLast ? {} : momentOf(died, folder));
      if (signal === 'SIGKILL') {
        died++;
        continue;
      }
      expect(exitCode, err).toBe(0);
      expectSame(folder, run, `after ${died} kills`);
      if (isLast) break;
      folder = join(fastFolder(), 'run');
    }
    expect(wentOn).toBeGreaterThan(kills / 10);
  });
});
