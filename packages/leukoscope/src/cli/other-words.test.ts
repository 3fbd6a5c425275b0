import { expect, test } from 'vitest';
import { COMMANDS } from './command-list.ts';
import { OTHER_WORDS } from './other-words.ts';

const words = COMMANDS.map(({ name }) => name.split(' ').at(-1)!);

test('every other word stands for a command, and is none itself', () => {
  expect(Object.values(OTHER_WORDS).filter((word) => !words.includes(word))).toEqual(['help']);
  expect(Object.keys(OTHER_WORDS).filter((word) => words.includes(word))).toEqual([]);
});
