import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { CommandContext } from '../command-context.ts';
import { optionName } from '../commander-option.ts';

/**
 * Refuses the first of these options, by their keys, that was typed.
 *
 * @param second what it does not go with, as typed.
 */
export function refuseTogether(second: string, keys: readonly string[], { givenOptions }: CommandContext): void {
  const key = keys.find((candidate) => givenOptions.has(candidate));
  if (key !== undefined) throw new LeukoscopeError('usage.conflicting-options', { first: optionName(key), second });
}
