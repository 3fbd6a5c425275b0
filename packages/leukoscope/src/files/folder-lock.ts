import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, writeFailure } from './system-error.ts';

/** Name of the lock file inside the locked folder. */
export const LOCK_NAME = '.leukoscope.lock';

/** Attempts before giving up: each failed one means that another process took or freed the lock in between. */
const ATTEMPTS = 5;

/** How file systems without hard links, those of most USB sticks, refuse one. */
const NO_HARD_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Who holds a lock; what the lock file says, as JSON. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** Such as `leukoscope train`, without file names: others read it. */
  readonly command: string;
  /** When the holding process began, in ms since 1970: tells it from a later process that got the same pid. */
  readonly processStartedMs: number;
  readonly lockedMs: number;
}

/** What a lock must know of the machine; the defaults are the truth, tests pass their own. */
export interface LockWorld {
  readonly pid: number;
  readonly host: string;
  readonly processStartedMs: number;
  readonly nowMs: () => number;
  readonly bootedMs: () => number;
  readonly isAlive: (pid: number) => boolean;
}

const thisProcess: LockWorld = {
  pid: process.pid,
  host: hostname(),
  processStartedMs: performance.timeOrigin,
  nowMs: Date.now,
  bootedMs: () => Date.now() - uptime() * 1000,
  isAlive,
};

export interface FolderLock extends AsyncDisposable {
  release(): Promise<void>;
}

/**
 * Takes a folder for this process alone until released. The lock of a process that has died, or that ran before the
 * machine was last started, is taken over; whether a process of another machine lives cannot be known, so its lock holds.
 *
 * @throws LeukoscopeError usage.folder-in-use, machine.cannot-write
 */
export async function lockFolder(
  path: string,
  { command, world = thisProcess }: { command: string; world?: LockWorld },
): Promise<FolderLock> {
  const lockFile = join(path, LOCK_NAME);
  const { pid, host, processStartedMs } = world;
  const text = `${JSON.stringify({ pid, host, command, processStartedMs, lockedMs: world.nowMs() } satisfies LockHolder)}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await createWhole(lockFile, text)) return lockOn(lockFile, text);
    const found = await readOrNull(lockFile);
    if (found === null) continue;
    const holder = holderIn(found);
    if (!isStale(holder, world)) throw inUse(path, lockFile, holder);
    await removeIfStill(lockFile, found);
  }
  throw inUse(path, lockFile, holderIn((await readOrNull(lockFile)) ?? ''));
}

/** Under its name the lock file is complete from the first moment: a hard link is made in one step and never replaces. */
async function createWhole(lockFile: string, text: string): Promise<boolean> {
  const draft = `${lockFile}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await link(draft, lockFile);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    if (isSystemError(error) && error.syscall === 'link' && NO_HARD_LINKS.has(error.code)) {
      return await createInPlace(lockFile, text);
    }
    throw writeFailure(error, lockFile);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function createInPlace(lockFile: string, text: string): Promise<boolean> {
  try {
    await writeFile(lockFile, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw writeFailure(error, lockFile);
  }
}

/** Moves the file away before it looks at it again, so that of two who saw the same stale lock only one removes it. */
async function removeIfStill(lockFile: string, text: string): Promise<void> {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return;
    throw writeFailure(error, lockFile);
  }
  if ((await readOrNull(aside)) !== text) await link(aside, lockFile).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}

function lockOn(lockFile: string, text: string): FolderLock {
  const release = async (): Promise<void> => {
    // Someone may have deleted the file and locked the folder anew; that lock is theirs.
    if ((await readOrNull(lockFile)) === text) await unlink(lockFile);
  };
  return { release, [Symbol.asyncDispose]: release };
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

function holderIn(text: string): LockHolder | null {
  try {
    const holder: Partial<LockHolder> = JSON.parse(text);
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as LockHolder) : null;
  } catch {
    return null;
  }
}

function isStale(holder: LockHolder | null, world: LockWorld): boolean {
  if (holder === null || holder.host !== world.host) return false;
  if (holder.pid === world.pid) return holder.processStartedMs !== world.processStartedMs;
  return holder.lockedMs < world.bootedMs() || !world.isAlive(holder.pid);
}

function inUse(path: string, lockFile: string, holder: LockHolder | null): LeukoscopeError {
  const { pid = 0, host = '?', command = '?' } = holder ?? {};
  return new LeukoscopeError('usage.folder-in-use', { path, lockFile, pid, host, command });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}
