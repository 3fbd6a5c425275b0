import { describe, expect, test } from 'vitest';
import { languageOfLocale, outputChoice } from './language.ts';

describe('the language of the locale', () => {
  test.each([
    ['en', {}],
    ['es', { LANG: 'es_ES.UTF-8' }],
    ['es', { LANG: 'es' }],
    ['es', { LANG: 'es_MX@euro' }],
    ['en', { LANG: 'est_EE' }],
    ['en', { LANG: 'C.UTF-8' }],
    ['es', { LC_ALL: 'es_AR', LC_MESSAGES: 'en_US', LANG: 'de_DE' }],
    ['en', { LC_ALL: '', LC_MESSAGES: 'en_US', LANG: 'es_ES' }],
  ])('%s from %j', (expected, env) => {
    expect(languageOfLocale(env)).toBe(expected);
  });
});

describe('looking ahead', () => {
  const env = { LANG: 'es_ES.UTF-8' };
  test.each([
    [['train'], 'es', false],
    [['--lang', 'en', 'train'], 'en', false],
    [['train', '--lang=en', '--json'], 'en', true],
    [['train', '--lang', 'fr'], 'es', false],
    [['train', '--lang'], 'es', false],
    [['classify', 'm', '--', '--json', '--lang', 'en'], 'es', false],
  ] as const)('%j', (argv, language, json) => {
    expect(outputChoice(argv, env)).toEqual({ language, json });
  });
});
