import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../files/system-error.ts';

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** Whether a system call failed because nothing readable can be at its path, a link that leads nowhere included. */
export function isMissing(error: unknown): boolean {
  return isSystemError(error) && MISSING.has(error.code);
}

/** A failed read of what the user named, as an error to act on; unchanged if it is not the system's. */
export function openFailure(error: unknown, path: string): unknown {
  if (!isMissing(error)) return readFailure(error, path);
  return new LeukoscopeError('dataset.not-found', { path }, { cause: error });
}
