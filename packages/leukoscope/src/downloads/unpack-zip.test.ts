import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { type UnpackOptions, unpackZip } from './unpack-zip.ts';

const options: UnpackOptions = { progress: { report: () => undefined }, signal: new AbortController().signal };

/** An archive made by Python's zipfile, another hand than the one that reads it. @param script writes to `z` */
function zipFile(script: string): { path: string; folder: string; names: () => string[] } {
  const folder = temporaryFolder();
  const path = join(temporaryFolder(), 'cells.zip');
  const program = `import zipfile, sys\nwith zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:\n${script
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}`;
  execFileSync('/usr/bin/python3', ['-W', 'ignore', '-c', program, path]);
  return { path, folder, names: () => readdirSync(folder, { recursive: true }).map(String).toSorted() };
}

const GOOD = `z.writestr('set/a/1.jpg', b'one'); z.writestr('set/b/2.jpg', bytes(range(256)) * 300)`;
const refusal = (fault: string) =>
  expect.objectContaining({ code: 'download.bad-archive', exitCode: 3, details: expect.objectContaining({ fault }) });
const thrown = (path: string, folder: string, given: Partial<UnpackOptions> = {}) =>
  unpackZip(path, folder, { ...options, ...given }).catch((error: unknown) => error);

test('every file is at its place with its bytes, and only macOS’s shadows are left out', async () => {
  const { path, folder, names } = zipFile(
    `${GOOD}\nz.writestr('__MACOSX/set/._1.jpg', b'x'); z.writestr('set/.DS_Store', b'x')`,
  );
  expect(await unpackZip(path, folder, options)).toEqual({ files: 2, bytes: 76_803, names: ['set'], leftOut: 2 });
  expect(names()).toEqual(['set', 'set/a', 'set/a/1.jpg', 'set/b', 'set/b/2.jpg']);
  expect(readFileSync(join(folder, 'set/a/1.jpg'), 'utf8')).toBe('one');
  expect(readFileSync(join(folder, 'set/b/2.jpg'))).toHaveLength(76_800);
});

describe('refused, with nothing written', () => {
  test.each<[string, string]>([
    ['unsafe-name', `z.writestr('../evil', b'x')`],
    ['unsafe-name', `z.writestr('/etc/evil', b'x')`],
    ['unsafe-name', `z.writestr('set/..\\\\..\\\\evil', b'x')`],
    ['unsafe-name', `z.writestr('C:/evil', b'x')`],
    [
      'link',
      `i = zipfile.ZipInfo('set/link'); i.create_system = 3; i.external_attr = 0o120777 << 16; z.writestr(i, '/etc/passwd')`,
    ],
    ['too-large', `z.writestr('set/bomb', b'0' * 20_000_000)`],
    ['duplicate', `z.writestr('set/a', b'x'); z.writestr('set/A', b'y')`],
    ['duplicate', `z.writestr('set/a', b'x'); z.writestr('set/a/b', b'y')`],
  ])('%s: %s', async (fault, script) => {
    const { path, folder, names } = zipFile(`${GOOD}\n${script}`);
    expect(await thrown(path, folder)).toEqual(refusal(fault));
    expect(names()).toEqual([]);
  });

  test('no archive, half of one, one with a flipped bit', async () => {
    const { path, folder, names } = zipFile(GOOD);
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
    const { path, folder, names } = zipFile(GOOD);
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
  const { path, folder, names } = zipFile(GOOD);
  mkdirSync(join(folder, '.unpacking/set/a'), { recursive: true });
  writeFileSync(join(folder, '.unpacking/set/a/1.jpg'), 'half');
  await unpackZip(path, folder, options);
  expect(names()).toContain('set/a/1.jpg');
  expect(names()).not.toContain('.unpacking');
});
