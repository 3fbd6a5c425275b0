import { accessSync, constants, existsSync } from 'node:fs';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';

/** An error of the operating system, as Node's file and network functions throw them. */
export interface SystemError extends Error {
  /** `ENOSPC`, `EACCES`… */
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

/** What the machine refuses, whatever the command was doing; any other system error is our fault until shown otherwise. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'EIO',
  'EFBIG',
  'ENOMEM',
  'ENODEV',
  'ENXIO',
  'ETXTBSY',
  'EBUSY',
]);

const ONLY_WRITING: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG', 'ETXTBSY']);
const READING_CALLS: ReadonlySet<string> = new Set([
  'read',
  'scandir',
  'opendir',
  'stat',
  'lstat',
  'realpath',
  'access',
]);

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}

/** @returns the error as `machine.cannot-write`, with the system's as its cause; unchanged if it is not the system's */
export function writeFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  return new LeukoscopeError('machine.cannot-write', { path, systemCode: error.code }, { cause: error });
}

/**
 * @returns the error as `usage.no-such-file`, `usage.not-a-file` or `machine.cannot-read`, with the system's as its cause;
 * unchanged if it is not the system's
 */
export function readFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const options = { cause: error };
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new LeukoscopeError('usage.no-such-file', { path }, options);
  }
  if (error.code === 'EISDIR') return new LeukoscopeError('usage.not-a-file', { path }, options);
  return new LeukoscopeError('machine.cannot-read', { path, systemCode: error.code }, options);
}

/**
 * The machine's refusal behind an error that nobody dealt with on its way to the top.
 *
 * @returns `null` if the error is something else
 */
export function machineRefusal(error: unknown): LeukoscopeError | null {
  if (!isSystemError(error) || !REFUSALS.has(error.code)) return null;
  const path = error.dest ?? error.path ?? error.syscall;
  const details = { path, systemCode: error.code };
  return new LeukoscopeError(isReading(error) ? 'machine.cannot-read' : 'machine.cannot-write', details, {
    cause: error,
  });
}

function isReading({ code, syscall, path }: SystemError): boolean {
  if (ONLY_WRITING.has(code)) return false;
  if (syscall !== 'open') return READING_CALLS.has(syscall);
  // `open` serves both; a file that is there and cannot be read was most likely to be read.
  return path !== undefined && existsSync(path) && !mayRead(path);
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
