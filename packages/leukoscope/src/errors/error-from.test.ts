import { expect, it } from 'vitest';
import { errorFrom } from './error-from.ts';
import { LeukoscopeError } from './leukoscope-error.ts';

it('an error comes back from its code and details as it was', () => {
  const error = new LeukoscopeError('case.unknown-type', { code: 'XYZ', known: ['NGS', 'MYO'] });
  const { code, details } = JSON.parse(JSON.stringify(error));
  const again = errorFrom({ code, details });
  expect(again).toBeInstanceOf(LeukoscopeError);
  expect(again?.textIn('es')).toEqual(error.textIn('es'));
});

it.each([
  ['a code of another version', { code: 'case.of-tomorrow', details: {} }],
  ['a name that every object has', { code: 'constructor', details: {} }],
  ['details of another version', { code: 'case.unknown-type', details: { code: 'XYZ' } }],
  ['no details', { code: 'case.unknown-type', details: null }],
])('%s gives none', (_, kept) => {
  expect(errorFrom(kept)).toBeNull();
});
