import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COMMAND = resolve(import.meta.dirname, '../../packages/leukoscope/bin/leukoscope.js');

/** `leukoscope serve` as a process of its own, on a data folder of its own, at a port that was free. */
export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly address: string;
}

export interface ServerOptions {
  /** Puts into the data folder what is to be there from the beginning. */
  readonly fill?: (dataFolder: string) => Promise<void>;
  /** Further arguments of `leukoscope serve`. */
  readonly args?: readonly string[];
}

/** @throws Error if it ends before it says where it listens. */
export async function runServer({ fill, args = [] }: ServerOptions = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'leukoscope-review-app-'));
  await fill?.(join(folder, 'data'));
  const words = [COMMAND, 'serve', '--port', '0', '--data', join(folder, 'data'), '--lang', 'en', ...args];
  const env = { ...process.env, LEUKOSCOPE_CACHE: join(folder, 'cache') };
  const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const ended = new Promise<void>((end) => server.once('exit', () => end()));
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said) ?? [];
      if (url !== undefined) found(url);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.once('exit', () => failed(new Error(`leukoscope serve ended: ${said}`)));
  });
  return {
    address,
    async [Symbol.asyncDispose]() {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
