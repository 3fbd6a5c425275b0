import type { CommandDefinition, CommandExample } from './define-command.ts';

/** Commands to begin with, in order. */
export const FIRST_STEPS: readonly string[] = ['demo', 'train', 'evaluate', 'classify'];

/** The first example of each command to begin with, of those that there are. */
export function firstSteps(commands: readonly CommandDefinition[]): CommandExample[] {
  return FIRST_STEPS.flatMap((name) => commands.filter((command) => command.name === name).flatMap(firstExample));
}

/** None of a command without examples. */
export function firstExample({ examples }: CommandDefinition): readonly CommandExample[] {
  return examples.slice(0, 1);
}
