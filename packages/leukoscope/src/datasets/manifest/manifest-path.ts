import { posix } from 'node:path';

/** Why a manifest's path cannot name a file of the data set. */
export type PathFault = 'empty' | 'absolute' | 'outside' | 'not-a-name';

/**
 * A manifest's path as a cell's id: relative to the manifest's folder, `/` between its parts (Windows' `\` accepted),
 * without `.` and inner `..`.
 */
export function manifestPath(written: string): { readonly id: string } | { readonly fault: PathFault } {
  if (written.trim() === '') return { fault: 'empty' };
  if (written.includes('\0')) return { fault: 'not-a-name' };
  const slashed = written.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed)) return { fault: 'absolute' };
  const id = posix.normalize(slashed);
  if (id === '..' || id.startsWith('../')) return { fault: 'outside' };
  return id === '.' || id.endsWith('/') ? { fault: 'not-a-name' } : { id };
}
