import { describe, expect, it } from 'vitest';
import { matchPath } from './router.tsx';

describe('matchPath', () => {
  it.each([
    ['/', '/', {}],
    ['/cases/:id', '/cases/a%20b', { id: 'a b' }],
    ['/cases/:id', '/cases/x/', { id: 'x' }],
    ['/cases/:id', '/cases', null],
    ['/cases/:id/review', '/cases/x/review', { id: 'x' }],
    ['/models', '/cases', null],
    ['/cases/:id', '/cases/%E0%A4%A', { id: '%E0%A4%A' }],
  ])('%s and %s', (pattern, path, words) => {
    expect(matchPath(pattern, path)).toEqual(words);
  });
});
