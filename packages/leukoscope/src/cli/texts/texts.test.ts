import { describe, expect, test } from 'vitest';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { textsIn } from './texts-in.ts';

/** Every text of a catalogue by its path, `progress.stages.train`. */
function flat(catalogue: object, path = ''): [path: string, text: unknown][] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flat(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, unknown]],
  );
}

/** The same in both languages, rightly. */
const SAME: ReadonlySet<string> = new Set(['errorLabel']);

test('each language has its catalogue', () => {
  expect(textsIn('en')).toBe(EN);
  expect(textsIn('es')).toBe(ES);
});

describe('every text is there and translated', () => {
  const spanish = new Map(flat(ES));
  test.each(flat(EN))('%s', (path, english) => {
    expect(spanish.get(path)).toBeTypeOf(typeof english);
    if (typeof english !== 'string') return;
    expect(english).not.toBe('');
    expect(spanish.get(path) === english).toBe(SAME.has(path));
  });
});
