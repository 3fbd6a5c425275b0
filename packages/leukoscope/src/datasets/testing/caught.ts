import { LeukoscopeError } from '../../errors/leukoscope-error.ts';

/** What a promise is rejected with, as text in both languages. */
export interface Caught {
  readonly code: string;
  readonly exitCode: number;
  readonly en: string;
  readonly es: string;
  readonly hint: string;
}

/** @throws the error itself if it is not the kind a user can act on; an Error if there is none. */
export async function caught(promise: Promise<unknown>): Promise<Caught> {
  const error: unknown = await promise.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof LeukoscopeError)) throw error;
  const { code, exitCode, message, hint } = error;
  return { code, exitCode, en: message, es: error.textIn('es').message, hint };
}
