import type { Language } from 'leukoscope/browser';
import { createContext, type ReactNode, useContext } from 'react';
import { type PreferenceStore, type Preferences, usePreferences } from './preferences.ts';

const PreferenceContext = createContext<PreferenceStore | null>(null);

/** Gives all below it the person's preferences and texts in their language. */
export function PreferenceProvider({ store, children }: { store: PreferenceStore; children: ReactNode }) {
  return <PreferenceContext value={store}>{children}</PreferenceContext>;
}

function useStore(): PreferenceStore {
  const store = useContext(PreferenceContext);
  if (store === null) throw new TypeError('preferences are read outside of PreferenceProvider');
  return store;
}

export function usePreference(): readonly [Preferences, PreferenceStore['set']] {
  const store = useStore();
  return [usePreferences(store), store.set];
}

export function useLanguage(): Language {
  return usePreferences(useStore()).language;
}

/** The texts of a catalogue in the person's language. */
export function useTexts<Texts>(catalogue: Readonly<Record<Language, Texts>>): Texts {
  return catalogue[useLanguage()];
}
