import { EXIT, type ExitCode, type Language } from '../errors/entry.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { machineRefusal } from '../files/system-error.ts';
import { oneLine } from './one-line.ts';
import { proseTyped } from './program-typed.ts';
import { textsIn } from './texts/texts-in.ts';

/** An error as the command line shows it. */
export interface ErrorReport {
  readonly exitCode: ExitCode;
  /** For stderr, without a final line break. */
  readonly text: string;
  /** For stdout with `--json`. */
  readonly document: {
    readonly error: {
      readonly code: string;
      readonly message: string;
      readonly hint: string;
      readonly details: unknown;
    };
  };
}

/**
 * The one place where errors become words and an exit code.
 *
 * @param debug whether an error that should not happen shows where it came from
 * @param program what is typed for `leukoscope`
 */
export function reportError(
  error: unknown,
  { language, debug, program }: { readonly language: Language; readonly debug: boolean; readonly program: string },
): ErrorReport {
  const texts = textsIn(language);
  const known = error instanceof LeukoscopeError ? error : machineRefusal(error);
  const { message, hint } = known?.textIn(language) ?? {
    message: texts.unexpected(error instanceof Error ? error.message : String(error)),
    hint: texts.unexpectedHint,
  };
  const stack = debug && error instanceof Error ? [error.stack ?? error.message, ...causes(error)] : [];
  return {
    exitCode: known?.exitCode ?? EXIT.ourFault,
    text: [`${texts.errorLabel}: ${oneLine(message)}`, oneLine(proseTyped(hint, program)), ...stack].join('\n'),
    document: {
      error: { code: known?.code ?? 'internal', message, hint, details: known === null ? {} : known.details },
    },
  };
}

function causes(error: Error): string[] {
  const { cause } = error;
  return cause instanceof Error ? [`caused by ${cause.stack ?? cause.message}`, ...causes(cause)] : [];
}
