import { LANGUAGES, type Language } from '../errors/entry.ts';

/** What must be known before the options are read: how to say that they are wrong. */
export interface OutputChoice {
  readonly language: Language;
  readonly json: boolean;
}

/**
 * Language and `--json` looked up ahead of parsing, so that an error in the options already follows them. A wrong
 * `--lang` is left for the parser to refuse; words after `--` are not options.
 */
export function outputChoice(argv: readonly string[], env: NodeJS.ProcessEnv): OutputChoice {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const given = words.flatMap((word, index) => {
    if (word === '--lang') return [words[index + 1]];
    return word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [];
  });
  const language = given.find((word) => LANGUAGES.some((known) => known === word)) as Language | undefined;
  return { language: language ?? languageOfLocale(env), json: words.includes('--json') };
}

/** The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as POSIX has it; English unless it is Spanish. */
export function languageOfLocale(env: NodeJS.ProcessEnv): Language {
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return /^es([_.@-]|$)/i.test(locale ?? '') ? 'es' : 'en';
}
