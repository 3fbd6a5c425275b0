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

/**
 * Refuses the first of these options that was typed, where an option has a value with which it would do nothing: as a
 * conflict where that value was typed, and else, as nobody typed it, as an option that is missing.
 *
 * @param value of `needed`, the key of an option of `leukoscope train`.
 */
export function refuseWithout(
  { needed, value }: { readonly needed: string; readonly value: string },
  keys: readonly string[],
  context: CommandContext,
): void {
  const option = optionName(needed);
  if (context.givenOptions.has(needed)) {
    refuseTogether(`${option} ${value}`, keys, context);
    return;
  }
  const key = keys.find((candidate) => context.givenOptions.has(candidate));
  if (key === undefined) return;
  throw new LeukoscopeError('usage.missing-option', { option, command: `leukoscope train ${optionName(key)}` });
}

/**
 * What is resumed has its settings in its folder; one that could be given anew would make it another.
 *
 * @param dataset as typed, where one was.
 * @param allowed keys of the options that go with `--resume`.
 */
export function refuseWithResume(
  dataset: string | undefined,
  allowed: readonly string[],
  { givenOptions }: CommandContext,
): void {
  const other = [...givenOptions].find((key) => key !== 'resume' && !allowed.includes(key));
  const second = dataset ?? (other && optionName(other));
  if (second !== undefined) throw new LeukoscopeError('usage.conflicting-options', { first: '--resume', second });
}
