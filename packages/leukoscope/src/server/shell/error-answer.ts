import { randomUUID } from 'node:crypto';
import { HTTPException } from 'hono/http-exception';
import type { Language } from '../../errors/entry.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { machineRefusal } from '../../files/system-error.ts';
import type { ErrorAnswer } from '../api/common.ts';
import type { ServerLog } from './server-log.ts';

/**
 * The one place where errors become answers. What the server did not foresee is told by a reference only; where it
 * happened goes to the log, without the message, which could hold a name.
 */
export function errorAnswerOf(
  error: unknown,
  { language, log }: { readonly language: Language; readonly log: ServerLog },
): { readonly status: number; readonly body: ErrorAnswer } {
  const known = knownError(error);
  if (known !== null && known.httpStatus < 500) return told(known, language);
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, code: known?.code ?? 'internal', stack: placesOf(error) });
  // A full disk or a missing permission is the server's own affair, but a person can do something about it.
  if (known !== null && known.httpStatus !== 500) return told(known, language);
  return told(new LeukoscopeError('api.internal', { reference }, { cause: error }), language);
}

function told(error: LeukoscopeError, language: Language) {
  const { code, httpStatus: status } = error;
  const { message, hint } = error.textIn(language);
  return { status, body: { error: { code, message, hint, details: error.details } } };
}

function knownError(error: unknown): LeukoscopeError | null {
  if (error instanceof LeukoscopeError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new LeukoscopeError(
      'api.invalid',
      { where: 'body', field: '', problem: 'it cannot be read' },
      { cause: error },
    );
  }
  return machineRefusal(error);
}

/** Where an error came from, as file names and lines of the program; its message is left out. */
function placesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [typeof error];
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...places.slice(0, 8).map((line) => line.trim())];
}
