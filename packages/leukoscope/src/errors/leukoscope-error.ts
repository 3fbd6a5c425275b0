import type { ErrorEntry, ErrorText, ExitCode, Language } from './entry.ts';
import { ERRORS, type ErrorCode, type ErrorDetails } from './table.ts';

/**
 * An error that a user can cause and mend. `message` is the English sentence; `textIn` gives it in either language from
 * the same details. A programmer's misuse is a `TypeError` or `RangeError` instead.
 */
export class LeukoscopeError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails<Code>;
  readonly hint: string;

  constructor(code: Code, details: ErrorDetails<Code>, options?: { cause?: unknown }) {
    const text = entryOf(code).en(details);
    super(text.message, options);
    this.name = 'LeukoscopeError';
    this.code = code;
    this.details = details;
    this.hint = text.hint;
  }

  get exitCode(): ExitCode {
    return entryOf(this.code).exitCode;
  }

  get httpStatus(): number {
    return entryOf(this.code).httpStatus;
  }

  textIn(language: Language): ErrorText {
    return entryOf(this.code)[language](this.details);
  }
}

function entryOf<Code extends ErrorCode>(code: Code): ErrorEntry<ErrorDetails<Code>> {
  return ERRORS[code] as unknown as ErrorEntry<ErrorDetails<Code>>;
}
