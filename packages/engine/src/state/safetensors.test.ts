import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGolden } from '../../test/golden.ts';
import { readSafetensors, type SafeTensor, SafetensorsError, toFloat32, writeSafetensors } from './safetensors.ts';

/** A file of any header and as many data bytes as asked for. */
function file(header: unknown, dataBytes = 0): Uint8Array {
  const text = header instanceof Uint8Array ? header : Buffer.from(asText(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}
const asText = (header: unknown): string => (typeof header === 'string' ? header : JSON.stringify(header));
const u8 = (begin: number, end: number) => ({ dtype: 'U8', shape: [end - begin], data_offsets: [begin, end] });
const bits = ({ data }: SafeTensor): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

describe('a file made by numpy', () => {
  const golden = readGolden<{ file: string; tensors: [string, string, number[], string[]][] }>('safetensors');
  const { tensors, metadata } = readSafetensors(Buffer.from(golden.file, 'base64'));

  test('its metadata', () => {
    expect(metadata).toEqual({ format: 'pt', épica: 'µ' });
  });

  test.each(golden.tensors)("tensor '%s', %s %j", (name, dtype, shape, texts) => {
    const tensor = tensors.get(name)!;
    expect([tensor.dtype, tensor.shape]).toEqual([dtype, shape]);
    const parsers: Record<string, (text: string) => bigint | number> = {
      I64: BigInt,
      U64: BigInt,
      BOOL: (text) => Number(text === 'True'),
    };
    const parse = parsers[dtype] ?? toNumber;
    const values = dtype === 'F16' ? [...toFloat32(tensor)] : [...tensor.data];
    expect(values).toEqual(texts.map(parse));
  });

  function toNumber(text: string): number {
    return Number(text.replace('inf', 'Infinity'));
  }
});

describe('refused with SafetensorsError', () => {
  const good = file({ x: u8(0, 2) }, 2);
  const cases: [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(), /length of the header: got 0 bytes, expected at least 8/],
    ['7 bytes', good.subarray(0, 7), /got 7 bytes/],
    ['header cut off', good.subarray(0, 20), /the file is cut off/],
    ['data cut off', good.subarray(0, good.length - 1), /data: got 1 bytes, expected 2; the file is cut off/],
    ['a byte too much', Buffer.concat([good, Buffer.of(0)]), /data: got 3 bytes, expected 2; bytes follow/],
    ['a header of 2⁶⁴ − 1 bytes', Buffer.alloc(16, 0xff), /got 18446744073709551615 bytes, expected at most 100000000/],
    ['an empty header', file(''), /does not begin with '\{'/],
    ['a header that is a list', file('[]'), /does not begin with '\{'/],
    ['a byte order mark', file('\ufeff{}'), /does not begin with '\{'/],
    ['a header that is not UTF-8', file(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), /not UTF-8/],
    ['a header that is not JSON', file('{"x":'), /not JSON/],
    ['text after the header', file('{} x'), /not JSON/],
    ['a tensor that is no object', file({ x: 3 }), /tensor 'x': expected an object/],
    ['a tensor that is null', file({ x: null }), /tensor 'x': expected an object/],
    ['an unknown field', file({ x: { ...u8(0, 0), strides: [1] } }), /unknown field 'strides'/],
    ['an unknown dtype', file({ x: { ...u8(0, 1), dtype: 'F8_E4M3' } }, 1), /dtype: got "F8_E4M3"/],
    ['a dtype from the prototype', file({ x: { ...u8(0, 1), dtype: 'toString' } }, 1), /dtype: got "toString"/],
    ['no dtype', file({ x: { shape: [1], data_offsets: [0, 1] } }, 1), /dtype: got undefined/],
    ['no shape', file({ x: { dtype: 'U8', data_offsets: [0, 1] } }, 1), /shape: got undefined/],
    ['a negative size', file({ x: { ...u8(0, 1), shape: [-1] } }, 1), /shape: got \[-1\]/],
    ['half a size', file({ x: { ...u8(0, 1), shape: [0.5, 2] } }, 1), /shape: got \[0.5,2\]/],
    ['sizes beyond counting', file({ x: { ...u8(0, 1), shape: [2 ** 40, 2 ** 40] } }, 1), /more elements than/],
    ['one offset', file({ x: { ...u8(0, 1), data_offsets: [1] } }, 1), /data_offsets: got \[1\]/],
    ['a negative offset', file({ x: { ...u8(0, 1), data_offsets: [-1, 0] } }, 1), /data_offsets: got \[-1,0\]/],
    ['offsets backwards', file({ x: { ...u8(0, 1), data_offsets: [1, 0] } }, 1), /begin not after end/],
    [
      'a size that is not the shape’s',
      file({ x: { ...u8(0, 4), dtype: 'F16' } }, 4),
      /are 4 bytes, but F16 \[4\] needs 8/,
    ],
    ['overlapping tensors', file({ a: u8(0, 2), b: u8(1, 3) }, 3), /'b': its data begins at 1, inside another/],
    ['two names for one range', file({ a: u8(0, 2), b: u8(0, 2) }, 2), /inside another/],
    ['a gap', file({ a: u8(0, 1), b: u8(2, 3) }, 3), /'b': its data begins at 2, but 1 … 2 is no one's/],
    ['a gap at the start', file({ a: u8(1, 2) }, 2), /0 … 1 is no one's/],
    ['data past the end', file({ a: u8(0, 9) }, 3), /got 3 bytes, expected 9/],
    ['a name given twice', file(`{"x":${asText(u8(0, 1))},"x":${asText(u8(0, 1))}}`, 1), /'x' stands twice/],
    ['twice, once escaped', file(`{"x":${asText(u8(0, 1))},"\\u0078":${asText(u8(0, 1))}}`, 1), /'x' stands twice/],
    [
      'a field given twice',
      file('{"x":{"dtype":"U8","dtype":"I8","shape":[],"data_offsets":[0,1]}}', 1),
      /'dtype' stands/,
    ],
    ['metadata given twice', file('{"__metadata__":{},"__metadata__":{}}'), /'__metadata__' stands twice/],
    ['metadata that is a list', file({ __metadata__: [] }), /__metadata__: expected an object of texts/],
    ['metadata that is a number', file({ __metadata__: { epoch: 3 } }), /expected an object of texts/],
  ];
  test.each(cases)('%s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  test('equal texts as keys of different objects, and as values, are no repetition', () => {
    const header = { __metadata__: { x: 'x', dtype: '{"x":1,"x":2}' }, x: u8(0, 1), y: u8(1, 2) };
    expect([...readSafetensors(file(header, 2)).tensors.keys()]).toEqual(['x', 'y']);
  });

  test('any damage: an error of this kind or a file that says something else, never anything worse', () => {
    const original = writeSafetensors(
      new Map<string, SafeTensor>([
        ['weight', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
        ['steps', { dtype: 'I64', shape: [], data: BigInt64Array.of(7n) }],
      ]),
      { kind: 'checkpoint' },
    );
    const damage = fc.array(fc.record({ at: fc.nat(original.length - 1), value: fc.integer({ min: 0, max: 255 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(damage, fc.nat(original.length), (changes, length) => {
        const bytes = original.slice(0, Math.max(length, original.length - 3));
        for (const { at, value } of changes) bytes[at] = value;
        expectRefusedOrConsistent(bytes);
      }),
      { numRuns: 3000, seed: 1 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.json({ maxDepth: 3 }), (data, header) => {
        expectRefusedOrConsistent(data);
        expectRefusedOrConsistent(Buffer.concat([file(header), data]));
      }),
      { numRuns: 1000, seed: 2 },
    );
  });

  function expectRefusedOrConsistent(bytes: Uint8Array): void {
    try {
      const { tensors, metadata } = readSafetensors(bytes);
      const again = readSafetensors(writeSafetensors(tensors, metadata));
      expect([...again.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    } catch (error) {
      // A damaged header may hold half a surrogate pair as an escape, which only the writer refuses.
      if (!(error instanceof SafetensorsError || (error as Error).message.includes('well-formed'))) throw error;
    }
  }
});

describe('round trip', () => {
  const shape = fc.array(fc.nat(4), { maxLength: 4 });
  const count = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);
  const content = (width: number) =>
    shape.chain((sizes) =>
      fc
        .uint8Array({ minLength: count(sizes) * width, maxLength: count(sizes) * width })
        .map((raw) => ({ shape: sizes, buffer: new Uint8Array(raw).buffer })),
    );
  const tensor: fc.Arbitrary<SafeTensor> = fc.oneof(
    content(1).map(({ shape, buffer }) => ({ dtype: 'U8', shape, data: new Uint8Array(buffer) }) as const),
    content(2).map(({ shape, buffer }) => ({ dtype: 'F16', shape, data: new Uint16Array(buffer) }) as const),
    content(2).map(({ shape, buffer }) => ({ dtype: 'BF16', shape, data: new Uint16Array(buffer) }) as const),
    content(4).map(({ shape, buffer }) => ({ dtype: 'F32', shape, data: new Float32Array(buffer) }) as const),
    content(8).map(({ shape, buffer }) => ({ dtype: 'F64', shape, data: new Float64Array(buffer) }) as const),
    content(8).map(({ shape, buffer }) => ({ dtype: 'I64', shape, data: new BigInt64Array(buffer) }) as const),
  );
  const name = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed());
  const named = fc.uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 6 });
  const texts = fc.dictionary(name, name, { maxKeys: 3 });

  test('to the bit, NaN payloads included, through any byte offset', () => {
    fc.assert(
      fc.property(named, texts, fc.nat(7), (entries, metadata, offset) => {
        const bytes = writeSafetensors(new Map(entries), metadata);
        const shifted = new Uint8Array(bytes.length + offset).subarray(offset);
        shifted.set(bytes);
        const back = readSafetensors(shifted);
        expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort());
        expect(back.tensors.size).toBe(entries.length);
        for (const [key, expected] of entries) {
          const got = back.tensors.get(key)!;
          expect([got.dtype, got.shape]).toEqual([expected.dtype, expected.shape]);
          expect(bits(got)).toEqual(bits(expected));
        }
      }),
      { seed: 3 },
    );
  });

  test('the order of tensors and metadata does not change the bytes, and the data is aligned', () => {
    fc.assert(
      fc.property(named, texts, (entries, metadata) => {
        const bytes = writeSafetensors(new Map(entries), metadata);
        const reversed = Object.fromEntries(Object.entries(metadata).reverse());
        expect(writeSafetensors(new Map(entries.toReversed()), reversed)).toEqual(bytes);
        const dataStart = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
        expect(dataStart % 8).toBe(0);
        let at = dataStart;
        for (const { data } of readSafetensors(bytes).tensors.values()) {
          expect(at % data.BYTES_PER_ELEMENT).toBe(0);
          at += data.byteLength;
        }
      }),
      { seed: 4 },
    );
  });

  test('what is read is a copy, of a Node Buffer too', () => {
    const bytes = Buffer.from(writeSafetensors(new Map([['x', { dtype: 'U8', shape: [1], data: Uint8Array.of(5) }]])));
    const { data } = readSafetensors(bytes).tensors.get('x')!;
    bytes.fill(0);
    expect([...data]).toEqual([5]);
    expect(data.buffer.byteLength).toBe(1);
  });
});

describe('writeSafetensors refuses', () => {
  const one: SafeTensor = { dtype: 'F32', shape: [1], data: Float32Array.of(1) };
  test.each<[string, string, unknown, RegExp]>([
    ['the reserved name', '__metadata__', one, /keeps this name for itself/],
    ['half a surrogate pair', '\ud800', one, /not well-formed/],
    ['another element count', 'x', { ...one, shape: [2] }, /got 1 elements, expected shape \[2\]/],
    ['another array', 'x', { ...one, data: [1] }, /F32 needs a Float32Array/],
    ['an unknown dtype', 'x', { ...one, dtype: 'float32' }, /dtype float32, expected one of BOOL/],
    ['a negative size', 'x', { ...one, shape: [-1] }, /shape \[-1\]/],
  ])('%s', (_, name, tensor, message) => {
    expect(() => writeSafetensors(new Map([[name, tensor as SafeTensor]]))).toThrow(message);
  });
});

test('toFloat32: from every kind of number', () => {
  const numbers: SafeTensor[] = [
    { dtype: 'F32', shape: [2], data: Float32Array.of(1, -2) },
    { dtype: 'F64', shape: [2], data: Float64Array.of(1, -2) },
    { dtype: 'F16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) },
    { dtype: 'BF16', shape: [2], data: Uint16Array.of(0x3f80, 0xc000) },
    { dtype: 'I64', shape: [2], data: BigInt64Array.of(1n, -2n) },
    { dtype: 'I8', shape: [2], data: Int8Array.of(1, -2) },
  ];
  for (const tensor of numbers) expect([tensor.dtype, ...toFloat32(tensor)]).toEqual([tensor.dtype, 1, -2]);
});

const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const weights = join(shared, 'weights/resnet18.imagenet.safetensors');

describe.skipIf(!existsSync(weights))('the ImageNet weights of ResNet18 (needs ../shared)', () => {
  const read = () => readSafetensors(readFileSync(weights));

  test('102 tensors with the names and shapes of torchvision, all numbers finite', () => {
    const { tensors, metadata } = read();
    expect(tensors.size).toBe(102);
    expect(metadata.format).toBe('pt');
    expect(tensors.get('conv1.weight')).toMatchObject({ dtype: 'F16', shape: [64, 3, 7, 7] });
    expect(tensors.get('fc.weight')?.shape).toEqual([1000, 512]);
    for (const tensor of tensors.values()) expect(toFloat32(tensor).every(Number.isFinite)).toBe(true);
  });

  test('written and read again to the bit', () => {
    const { tensors, metadata } = read();
    const again = readSafetensors(writeSafetensors(tensors, metadata));
    expect(again.metadata).toEqual(metadata);
    for (const [name, tensor] of tensors) expect(Buffer.compare(bits(tensor), bits(again.tensors.get(name)!))).toBe(0);
  });
});
