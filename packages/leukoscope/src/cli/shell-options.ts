import { LANGUAGES } from '../errors/entry.ts';
import { choice, flag, type OptionValues } from './options.ts';

/** Options of every command, accepted before and after its name. */
export const SHELL_OPTIONS = {
  lang: choice(LANGUAGES),
  json: flag(),
  progress: choice(['auto', 'bar', 'plain', 'json', 'none']),
  quiet: flag(),
};

export type ShellOptions = OptionValues<typeof SHELL_OPTIONS>;
