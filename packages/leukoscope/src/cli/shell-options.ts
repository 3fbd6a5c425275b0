import { LANGUAGES } from '../errors/entry.ts';
import { choice, flag, type OptionValues } from './options.ts';

export const PROGRESS_STYLES = ['auto', 'bar', 'plain', 'json', 'none'] as const;
export type ProgressStyle = (typeof PROGRESS_STYLES)[number];

/** Options of every command, accepted before and after its name. */
export const SHELL_OPTIONS = {
  lang: choice(LANGUAGES),
  json: flag(),
  progress: choice(PROGRESS_STYLES),
  quiet: flag(),
};

export type ShellOptions = OptionValues<typeof SHELL_OPTIONS>;
