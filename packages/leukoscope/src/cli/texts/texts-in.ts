import type { Language } from '../../errors/entry.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import type { Texts } from './texts.ts';

const CATALOGUES: Readonly<Record<Language, Texts>> = { en: EN, es: ES };

export function textsIn(language: Language): Texts {
  return CATALOGUES[language];
}
