import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KEY_BYTES, KeyTable } from './key-table.ts';

const keyOf = (name: number | string) => createHash('sha256').update(`${name}`).digest();

it('does what a Map of the keys does, through many enlargements', () => {
  const table = new KeyTable();
  const map = new Map<string, number>();
  for (let index = 0; index < 5_000; index++) {
    const key = keyOf(index % 3_500);
    const name = key.toString('hex', 0, KEY_BYTES);
    expect(table.find(key, 0) >= 0).toBe(map.has(name));
    const position = table.add(key, 0);
    if (!map.has(name)) expect([position, table.get(position)]).toEqual([map.size, -1]);
    map.set(name, index);
    table.set(position, index);
  }
  expect(table.size).toBe(map.size);
  for (let index = 0; index < 3_500; index++) {
    const key = keyOf(index);
    expect(table.get(table.find(key, 0))).toBe(map.get(key.toString('hex', 0, KEY_BYTES)));
  }
  expect(table.find(keyOf('absent'), 0)).toBe(-1);
});

it('tells keys apart that begin alike, and finds them anywhere in an array', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(255), { minLength: 1, maxLength: 200 }), fc.nat(20), (endings, offset) => {
      const table = new KeyTable();
      const key = (ending: number) => {
        const bytes = new Uint8Array(offset + KEY_BYTES + 3).fill(7);
        bytes[offset + KEY_BYTES - 1] = ending;
        return bytes;
      };
      const positions = endings.map((ending) => table.add(key(ending), offset));
      expect(positions).toEqual(endings.map((_, index) => index));
      expect(endings.map((ending) => table.find(key(ending), offset))).toEqual(positions);
      expect(table.matches(0, key(endings[0]!), offset)).toBe(true);
      expect(table.matches(0, key(endings[0]! ^ 1), offset)).toBe(false);
    }),
  );
});

it('refuses a key that is cut short', () => {
  expect(() => new KeyTable().find(new Uint8Array(20), 5)).toThrow(RangeError);
});
