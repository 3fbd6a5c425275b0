import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = readdirSync(import.meta.dirname);
const operators = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

test('there are operators to look at', () => {
  expect(operators).toEqual(expect.arrayContaining(['batch-norm.ts', 'conv2d.ts', 'gemm.ts', 'max-pool.ts']));
});

test.each(operators)('%s has its test beside it', (file) => {
  expect(files).toContain(file.replace(/\.ts$/, '.test.ts'));
});
