import type { Language } from '../errors/entry.ts';
import type { CommandDefinition } from './define-command.ts';
import { firstSteps } from './first-steps.ts';
import { lineTyped } from './program-typed.ts';
import { textsIn } from './texts/texts-in.ts';

/**
 * What `leukoscope` alone says: what it is, what it is not, and the three commands to go on with.
 *
 * @param program what to type for `leukoscope`
 */
export function welcome(
  commands: readonly CommandDefinition[],
  { language, program }: { language: Language; program: string },
): string {
  const texts = textsIn(language);
  const examples = firstSteps(commands).slice(0, 3);
  const steps = examples.flatMap((example) => [`  # ${example[language]}`, `  ${lineTyped(example.run, program)}`]);
  return [texts.about, texts.notADiagnosis, '', texts.firstSteps, ...steps, '', texts.moreHelp(program), ''].join('\n');
}
