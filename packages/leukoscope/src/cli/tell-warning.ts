import type { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { CommandContext } from './command-context.ts';
import { programTyped, proseTyped } from './program-typed.ts';

/** Tells of what does not stop the command: what it is, and what to do about it. */
export function tellWarning(
  warning: LeukoscopeError,
  { warn, language, env }: Pick<CommandContext, 'warn' | 'language' | 'env'>,
): void {
  const { message, hint } = warning.textIn(language);
  warn(proseTyped(`${message} ${hint}`, programTyped(env)));
}
