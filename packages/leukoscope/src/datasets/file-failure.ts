import { LeukoscopeError } from '../errors/leukoscope-error.ts';

/** The code of a failed system call (`ENOENT`, `EACCES` …); `null` if the error is another. */
export function systemCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** A failed read as the error a user can act on; anything that is not a failed system call is handed back as it is. */
export function readFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  if (systemCode === null) return error;
  if (systemCode === 'ENOENT' || systemCode === 'ENOTDIR') {
    return new LeukoscopeError('dataset.not-found', { path }, { cause: error });
  }
  return new LeukoscopeError('machine.cannot-read', { path, systemCode }, { cause: error });
}

/** A failed write as the error a user can act on; anything that is not a failed system call is handed back as it is. */
export function writeFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  if (systemCode === null) return error;
  return new LeukoscopeError('machine.cannot-write', { path, systemCode }, { cause: error });
}
