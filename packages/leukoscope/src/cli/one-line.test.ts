import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test('a name with a line break and an escape sequence stays on one line, and is not obeyed', () => {
  expect(oneLine('bad\nname\u001b[31m.jpg is cut short.')).toBe('bad\\nname\\u001b[31m.jpg is cut short.');
});

test('other text stays as it is', () => {
  expect(oneLine('células típicas — 0,5 «x» \\ "y"')).toBe('células típicas — 0,5 «x» \\ "y"');
});
