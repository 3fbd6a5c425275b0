import type { Language } from '../../errors/entry.ts';
import type { ShellOptions } from '../shell-options.ts';
import { textsIn } from '../texts/texts-in.ts';
import { BarRenderer } from './bar-renderer.ts';
import { JsonRenderer } from './json-renderer.ts';
import { PlainRenderer } from './plain-renderer.ts';
import { noRenderer, type ProgressRenderer, type RendererDevice } from './progress-renderer.ts';
import { progressWords } from './progress-words.ts';

/** What decides between a bar and lines when nothing was asked for. */
export interface TerminalFacts {
  readonly isTerminal: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** The renderer asked for with `--progress`; a bar on a terminal and lines elsewhere if none was. */
export function chooseRenderer(
  { progress, quiet }: Pick<ShellOptions, 'progress' | 'quiet'>,
  facts: TerminalFacts,
  { language, device }: { language: Language; device: RendererDevice },
): ProgressRenderer {
  const words = progressWords(language, textsIn(language).progress);
  switch (styleFor(progress ?? (quiet ? 'none' : 'auto'), facts)) {
    case 'bar':
      return new BarRenderer(words, device);
    case 'plain':
      return new PlainRenderer(words, device);
    case 'json':
      return new JsonRenderer(device);
    case 'none':
      return noRenderer;
  }
}

function styleFor(asked: NonNullable<ShellOptions['progress']>, { isTerminal, env }: TerminalFacts) {
  if (asked !== 'auto') return asked;
  const canErase = isTerminal && env.TERM !== 'dumb' && (env.CI ?? '') === '';
  return canErase ? 'bar' : 'plain';
}
