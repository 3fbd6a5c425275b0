import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npyFile } from '../testing/npy-file.ts';
import { parseNpyHeader } from './npy-header.ts';

const NOTHING = new Uint8Array();

describe('a NumPy header', () => {
  it.each([1, 2, 3])('of version %i is read', (version) => {
    const file = npyFile(new Uint8Array(12), { shape: '2, 2, 3', version });
    expect(parseNpyHeader(file)).toEqual({
      ...{ descr: '|u1', fortranOrder: false, shape: [2, 2, 3], dataStart: file.length - 12 },
    });
  });

  it.each([
    ['7,', [7]],
    ['', []],
    ['0, 28', [0, 28]],
  ])('with the shape (%s)', (shape, expected) => {
    expect(parseNpyHeader(npyFile(NOTHING, { shape }))).toMatchObject({ shape: expected });
  });

  it('may have its entries in any order, other quotes and records', () => {
    const header = `{"shape": (1, 2), 'fortran_order': True, "descr": [('a', '<i4'), ('b', '|O')]}`;
    expect(parseNpyHeader(npyFile(NOTHING, { shape: '', header }))).toMatchObject({
      ...{ descr: "[('a', '<i4'), ('b', '|O')]", fortranOrder: true, shape: [1, 2] },
    });
  });

  it.each([
    ['no entries', '{}'],
    ['an entry twice', "{'descr': '|u1', 'descr': '|O', 'shape': (1,), }"],
    ['an entry more', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}"],
    ['a shape below zero', "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}"],
    ['a shape of no number', "{'descr': '|u1', 'fortran_order': False, 'shape': (1 2,)}"],
    ['a shape with a hole', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,,2)}"],
    ['a shape beyond counting', "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}"],
    ['a program', "{'descr': __import__('os').system('true'), 'fortran_order': False, 'shape': (1,)}"],
    ['something behind it', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} + 1"],
    ['a type that is a truth', "{'descr': True, 'fortran_order': False, 'shape': (1,)}"],
  ])('with %s is refused', (_, header) => {
    expect(parseNpyHeader(npyFile(NOTHING, { shape: '', header }))).toEqual({ fault: 'header' });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'magic'],
    ['a pickle', Buffer.from('\x80\x04K\x01.', 'latin1'), 'magic'],
    ['version 4', npyFile(NOTHING, { shape: '1', version: 4 }), 'version'],
    ['a header of 4 GB', Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff{', 'latin1'), 'header'],
    ['a header of 10 KB', npyFile(NOTHING, { shape: `${'1, '.repeat(4_000)}1` }), 'header'],
  ])('%s is told', (_, bytes, fault) => {
    expect(parseNpyHeader(bytes)).toEqual({ fault });
  });

  it('cut short anywhere is refused', () => {
    const file = npyFile(NOTHING, { shape: '2, 28, 28, 3' });
    for (let length = 0; length < file.length; length++) {
      expect(parseNpyHeader(file.subarray(0, length)), String(length)).toHaveProperty('fault');
    }
  });

  it('of any bytes is read or refused, never anything else', () => {
    const garbled = fc.tuple(fc.nat(127), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(garbled, { maxLength: 6 }), (changes) => {
        const file = npyFile(NOTHING, { shape: '2, 28, 28, 3' });
        for (const [at, value] of changes) file[at] = value;
        const header = parseNpyHeader(file);
        if ('fault' in header) return;
        expect(header.dataStart).toBeLessThanOrEqual(file.length);
        expect(header.shape.every((size) => Number.isSafeInteger(size) && size >= 0)).toBe(true);
      }),
    );
    const anything = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(anything, (bytes) => {
        expect(parseNpyHeader(bytes)).toHaveProperty('fault');
      }),
    );
  });
});
