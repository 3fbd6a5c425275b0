import { describe, expect, it } from 'vitest';
import { PreferenceStore } from './preferences.ts';

function storage(kept: string | null) {
  const written: string[] = [];
  return { written, getItem: () => kept, setItem: (_: string, value: string) => void written.push(value) };
}

describe('preferences', () => {
  it.each([
    [['es-MX', 'en'], 'es'],
    [['fr', 'es'], 'es'],
    [['en-GB'], 'en'],
    [['de'], 'en'],
  ])('speak the first language of %j that there is: %s', (languages, language) => {
    expect(new PreferenceStore(storage(null), languages).get().language).toBe(language);
  });

  it.each(['null', '[]', '{', '{"language":"xx","theme":7,"thumbnailPx":"big"}', '{"thumbnailPx":9999}'])(
    'are the usual ones where %s was kept',
    (kept) => {
      expect(new PreferenceStore(storage(kept), []).get()).toEqual({
        language: 'en',
        theme: 'system',
        thumbnailPx: 96,
      });
    },
  );

  it('are kept, and told of', () => {
    const disk = storage('{"theme":"dark"}');
    const store = new PreferenceStore(disk, ['en']);
    let told = 0;
    const stop = store.subscribe(() => told++);
    store.set({ language: 'es' });
    stop();
    store.set({ thumbnailPx: 64 });
    expect(told).toBe(1);
    expect(JSON.parse(disk.written[0]!)).toEqual({ language: 'es', theme: 'dark', thumbnailPx: 96 });
  });
});
