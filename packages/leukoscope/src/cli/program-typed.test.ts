import { expect, test } from 'vitest';
import { lineTyped, programTyped, proseTyped } from './program-typed.ts';

const program = programTyped({ npm_command: 'exec' });

test('under npm, commands begin with npx, alone and in prose; names of files and of the program stay', () => {
  expect(programTyped({})).toBe('leukoscope');
  expect(lineTyped('leukoscope train cells/', program)).toBe('npx leukoscope train cells/');
  const prose =
    'Bring them: leukoscope data get x (leukoscope --version). Leukoscope keeps cache/leukoscope and `leukoscope demo`.';
  expect(proseTyped(prose, program)).toBe(
    'Bring them: npx leukoscope data get x (npx leukoscope --version). Leukoscope keeps cache/leukoscope and `npx leukoscope demo`.',
  );
  expect(proseTyped('npx leukoscope train', program)).toBe('npx leukoscope train');
});
