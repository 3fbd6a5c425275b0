import { mkdir, realpath } from 'node:fs/promises';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';
import { openStore } from '../store/store.ts';
import { createApp } from './app.ts';
import { EventHub } from './event-hub.ts';
import { backupWork } from './jobs/backup-work.ts';
import { classifyWork } from './jobs/classify-work.ts';
import { importWork } from './jobs/import-work.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { trainWork } from './jobs/train-work.ts';
import { allowedHosts, isLoopback } from './shell/hosts.ts';
import { lineLog } from './shell/server-log.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly dataFolder: string;
  /** Folders that may be imported from. */
  readonly roots: readonly string[];
  /** Where backups go; `null`: below the data folder. */
  readonly backupsFolder: string | null;
  /** Further names under which the server answers. */
  readonly allowedHosts: readonly string[];
  /** Where generated cells are drawn and found again. */
  readonly cacheFolder: string;
  readonly version: string;
  /** The environment's PATH. */
  readonly path: string;
  /** One line of the log. */
  readonly log: (line: string) => void;
  /** Ends the server. */
  readonly signal: AbortSignal;
}

const LONGEST_REQUEST_MS = 2 * 3_600_000;

/** Served and ended. @param onListening told the address to open. @throws LeukoscopeError */
export async function serve(options: ServeOptions, onListening: (url: string) => void): Promise<void> {
  const { host, port, dataFolder, signal, version } = options;
  const roots = await Promise.all(options.roots.map(realRoot));
  await mkdir(dataFolder, { recursive: true });
  await using store = await openStore({ folder: dataFolder, command: 'leukoscope serve' });
  await store.sessions.removeExpired();
  if (!isLoopback(host) && (await store.users.count()) === 0) throw new LeukoscopeError('serve.users-needed', { host });
  const now = () => new Date();
  const nowMs = () => performance.now();
  const log = lineLog(options.log, now);
  const events = new EventHub();
  const backupsFolder = options.backupsFolder ?? store.folder.backups;
  const works = {
    import: importWork({
      store,
      datasetsFolder: join(options.cacheFolder, 'datasets'),
      scratchFolder: store.folder.temporary,
    }),
    classify: classifyWork({ store, nowMs }),
    train: trainWork({ store, nowMs }),
    backup: backupWork({ store, folder: backupsFolder, nowMs }),
  };
  const jobs = new JobRunner({ store, events, log, nowMs, works });
  const app = createApp({
    ...{ store, jobs, events, log, version, now, nowMs, roots, backupsFolder },
    allowsLocal: isLoopback(host),
    hosts: allowedHosts(host, options.allowedHosts),
    cookieName: `leukoscope_session_${port}`,
    pageFolder: resolve(import.meta.dirname, '../../dist/web'),
    path: options.path,
    checkAnswers: false,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as NetServer & { closeAllConnections(): void };
  // Of a whole request: an upload over a slow line takes long, one that never ends must not last for ever.
  Object.assign(server, { requestTimeout: LONGEST_REQUEST_MS });
  const address = await listening(server, { host, port });
  jobs.wake();
  const shown = host.includes(':') ? `[${host}]` : host;
  onListening(`http://${shown}:${address.port}/`);
  await aborted(signal);
  await jobs.close();
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
}

async function realRoot(path: string): Promise<string> {
  return realpath(path).catch((error: unknown) => {
    throw readFailure(error, path);
  });
}

function listening(
  server: NetServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<AddressInfo> {
  const { promise, resolve: done, reject } = Promise.withResolvers<AddressInfo>();
  server.once('error', (error) => {
    const systemCode = isSystemError(error) ? error.code : 'EUNKNOWN';
    reject(new LeukoscopeError('serve.cannot-listen', { host, port, systemCode }, { cause: error }));
  });
  server.listen(port, host, () => done(server.address() as AddressInfo));
  return promise;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
