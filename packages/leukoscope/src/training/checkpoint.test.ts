import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tinyTrainer } from '../../test/tiny-model.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, type Position, START } from './checkpoint.ts';

const POSITION: Position = {
  epoch: 3,
  step: 7,
  items: 56,
  lossSum: 12.345678901234567,
  right: 40,
  best: { epoch: 2, figures: [0.9123456789012345, -1e-300] },
  stopped: false,
};
let checkpoint: Checkpoint;
beforeAll(async () => {
  checkpoint = { state: { ...(await tinyTrainer().state()), step: 31 }, position: POSITION, run: 'a run' };
});

describe('a checkpoint is read back', () => {
  test('to the bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
    const start = { ...checkpoint, position: START };
    expect(decodeCheckpoint(encodeCheckpoint(start))).toEqual(start);
  });

  test('whatever its numbers are, down to the payload of a NaN', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 1, maxLength: 20 }), (bits) => {
        const data = new Float32Array(bits.buffer, bits.byteOffset, bits.length);
        const odd = { ...checkpoint, state: { step: 0, tensors: new Map([['w', { shape: [bits.length], data }]]) } };
        const read = decodeCheckpoint(encodeCheckpoint(odd)).state.tensors.get('w')!.data;
        expect([...new Uint32Array(read.buffer, read.byteOffset, read.length)]).toEqual([...bits]);
      }),
    );
  });

  test('the same bytes for the same state', () => {
    expect(encodeCheckpoint(checkpoint)).toEqual(encodeCheckpoint({ ...checkpoint }));
  });
});

describe('a damaged checkpoint is refused', () => {
  test('cut short anywhere', () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (let part = 0; part < 64; part++) {
      const length = Math.floor((bytes.length * part) / 64);
      expect(() => decodeCheckpoint(bytes.subarray(0, length)), `${length} bytes`).toThrow(Error);
    }
    expect(() => decodeCheckpoint(bytes.subarray(0, -1))).toThrow(Error);
  });

  test('with any bit turned', () => {
    const bytes = encodeCheckpoint(checkpoint);
    const headerBytes = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(headerBytes - 1), fc.nat(bytes.length - 1)),
        fc.integer({ min: 0, max: 7 }),
        (at, bit) => {
          const damaged = bytes.slice();
          damaged[at]! ^= 1 << bit;
          expect(isRefusedOrTheSame(damaged)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('with metadata missing', () => {
    const bytes = encodeCheckpoint(checkpoint);
    for (const key of ['"step"', '"position"', '"run"', '"sha256"']) {
      const text = Buffer.from(bytes).toString('latin1').replace(key, key.replace(/.$/, '_').slice(0, key.length));
      expect(() => decodeCheckpoint(Buffer.from(text, 'latin1')), key).toThrow(Error);
    }
  });
});

/** White space in the header, an escaped letter: a few bits mean nothing. */
function isRefusedOrTheSame(bytes: Uint8Array): boolean {
  try {
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
    return true;
  } catch (error) {
    return !(error instanceof Error && error.name === 'AssertionError');
  }
}
