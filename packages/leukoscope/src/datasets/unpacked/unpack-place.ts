import { randomBytes } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../files/process-alive.ts';
import { isSystemError, writeFailure } from '../../files/system-error.ts';

/** `.bloodmnist-0123456789abcdef.tmp-host-4711-89abcdef`: of what, and by which process of which machine. */
const DRAFT = /^\.(?<name>.+)\.tmp-(?<host>.+)-(?<pid>\d+)-[0-9a-f]{8}$/;

/**
 * Where sets are unpacked if no folder is given: a folder of this user's in the system's place for temporary files, the
 * same every time. One that another user made there, or can write to, is not used.
 *
 * @throws LeukoscopeError `machine.cannot-write`.
 */
export async function temporaryUnpackFolder(parent: string = tmpdir()): Promise<string> {
  const { uid, username } = userInfo();
  const folder = join(parent, `leukoscope-${uid < 0 ? username : uid}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await lstat(folder);
    // Windows has neither owners in this sense nor a place for temporary files that users share.
    const isOwn = uid < 0 || (found.uid === uid && (found.mode & 0o022) === 0);
    return found.isDirectory() && isOwn ? folder : await mkdtemp(`${folder}-`);
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

/** A folder that is being filled, and not yet in its place. */
export interface FolderDraft extends AsyncDisposable {
  readonly path: string;
  /**
   * Puts the folder in its place. What is there already stays if it is good, as another process put it there meanwhile,
   * and otherwise is removed.
   */
  readonly finish: (isGood: (folder: string) => Promise<boolean>) => Promise<void>;
}

/**
 * Starts a folder that appears whole or not at all: it is filled under another name beside its place and renamed. What
 * processes that died left of earlier attempts is removed; attempts of processes that live, or of other machines, stay.
 *
 * @throws LeukoscopeError `machine.cannot-write`.
 */
export async function draftFolder(parent: string, name: string): Promise<FolderDraft> {
  const path = draftPath(parent, name);
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent, name);
    await mkdir(path);
  } catch (error) {
    throw writeFailure(error, parent);
  }
  const discard = () => rm(path, { recursive: true, force: true });
  return { path, finish: (isGood) => finish(path, { parent, name, isGood }), [Symbol.asyncDispose]: discard };
}

function draftPath(parent: string, name: string): string {
  return join(parent, `.${name}.tmp-${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`);
}

interface Goal {
  readonly parent: string;
  readonly name: string;
  readonly isGood: (folder: string) => Promise<boolean>;
}

async function finish(draft: string, { parent, name, isGood }: Goal): Promise<void> {
  const target = join(parent, name);
  try {
    if (await renamed(draft, target)) return;
    if (await isGood(target)) return;
    const away = draftPath(parent, name);
    await rename(target, away);
    await rm(away, { recursive: true, force: true });
    if (!(await renamed(draft, target)) && !(await isGood(target))) {
      throw new Error(`${target} changes as fast as it is put right`);
    }
  } catch (error) {
    throw writeFailure(error, target);
  }
}

/** @returns no if there is a folder already */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    // What systems say of a folder that is not empty: Linux, macOS, Windows.
    const occupied = isSystemError(error) && ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'ENOTDIR'].includes(error.code);
    if (occupied && (await exists(to))) return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function removeAbandoned(parent: string, name: string): Promise<void> {
  for (const entry of await readdir(parent)) {
    const draft = DRAFT.exec(entry)?.groups;
    if (draft?.name !== name || draft.host !== hostname() || isAlive(Number(draft.pid))) continue;
    await rm(join(parent, entry), { recursive: true, force: true });
  }
}
