import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { choice, flag, integer, number, parsed, parseOptionValue, repeatable, text, withDefault } from './options.ts';

describe('values that are taken', () => {
  test.each([
    [integer('n', { min: 1, max: 10 }), '10', 10],
    [integer('n'), '-3', -3],
    [number('x', { above: 0 }), '1e-3', 0.001],
    [number('x', { min: 0, below: 1 }), '.5', 0.5],
    [number('x'), '+2.', 2],
    [choice(['a', 'b']), 'b', 'b'],
    [text('file'), ' x ', ' x '],
    [parsed('a:b', { en: 'a pair', es: 'un par' }, (given) => given.split(':')), 'x:y', ['x', 'y']],
  ])('%# %s', (spec, given, expected) => {
    expect(parseOptionValue(spec, '--option', given)).toEqual(expected);
  });
});

describe('values that are refused, naming option, value and what was expected', () => {
  test.each([
    [integer('n', { min: 1, max: 10 }), '11', 'a whole number from 1 to 10'],
    [integer('n', { min: 1, max: 10 }), '0', 'a whole number from 1 to 10'],
    [integer('n'), '1.5', 'a whole number'],
    [integer('n'), '1e3', 'a whole number'],
    [integer('n'), '', 'a whole number'],
    [integer('n'), ' 5', 'a whole number'],
    [integer('n'), '0x10', 'a whole number'],
    [integer('n'), '9007199254740993', 'a whole number'],
    [number('x', { above: 0, max: 1 }), '0', 'a number greater than 0 and at most 1'],
    [number('x', { min: 0, below: 1 }), '1', 'a number at least 0 and less than 1'],
    [number('x'), 'NaN', 'a number'],
    [number('x'), 'Infinity', 'a number'],
    [number('x'), '1e999', 'a number'],
    [number('x'), '0,5', 'a number'],
    [choice(['sgd', 'adam']), 'Adam', 'one of sgd, adam'],
    [text('file'), ' ', 'a value that is not empty'],
    [parsed('a:b', { en: 'a pair', es: 'un par' }, () => undefined), 'x', 'a pair'],
  ])('%# %s', (spec, given, expected) => {
    const parse = () => parseOptionValue(spec, '--option', given);
    expect(parse).toThrow(LeukoscopeError);
    expect(parse).toThrow(`--option: got '${given}', expected ${expected}.`);
  });
});

test('a decimal comma is told as such', () => {
  const parse = () => parseOptionValue(number('x'), '--lr', '0,001');
  expect(parse).toThrow(expect.objectContaining({ hint: 'Write decimals with a point, as in 0.5.' }));
});

test('a number within the range comes out as JavaScript reads it; one outside never does (property)', () => {
  const spec = number('x', { min: -10, below: 10 });
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      // Plus 0, as the text of -0 is "0".
      const expected = value >= -10 && value < 10 ? value + 0 : undefined;
      expect(spec.parse(String(value))).toBe(expected);
    }),
    { seed: 1 },
  );
});

test('left out: undefined, the default, false, an empty list', () => {
  expect(text('f').combine([])).toBeUndefined();
  expect(withDefault(integer('n'), 7).combine([])).toBe(7);
  expect(withDefault(integer('n'), 7).combine([0])).toBe(0);
  expect(flag().combine([])).toBe(false);
  expect(repeatable(text('f')).combine([])).toEqual([]);
  expect(repeatable(text('f')).combine(['b', 'a'])).toEqual(['b', 'a']);
});
