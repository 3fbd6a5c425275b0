import type { Store } from '../store/store.ts';
import type { EventHub } from './event-hub.ts';
import type { JobRunner } from './jobs/job-runner.ts';
import type { ServerLog } from './shell/server-log.ts';

/** Everything outside that the server touches, passed in so that tests can stand in for it. */
export interface ServerWorld {
  readonly store: Store;
  readonly jobs: JobRunner;
  readonly events: EventHub;
  readonly log: ServerLog;
  /** Leukoscope's. */
  readonly version: string;
  readonly now: () => Date;
  /** Milliseconds, never running backwards. */
  readonly nowMs: () => number;
  /** Whether, as long as there are no users, whoever reaches the server is let in: it is reached from this machine only. */
  readonly allowsLocal: boolean;
  /** Names under which the server answers, in lower case. */
  readonly hosts: ReadonlySet<string>;
  /** Of the session's cookie; of its own for each port, since cookies are not. */
  readonly cookieName: string;
  /** Folders that images and models may be read from, as real paths. */
  readonly roots: readonly string[];
  /** Where backups go. */
  readonly backupsFolder: string;
  /** The environment's PATH, where a Chromium may be. */
  readonly path: string;
  /** The built web app. */
  readonly pageFolder: string;
  /** Whether every answer is held against its schema, as tests do. */
  readonly checkAnswers: boolean;
}
