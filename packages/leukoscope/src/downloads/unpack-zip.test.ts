import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { type UnpackOptions, unpackZip } from './unpack-zip.ts';

const options: UnpackOptions = { progress: { report: () => undefined }, signal: new AbortController().signal };

/** Archives made by Python's zipfile (golden/make_zips.py): another hand than the one that reads them. */
const ZIPS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('golden/zips.json', import.meta.url), 'utf8'),
);

function zipFile(name: string): { path: string; folder: string; names: () => string[] } {
  const folder = temporaryFolder();
  const path = join(temporaryFolder(), 'cells.zip');
  writeFileSync(path, Buffer.from(ZIPS[name]!, 'base64'));
  return { path, folder, names: () => readdirSync(folder, { recursive: true }).map(String).toSorted() };
}

const refusal = (fault: string) =>
  expect.objectContaining({ code: 'download.bad-archive', exitCode: 3, details: expect.objectContaining({ fault }) });
const thrown = (path: string, folder: string, given: Partial<UnpackOptions> = {}) =>
  unpackZip(path, folder, { ...options, ...given }).catch((error: unknown) => error);

test('every file is at its place with its bytes, and only macOS’s shadows are left out', async () => {
  const { path, folder, names } = zipFile('from macOS');
  expect(await unpackZip(path, folder, options)).toEqual({ files: 2, bytes: 76_803, names: ['set'], leftOut: 2 });
  expect(names()).toEqual(['set', 'set/a', 'set/a/1.jpg', 'set/b', 'set/b/2.jpg']);
  expect(readFileSync(join(folder, 'set/a/1.jpg'), 'utf8')).toBe('one');
  expect(readFileSync(join(folder, 'set/b/2.jpg'))).toHaveLength(76_800);
});

describe('refused, with nothing written', () => {
  test.each([
    ['a name above', 'unsafe-name'],
    ['a name from the root', 'unsafe-name'],
    ['a name above, with backslashes', 'unsafe-name'],
    ['a name with a drive', 'unsafe-name'],
    ['a link', 'link'],
    ['a bomb', 'too-large'],
    ['names that differ in case', 'duplicate'],
    ['a file that is a folder too', 'duplicate'],
  ])('%s', async (name, fault) => {
    const { path, folder, names } = zipFile(name);
    expect(await thrown(path, folder)).toEqual(refusal(fault));
    expect(names()).toEqual([]);
  });

  test('no archive, half of one, one with a flipped bit', async () => {
    const { path, folder, names } = zipFile('good');
    const good = readFileSync(path);
    const flipped = Buffer.from(good);
    flipped[45]! ^= 1;
    for (const [content, fault] of [
      [Buffer.from('no archive'), 'structure'],
      [good.subarray(0, good.length - 30), 'structure'],
      [flipped, 'damaged'],
    ] as const) {
      writeFileSync(path, content);
      expect(await thrown(path, folder)).toEqual(refusal(fault));
      expect(names()).toEqual([]);
    }
  });

  test('no room, an interruption, something there already', async () => {
    const { path, folder, names } = zipFile('good');
    const tight = { freeBytes: () => Promise.resolve(100) };
    expect(await thrown(path, folder, tight)).toMatchObject({
      code: 'download.no-room',
      details: { neededBytes: 76_803 },
    });
    const interruption = AbortSignal.abort();
    expect(await thrown(path, folder, { signal: interruption })).toBe(interruption.reason);
    expect(names()).toEqual([]);
    mkdirSync(join(folder, 'set'));
    expect(await thrown(path, folder)).toMatchObject({ code: 'usage.output-exists' });
    expect(names()).toEqual(['set']);
  });
});

test('what an earlier, killed attempt left is no hindrance', async () => {
  const { path, folder, names } = zipFile('good');
  mkdirSync(join(folder, '.unpacking/set/a'), { recursive: true });
  writeFileSync(join(folder, '.unpacking/set/a/1.jpg'), 'half');
  await unpackZip(path, folder, options);
  expect(names()).toContain('set/a/1.jpg');
  expect(names()).not.toContain('.unpacking');
});
