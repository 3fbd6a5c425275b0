import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { TestClient } from '../src/server/testing/test-client.ts';
import { ENGLISH, PROGRAM } from './program.ts';

/** `leukoscope serve` as a process; disposed of it ends as it does for Ctrl-C. */
export interface Served extends AsyncDisposable {
  readonly process: ChildProcess;
  /** As the person at this machine. */
  readonly client: TestClient;
  /** What it has said on stderr. */
  readonly lines: readonly string[];
  kill(): Promise<void>;
}

/** @param cache where generated cells are kept from one start to the next. */
export async function served(data: string, cache: string): Promise<Served> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', data], {
    env: { ...ENGLISH, LEUKOSCOPE_CACHE: cache },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const url = new Promise<string>((found, failed) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      lines.push(line);
      const [, address] = /^Leukoscope: (http:\S+)\/ /.exec(line) ?? [];
      if (address !== undefined) found(address);
    });
    child.once('exit', () => failed(new Error(lines.join('\n'))));
  });
  const origin = await url;
  const client = new TestClient({ request: (path, init) => fetch(path, init) }, origin);
  await client.begin();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return { process: child, client, lines, kill: () => end('SIGKILL'), [Symbol.asyncDispose]: () => end('SIGTERM') };
}
