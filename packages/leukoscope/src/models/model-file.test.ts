import { createHash } from 'node:crypto';
import { exportModel, flatten, layers, type Network } from '@leukoscope/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { tinyCard, tinyTrainer } from '../../test/tiny-model.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { ModelCard } from './model-card.ts';
import { readModelCard, writeModelFile } from './model-file.ts';

let file: Uint8Array;
beforeAll(async () => {
  file = await tinyFile();
});

async function tinyFile(card: ModelCard = tinyCard()): Promise<Uint8Array> {
  return writeModelFile(card, await tinyTrainer().state());
}

/** Code of the error that reading ends with, `null` if it ends well. */
async function refusal(bytes: Uint8Array): Promise<string | null> {
  try {
    await readModelCard(bytes, 'model.onnx');
    return null;
  } catch (error) {
    if (!(error instanceof LeukoscopeError)) throw error;
    expect(error.exitCode).toBe(3);
    return error.code;
  }
}

/** The bytes with every occurrence of one text replaced by another as long. */
function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  expect(to).toHaveLength(from.length);
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');
}

/** The checksum as its documentation says, written down once more: sha256 of the file with 64 zeros in its place. */
function withChecksum(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const blank = text.replace(/(leukoscope\.sha256.*?)[0-9a-f]{64}/s, `$1${'0'.repeat(64)}`);
  const checksum = createHash('sha256').update(Buffer.from(blank, 'latin1')).digest('hex');
  return Buffer.from(blank.replace(/(leukoscope\.sha256.*?)0{64}/s, `$1${checksum}`), 'latin1');
}

test('a file read into a Buffer is as it was afterwards, and can be read again', async () => {
  const bytes = Buffer.from(await writeModelFile(tinyCard(), await tinyTrainer().state()));
  const before = Uint8Array.from(bytes);
  await readModelCard(bytes, 'model.onnx');
  expect(bytes.equals(before)).toBe(true);
});

describe('a model file', () => {
  test('gives its card back, whatever stands in it', async () => {
    expect(await readModelCard(file, 'x')).toEqual(tinyCard());
    const zeros = '0'.repeat(64);
    const awkward = tinyCard({ purpose: `célula «»\n${zeros} leukoscope.sha256` });
    expect(await readModelCard(await tinyFile(awkward), 'x')).toEqual(awkward);
  });

  test('is the same for the same card and parameters, to the byte', async () => {
    expect(await tinyFile()).toEqual(file);
  });

  test('carries the sha256 of itself', () => {
    expect(Buffer.from(withChecksum(file)).equals(file)).toBe(true);
  });

  test('is not written with a card that does not fit', async () => {
    await expect(tinyFile(tinyCard({ threshold: { ...tinyCard().threshold, threshold: 1.5 } }))).rejects.toThrow(
      'threshold',
    );
  });
});

describe('a model file is refused', () => {
  test('truncated anywhere', async () => {
    for (let sixteenth = 0; sixteenth < 16; sixteenth++) {
      const length = Math.floor((file.length * sixteenth) / 16);
      expect(await refusal(file.subarray(0, length)), `${length} of ${file.length} bytes`).toBe('model.unreadable');
    }
    // The graph comes last: without its end, or without all of it, nothing reads as a whole model.
    const codes = new Set<string | null>();
    for (const lengths of [file.length, 6000]) {
      for (let length = lengths - 3000; length < lengths; length++) codes.add(await refusal(file.subarray(0, length)));
    }
    expect(codes).toEqual(new Set(['model.unreadable']));
  });

  test('with any byte altered', async () => {
    const { length } = file;
    const everywhere = Array.from({ length: 400 }, (_, at) => Math.floor((at * length) / 400));
    const inTheCard = Array.from({ length: 1500 }, (_, at) => length - 1 - 2 * at);
    for (const at of [...everywhere, ...inTheCard]) {
      const altered = file.slice();
      altered[at]! ^= 1;
      expect(await refusal(altered), `byte ${at} of ${length}`).not.toBe(null);
    }
  });

  test('with a parameter, the threshold, the operator set or the checksum altered', async () => {
    const weight = file.slice();
    weight[Math.floor(file.length / 2)]! ^= 1;
    expect(await refusal(weight)).toBe('model.altered');
    expect(await refusal(replaced(file, '"threshold":0.5', '"threshold":0.4'))).toBe('model.altered');
    expect(await refusal(replaced(file, 'leukoscope.sha256', 'leukoscope.sha255'))).toBe('model.altered');
    const opset = Buffer.from(file);
    opset[opset.lastIndexOf(Buffer.from([0x10, 17])) + 1] = 13;
    expect(await refusal(opset)).toBe('model.altered');
  });

  test('that another program made, by name', async () => {
    const network: Network = (scope, x) => layers.linear(scope.child('head'), flatten(x), 2);
    const state = {
      tensors: new Map([
        ['head.weight', { shape: [2, 3], data: new Float32Array(6) }],
        ['head.bias', { shape: [2], data: new Float32Array(2) }],
      ]),
    };
    const item = { dtype: 'float32', shape: [3] } as const;
    const foreign = exportModel({ network, item, state, producer: { name: 'pytorch', version: '9' } });
    await expect(readModelCard(foreign, 'model.onnx')).rejects.toMatchObject({
      code: 'model.foreign',
      details: { path: 'model.onnx', producer: 'pytorch 9' },
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('leukoscope')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['zeros', Buffer.alloc(1000)],
  ])('that is %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('model.unreadable');
  });

  test.each([
    ['marked as external', { marked: true, located: false }],
    ['with a location', { marked: false, located: true }],
  ])('with data in other files, %s', async (_, external) => {
    await expect(readModelCard(modelWithExternalData(external), 'm.onnx')).rejects.toMatchObject({
      code: 'model.external-data',
      details: { path: 'm.onnx', tensor: 'secrets', tensors: 1 },
    });
  });

  test('of another version, which is told before anything that this version has no right to judge', async () => {
    const other = replaced(file, '"leukoscope-model","version":2', '"leukoscope-model","version":7');
    await expect(readModelCard(other, 'm.onnx')).rejects.toMatchObject({
      code: 'model.other-version',
      details: { version: 7, expected: 2, field: null },
    });
    const otherField = withChecksum(replaced(file, '"classes":["typical",', '"classes":["Typical",'));
    await expect(readModelCard(otherField, 'm.onnx')).rejects.toMatchObject({
      code: 'model.other-version',
      details: { version: 2, field: 'classes.0' },
    });
    expect(await refusal(withChecksum(replaced(file, '{"format"', '["format"')))).toBe('model.other-version');
  });
});

/** Written by hand after onnx.proto, so that nothing of ours decides what external data look like. */
function modelWithExternalData({ marked, located }: { marked: boolean; located: boolean }): Uint8Array {
  const bytes = (field: number, ...content: (string | number | Buffer)[]): Buffer => {
    const whole = Buffer.concat(content.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(String(part)))));
    expect(whole.length).toBeLessThan(128);
    return Buffer.concat([Buffer.from([(field << 3) | 2, whole.length]), whole]);
  };
  const number = (field: number, value: number) => Buffer.from([field << 3, value]);
  const location = bytes(13, bytes(1, 'location'), bytes(2, '/etc/passwd'));
  const tensor = [number(1, 1), number(2, 1), bytes(8, 'secrets')];
  if (located) tensor.push(location);
  if (marked) tensor.push(number(14, 1));
  const graph = bytes(7, bytes(5, ...tensor), bytes(12, bytes(1, 'y')));
  return Buffer.concat([number(1, 8), graph]);
}
