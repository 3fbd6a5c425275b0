import type { Language } from 'leukoscope/browser';

interface PersonTexts {
  readonly machine: string;
  readonly local: string;
}

const PERSON_TEXTS: Readonly<Record<Language, PersonTexts>> = {
  en: { machine: 'the machine', local: 'the person at this machine' },
  es: { machine: 'la máquina', local: 'la persona de este equipo' },
};

/** Who did something: `null` where the machine or the command line did, without a name where one person alone works. */
export function personText(person: { readonly name: string } | null, language: Language): string {
  if (person === null) return PERSON_TEXTS[language].machine;
  return person.name === '' ? PERSON_TEXTS[language].local : person.name;
}
