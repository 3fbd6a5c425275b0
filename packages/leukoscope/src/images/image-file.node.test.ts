import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type ImageFile, ImageFileReader } from './image-file.node.ts';

const KEY_BYTES = 16;

/** A clock by which every call of the file system takes as long as this. */
function clockOf(callMs: number): () => number {
  let timeMs = 0;
  return () => {
    timeMs += callMs;
    return timeMs;
  };
}

/** Thirty files of different lengths, a folder among them, and one that is not there. */
function writeFiles(): string[] {
  const folder = temporaryFolder();
  return Array.from({ length: 30 }, (_, index) => {
    const path = join(folder, `${index}`);
    if (index === 7) mkdirSync(path);
    else if (index !== 20) writeFileSync(path, 'x'.repeat(index));
    return path;
  });
}

const codeOf = (result: unknown) => (result instanceof LeukoscopeError ? result.code : 'good');

describe.each([
  ['on a fast drive', 0.01],
  ['on a slow drive', 5],
])('%s', (_, callMs) => {
  it('finds each file, or the reason why not', async () => {
    const paths = writeFiles();
    const { files, pathKeys } = await new ImageFileReader(clockOf(callMs)).lookAt(paths, 0);
    expect(files.map(codeOf)).toEqual(
      paths.map((_, index) => (index === 7 ? 'image.not-a-file' : index === 20 ? 'image.missing' : 'good')),
    );
    files.forEach((file, index) => {
      if (!(file instanceof LeukoscopeError)) expect(file).toEqual({ path: paths[index], bytes: index, isFresh: true });
    });
    const keys = paths.map((_, at) =>
      Buffer.from(pathKeys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES)).toString('hex'),
    );
    expect(new Set(keys).size).toBe(29);
    const again = await new ImageFileReader(clockOf(5 - callMs)).lookAt(paths, 0);
    expect(again.pathKeys).toEqual(pathKeys);
  });

  it('reads each file, also one that has grown or shrunk since it was looked at', async () => {
    const paths = writeFiles().filter((_, index) => index !== 7);
    const files = paths.map(
      (path, index): ImageFile => ({ path, bytes: index % 4 === 0 ? index + 9 : 3, isFresh: false }),
    );
    const contents = await new ImageFileReader(clockOf(callMs)).read(files, (read) =>
      Promise.resolve(read.map((one) => (one instanceof LeukoscopeError ? one.code : Buffer.from(one).toString()))),
    );
    expect(contents).toEqual(
      paths.map((path) => (path.endsWith('/20') ? 'image.missing' : readFileSync(path, 'utf8'))),
    );
  });
});

it('calls a file fresh for two seconds after its last change', async () => {
  const path = join(temporaryFolder(), 'a');
  writeFileSync(path, '');
  const isFresh = async (nowMs: number) => {
    const [file] = (await new ImageFileReader().lookAt([path], nowMs)).files;
    return (file as ImageFile).isFresh;
  };
  expect([await isFresh(Date.now()), await isFresh(Date.now() + 3_000)]).toEqual([true, false]);
});
