import { Writable } from 'node:stream';
import { COMMANDS } from '../src/cli/command-list.ts';
import type { CommandLineWorld } from '../src/cli/run.ts';

/** Keeps what is written. */
class Memory extends Writable {
  readonly isTTY: boolean;
  readonly columns = 80;
  text = '';

  constructor({ isTTY = false } = {}) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** What the command line would touch, with everything it writes kept; English, no terminal, the clock standing still. */
export function fakeWorld(changes: Partial<CommandLineWorld> & { isTTY?: boolean } = {}): {
  readonly world: CommandLineWorld;
  readonly out: () => string;
  readonly err: () => string;
} {
  const [stdout, stderr] = [new Memory(), new Memory({ isTTY: changes.isTTY ?? false })];
  const world: CommandLineWorld = {
    stdout,
    stderr,
    env: {},
    cwd: '/work',
    commands: COMMANDS,
    version: '1.2.3',
    nowMs: () => 0,
    signal: new AbortController().signal,
    ...changes,
  };
  return { world, out: () => stdout.text, err: () => stderr.text };
}
