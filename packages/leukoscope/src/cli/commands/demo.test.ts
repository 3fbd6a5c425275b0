import { expect, it } from 'vitest';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { requireExpected } from './demo.ts';

it.each([0.85, 0.951, 0.995])('a demo whose ROC AUC is %f is as expected', (rocAuc) => {
  expect(() => requireExpected(rocAuc)).not.toThrow();
});

it.each([0.5, 0.849, 0.996, 1, null])('a demo whose ROC AUC is %s ends with an error', (rocAuc) => {
  const unexpected = new LeukoscopeError('demo.unexpected', { rocAuc, low: 0.85, high: 0.995 });
  expect(() => requireExpected(rocAuc)).toThrow(unexpected.message);
});
