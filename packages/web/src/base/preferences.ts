import type { Language } from 'leukoscope/browser';
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What a person likes, on this device alone. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Side of a cell's picture in the gallery. */
  readonly thumbnailPx: number;
}

export const THUMBNAIL_LIMITS_PX = { least: 48, most: 224, step: 16 } as const;

const KEY = 'leukoscope.preferences';

/** Where preferences are kept; the browser's `localStorage` is one. */
export interface PreferenceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class PreferenceStore {
  readonly #storage: PreferenceStorage;
  readonly #listeners = new Set<() => void>();
  #current: Preferences;

  /** @param languages that the person reads, best first, as `navigator.languages`. */
  constructor(storage: PreferenceStorage, languages: readonly string[]) {
    this.#storage = storage;
    this.#current = read(storage, languages);
  }

  readonly get = (): Preferences => this.#current;

  readonly set = (change: Partial<Preferences>): void => {
    this.#current = { ...this.#current, ...change };
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#current));
    } catch {
      // A browser that keeps nothing still shows what was chosen, until the page is left.
    }
    for (const listener of this.#listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export function usePreferences(store: PreferenceStore): Preferences {
  return useSyncExternalStore(store.subscribe, store.get);
}

function read(storage: PreferenceStorage, languages: readonly string[]): Preferences {
  const kept = readKept(storage);
  const { least, most } = THUMBNAIL_LIMITS_PX;
  const { thumbnailPx } = kept;
  return {
    language: kept.language === 'en' || kept.language === 'es' ? kept.language : languageOf(languages),
    theme: THEMES.find((theme) => theme === kept.theme) ?? 'system',
    thumbnailPx: typeof thumbnailPx === 'number' && thumbnailPx >= least && thumbnailPx <= most ? thumbnailPx : 96,
  };
}

/** Whatever an earlier version, or somebody, left there. */
function readKept(storage: PreferenceStorage): Partial<Record<keyof Preferences, unknown>> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

function languageOf(languages: readonly string[]): Language {
  for (const language of languages) {
    if (/^es\b/i.test(language)) return 'es';
    if (/^en\b/i.test(language)) return 'en';
  }
  return 'en';
}
