import type { Language } from '../errors/entry.ts';
import { FIRST_STEPS } from './command-list.ts';
import type { Command } from './define-command.ts';
import { textsIn } from './texts/texts-in.ts';

/** What `leukoscope` alone says: what it is, what it is not, and the three commands to go on with. */
export function welcome(commands: readonly Command[], language: Language): string {
  const texts = textsIn(language);
  const examples = FIRST_STEPS.flatMap((name) => commands.find((command) => command.name === name)?.examples[0] ?? []);
  const steps = examples.slice(0, 3).flatMap((example) => [`  # ${example[language]}`, `  ${example.run}`]);
  return [texts.about, texts.notADiagnosis, '', texts.firstSteps, ...steps, '', texts.moreHelp, ''].join('\n');
}
