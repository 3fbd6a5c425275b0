import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../store/password.ts';
import { openStore, type Store } from '../../store/store.ts';
import type { Role } from '../api/operation.ts';
import { createApp } from '../app.ts';
import { EventHub, type ServerEvent } from '../event-hub.ts';
import { backupWork } from '../jobs/backup-work.ts';
import { classifyWork } from '../jobs/classify-work.ts';
import { importWork } from '../jobs/import-work.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { trainWork } from '../jobs/train-work.ts';
import { allowedHosts } from '../shell/hosts.ts';
import { TestClient } from './test-client.ts';

/** A server without a socket, on a real store in a folder of its own. */
export interface TestServer extends AsyncDisposable {
  readonly app: ReturnType<typeof createApp>;
  readonly store: Store;
  readonly events: EventHub;
  /** Where images may be imported from. */
  readonly root: string;
  readonly logged: string[];
  readonly told: ServerEvent[];
  /** As the person at this machine, or as a user of that role, signed in. */
  client(role?: Role): Promise<TestClient>;
}

const PASSWORD = 'correct horse battery';

interface TestOptions {
  /** With users: one of each role, by the name of the role. */
  readonly mode?: 'local' | 'users';
  readonly nowMs?: () => number;
  /** Whether jobs are done; else they fail at once. */
  readonly works?: boolean;
}

export async function testServer({
  mode = 'local',
  nowMs = () => performance.now(),
  works: doesWork = true,
}: TestOptions = {}): Promise<TestServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'leukoscope-server-')));
  const root = await realpath(await mkdtemp(join(tmpdir(), 'leukoscope-root-')));
  const store = await openStore({ folder, command: 'a test' });
  if (mode === 'users') {
    const passwordHash = await hashPassword(PASSWORD);
    for (const role of ['admin', 'reviewer', 'viewer'] as const) {
      await store.users.create({ userId: null }, { name: role, role, passwordHash });
    }
  }
  const logged: string[] = [];
  const told: ServerEvent[] = [];
  const log = {
    info: (entry: object) => void logged.push(JSON.stringify(entry)),
    error: (entry: object) => void logged.push(JSON.stringify(entry)),
  };
  const events = new EventHub();
  events.listen((event) => told.push(event));
  const works = {
    import: importWork({ store, datasetsFolder: join(folder, 'datasets'), scratchFolder: store.folder.temporary }),
    classify: classifyWork({ store, nowMs: () => performance.now() }),
    train: trainWork({ store, nowMs: () => performance.now() }),
    backup: backupWork({ store, folder: store.folder.backups, nowMs: () => performance.now() }),
  };
  const jobs = new JobRunner({ store, events, log, nowMs: () => performance.now(), works: doesWork ? works : {} });
  const app = createApp({
    ...{ store, jobs, events, log, nowMs },
    allowsLocal: true,
    version: '1.2.3',
    now: () => new Date(),
    hosts: allowedHosts('127.0.0.1', []),
    cookieName: 'leukoscope_session',
    roots: [root],
    backupsFolder: store.folder.backups,
    pageFolder: join(root, 'page'),
    path: process.env.PATH ?? '',
    checkAnswers: true,
  });
  return {
    ...{ app, store, events, root, logged, told },
    async client(role) {
      const client = new TestClient(app);
      if (role === undefined) await client.begin();
      else await client.signIn(role, PASSWORD);
      return client;
    },
    async [Symbol.asyncDispose]() {
      await jobs.close();
      await store.close();
      for (const path of [folder, root]) await rm(path, { recursive: true, force: true });
    },
  };
}
