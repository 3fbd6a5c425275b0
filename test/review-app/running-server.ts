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

/**
 * @param fill puts into the data folder what is to be there from the beginning.
 * @throws Error if it ends before it says where it listens.
 */
export async function runServer(fill?: (dataFolder: string) => Promise<void>): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'leukoscope-review-app-'));
  await fill?.(folder);
  const args = [COMMAND, 'serve', '--port', '0', '--data', folder, '--lang', 'en'];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
