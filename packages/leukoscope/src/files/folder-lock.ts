import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isAlive } from './process-alive.ts';
import { isSystemError, readFailure, writeFailure } from './system-error.ts';

/** How the names of lock files begin; each process has a file of its own in the folder. */
const LOCK_PREFIX = '.leukoscope-lock-';
/** A lock file that is being written. */
const DRAFT_PREFIX = '.leukoscope-draft-';

/** Whether a name in a folder belongs to a lock, and so is no content of the folder. */
export function isLockFile(name: string): boolean {
  return name.startsWith(LOCK_PREFIX) || name.startsWith(DRAFT_PREFIX);
}

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
 * machine was last started, is removed; whether a process of another machine lives cannot be known, so its lock holds.
 *
 * Every process first puts up a lock file under a name that no other ever has, and then looks at the others': of two that
 * come at once at least one sees the other, so never do both go on (both may refuse). No file is ever replaced, so
 * removing a dead one cannot hit a live one, and nothing is needed that a USB stick's file system lacks.
 *
 * @throws LeukoscopeError usage.folder-in-use, machine.cannot-write, machine.cannot-read
 */
export async function lockFolder(
  path: string,
  { command, world = thisProcess }: { command: string; world?: LockWorld },
): Promise<FolderLock> {
  const { pid, host, processStartedMs } = world;
  const holder: LockHolder = { pid, host, command, processStartedMs, lockedMs: world.nowMs() };
  const name = `${LOCK_PREFIX}${pid}-${randomUUID()}`;
  await putUp(path, name, `${JSON.stringify(holder)}\n`);
  const release = () => removeIfThere(join(path, name));
  try {
    await refuseOthers(path, name, world);
  } catch (error) {
    await release();
    throw error;
  }
  return { release, [Symbol.asyncDispose]: release };
}

/** Under its name the file is complete from the first moment. */
async function putUp(path: string, name: string, text: string): Promise<void> {
  const draft = join(path, `${DRAFT_PREFIX}${randomUUID()}`);
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, join(path, name));
  } catch (error) {
    // What is left of the draft counts as nothing; the failed write is the error to report.
    await removeIfThere(draft).catch(() => undefined);
    throw writeFailure(error, path);
  }
}

async function refuseOthers(path: string, own: string, world: LockWorld): Promise<void> {
  const names = await readdir(path).catch((error: unknown) => {
    throw readFailure(error, path);
  });
  for (const name of names.filter((other) => other.startsWith(LOCK_PREFIX) && other !== own)) {
    const lockFile = join(path, name);
    const text = await readOrNull(lockFile);
    if (text === null) continue;
    const holder = holderIn(text);
    if (!isStale(holder, world)) throw inUse(path, lockFile, holder);
    await removeIfThere(lockFile);
  }
  await removeDeadDrafts(path, names, world);
}

/** What processes left that died between writing a lock file and giving it its name. */
async function removeDeadDrafts(path: string, names: readonly string[], world: LockWorld): Promise<void> {
  for (const name of names.filter((other) => other.startsWith(DRAFT_PREFIX))) {
    const draft = join(path, name);
    const text = await readOrNull(draft);
    if (text !== null && isStale(holderIn(text), world)) await removeIfThere(draft);
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw writeFailure(error, path);
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return null;
    throw readFailure(error, path);
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
