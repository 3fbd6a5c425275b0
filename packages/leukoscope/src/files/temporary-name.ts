import { randomUUID } from 'node:crypto';
import { readdir, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './process-alive.ts';
import { isSystemError } from './system-error.ts';

/** Names have a limit of 255 bytes. */
const LONGEST_KEPT = 32;
/** The process that writes, as its own machine knows it. */
const WRITER = /\.(?<host>[^/]+)-(?<pid>\d+)-[0-9a-f]{8}\.tmp$/;

/** A name for a file while it is written: in the same folder, as a rename does not cross file systems. */
export function temporaryBeside(target: string): string {
  const writer = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  return join(dirname(target), `${beginning(target)}${writer}.tmp`);
}

/**
 * Removes what processes of this machine left that were killed while they wrote this file; those that still run and
 * those of other machines keep theirs. What cannot be seen or removed stays: it is in nobody's way, and writing tells
 * what is wrong with the folder.
 */
export async function removeAbandoned(target: string, lives: (pid: number) => boolean = isAlive): Promise<void> {
  for (const path of await abandonedBeside(target, lives)) await unlink(path).catch(orNothing);
}

/** The temporary files that `removeAbandoned` would remove. */
export async function abandonedBeside(target: string, lives: (pid: number) => boolean = isAlive): Promise<string[]> {
  const names = await readdir(dirname(target)).catch(orNothing);
  const isAbandoned = (name: string) => {
    if (!name.startsWith(beginning(target))) return false;
    const writer = WRITER.exec(name.slice(beginning(target).length - 1))?.groups;
    return writer !== undefined && writer.host === hostname() && !lives(Number(writer.pid));
  };
  return (names ?? []).filter(isAbandoned).map((name) => join(dirname(target), name));
}

/** @throws the error, unless it is the system's */
function orNothing(error: unknown): undefined {
  if (!isSystemError(error)) throw error;
}

function beginning(target: string): string {
  return `.${basename(target).slice(0, LONGEST_KEPT)}.`;
}
