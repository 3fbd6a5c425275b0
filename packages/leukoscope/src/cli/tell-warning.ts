import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { CommandContext } from './command-context.ts';

/** Tells of what does not stop the command: what it is, and what to do about it. */
export function tellWarning(
  warning: LeukoscopeError,
  { warn, language }: Pick<CommandContext, 'warn' | 'language'>,
): void {
  const { message, hint } = warning.textIn(language);
  warn(`${message} ${hint}`);
}
