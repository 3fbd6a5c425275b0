import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, Graph, relu } from '@leukoscope/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { fastFolderOfFile } from '../../test/fast-folder.ts';
import { resnetOnnx } from '../../test/resnet-onnx.ts';
import { drawnResnet } from '../../test/resnet-weights.ts';
import { TINY_RUNTIME } from '../../test/tiny-model.ts';
import { caught } from '../datasets/testing/caught.ts';
import { readBackbone } from './backbone.node.ts';

const folder = fastFolderOfFile();
const path = join(folder, 'resnet.onnx');
const request = { output: null, sizePx: null, licence: 'CC0-1.0', runtime: TINY_RUNTIME };
let bytes: Uint8Array;
beforeAll(() => {
  bytes = resnetOnnx(drawnResnet(), 16);
  writeFileSync(path, bytes);
});

/** A file whose only value is the image's own, through a ReLU. */
function written(name: string, shape: readonly number[]): string {
  const x = new Graph().input('x', { dtype: 'float32', shape });
  const file = join(folder, name);
  writeFileSync(file, encodeOnnx(new Map([['y', relu(x)]])));
  return file;
}

describe('a backbone', () => {
  test('is known by its hash, with the sides of its features and the size it asks for', async () => {
    const { spec, start, sizePx } = await readBackbone(path, request);
    expect(spec).toEqual({ name: 'backbone', hidden: 100, output: 'features', sides: [512] });
    expect(sizePx).toBe(16);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(start).toMatchObject({ id: null, licence: 'CC0-1.0', sha256 });
    expect(Buffer.from(bytes).equals(start.foreign!.bytes)).toBe(true);
  });

  test('may give planes', async () => {
    const { spec } = await readBackbone(written('planes.onnx', [1, 3, 8, 8]), request);
    expect(spec).toMatchObject({ output: 'y', sides: [3, 8, 8] });
  });
});

describe('refused is', () => {
  const refusal = (file: string, changes: Partial<typeof request | { output: string; sizePx: number }> = {}) =>
    caught(readBackbone(file, { ...request, ...changes }));

  test('a file that is not there, or no ONNX file', async () => {
    expect(await refusal(join(folder, 'none.onnx'))).toMatchObject({ code: 'usage.no-such-file' });
    const text = join(folder, 'text.onnx');
    writeFileSync(text, 'no model');
    expect(await refusal(text)).toMatchObject({ code: 'backbone.unfit', exitCode: 3 });
  });

  test('one too large to be written into a model file, before it is read', async () => {
    const large = join(folder, 'large.onnx');
    writeFileSync(large, '');
    truncateSync(large, 1024 ** 3 + 1);
    expect((await refusal(large)).en).toContain('has 1073741825 bytes, expected at most 1073741824');
  });

  test('another size than it takes', async () => {
    const error = await refusal(path, { sizePx: 32 });
    expect(error).toMatchObject({ code: 'backbone.size', exitCode: 3 });
    expect(error.en).toContain('takes images of 16 x 16 pixels, got 32 x 32');
  });

  test('one for pictures that are not square', async () => {
    expect((await refusal(written('wide.onnx', [1, 3, 8, 9]))).en).toContain('takes images of 8 x 9 pixels, got 8 x 8');
  });

  test('a value that is not in it', async () => {
    const error = await refusal(path, { output: 'pooled' });
    expect(error.en).toContain("has no value 'pooled'");
    expect(error.es).toContain('no tiene ningún valor «pooled»');
  });

  test('one that ONNX Runtime cannot run', async () => {
    const broken = written('broken.onnx', [1, 3, 8, 8]);
    const text = readFileSync(broken, 'latin1');
    writeFileSync(broken, Buffer.from(text.replaceAll('Relu', 'Rilu'), 'latin1'));
    const error = await refusal(broken);
    expect(error).toMatchObject({ code: 'backbone.cannot-run', exitCode: 3 });
    expect(error.en).toContain('Rilu');
  });
});
