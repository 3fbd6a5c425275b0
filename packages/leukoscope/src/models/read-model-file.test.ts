import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { readModelFile } from './read-model-file.node.ts';

test('the bytes of a file', async () => {
  const file = join(temporaryFolder(), 'model.onnx');
  writeFileSync(file, 'bytes');
  expect(Buffer.from(await readModelFile(file)).toString()).toBe('bytes');
});

test('no file, or something below a file: how to get one', async () => {
  const path = join(temporaryFolder(), 'model.onnx');
  await expect(readModelFile(path)).rejects.toMatchObject({ code: 'model.none', exitCode: 3, details: { path } });
  writeFileSync(path, '');
  await expect(readModelFile(join(path, 'model.onnx'))).rejects.toMatchObject({ code: 'model.none' });
});

test.each(['.', 'run'])('a folder whose model lies in %s is told which file it is', async (place) => {
  const path = temporaryFolder();
  mkdirSync(join(path, place), { recursive: true });
  const inside = join(path, place, 'model.onnx');
  writeFileSync(inside, '');
  await expect(readModelFile(path)).rejects.toMatchObject({ code: 'model.folder', details: { path, inside } });
});

test('a folder without one is told how to get one', async () => {
  const path = temporaryFolder();
  await expect(readModelFile(path)).rejects.toMatchObject({ code: 'model.folder', details: { path, inside: null } });
});
