import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type DownloadEvent, type DownloadOptions, download } from '../src/downloads/download.ts';
import { nodeHttpClient } from '../src/downloads/node-http-client.ts';
import type { RemoteFile } from '../src/downloads/remote-file.ts';
import type { ProgressUpdate } from '../src/progress/progress.ts';
import { type Answer, fileServer } from './file-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What the tests' servers serve. */
export const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251));
export const hashOf = (algorithm: 'sha256' | 'md5', content: Uint8Array = CONTENT) =>
  createHash(algorithm).update(content).digest('hex');
export const SHA256 = hashOf('sha256');

export interface Attempt {
  readonly answers: readonly Answer[];
  readonly file?: Partial<RemoteFile>;
  readonly options?: Partial<DownloadOptions>;
  /** What lies at `file.npz.part` before, with its note. */
  readonly part?: { readonly content: Uint8Array; readonly etag: string | null; readonly bytes?: number | null };
  readonly folder?: string;
}

/** Downloads from a server of the test's own; waiting takes no time. */
export async function attempt({ answers, file = {}, options = {}, part, folder = temporaryFolder() }: Attempt) {
  const server = await fileServer(answers);
  const target = join(folder, 'file.npz');
  const events: DownloadEvent[] = [];
  const remote = {
    url: server.url,
    bytes: CONTENT.length,
    checksums: { sha256: SHA256 },
    page: 'https://x.test',
    ...file,
  };
  if (part !== undefined) {
    writeFileSync(`${target}.part`, part.content);
    const note = { url: remote.url, bytes: part.bytes ?? null, validator: part.etag };
    writeFileSync(`${target}.part.json`, JSON.stringify(note));
  }
  const progress = {
    report: (update: ProgressUpdate) => {
      options.progress?.report(update);
      if (update.stage === 'download') server.received(update.done);
    },
  };
  const result = await download(remote, target, {
    ...quiet(),
    ...options,
    progress,
    onEvent: (event) => void events.push(event),
  }).catch((error: unknown) => error);
  return { result, events, target, folder, ranges: server.ranges, names: () => readdirSync(folder).toSorted() };
}

function quiet(): DownloadOptions {
  return {
    http: nodeHttpClient({ env: {}, userAgent: 'test' }),
    progress: { report: () => undefined },
    signal: new AbortController().signal,
    command: 'test',
    wait: () => Promise.resolve(),
    stallMs: 5_000,
  };
}

/** The error that is expected, by what of it matters. */
export const failed = (code: string, exitCode: number, details: object = {}) =>
  expect.objectContaining({ code, exitCode, details: expect.objectContaining(details) });
