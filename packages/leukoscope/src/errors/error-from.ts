import { LANGUAGES } from './entry.ts';
import { LeukoscopeError } from './leukoscope-error.ts';
import { ERRORS, type ErrorCode } from './table.ts';

/**
 * An error that was kept or sent as its code and details, made again.
 *
 * @returns `null` if this version has no such code, or cannot word it with these details.
 */
export function errorFrom({
  code,
  details,
}: {
  readonly code: string;
  readonly details: unknown;
}): LeukoscopeError | null {
  if (!isErrorCode(code)) return null;
  try {
    // Details are as their texts take them; that is seen by making the texts.
    const error = new LeukoscopeError(code, details as never);
    for (const language of LANGUAGES) error.textIn(language);
    return error;
  } catch {
    return null;
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
