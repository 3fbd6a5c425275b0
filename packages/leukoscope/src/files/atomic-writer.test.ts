import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failingFileSystem } from '../../test/failing-file-system.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { AtomicWriter } from './atomic-writer.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** More than the writer buffers, so that it reaches the disk before the end. */
const LONG_TEXT = 'célula,0.5\n'.repeat(20_000);

describe('a file that works', () => {
  test('text, bytes and an empty file arrive as they are, with nothing beside them', async () => {
    const folder = temporaryFolder();
    await writeFileAtomic(join(folder, 'text'), LONG_TEXT);
    await writeFileAtomic(join(folder, 'bytes'), new Uint8Array([0, 255, 10]));
    await writeFileAtomic(join(folder, 'empty'), '');
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe(LONG_TEXT);
    expect([...readFileSync(join(folder, 'bytes'))]).toEqual([0, 255, 10]);
    expect(readFileSync(join(folder, 'empty'), 'utf8')).toBe('');
    expect(readdirSync(folder).toSorted()).toEqual(['bytes', 'empty', 'text']);
  });

  test('pieces, text and bytes mixed, keep their order', async () => {
    const path = join(temporaryFolder(), 'mixed');
    const writer = await AtomicWriter.open(path);
    await writer.write('a');
    await writer.writeBytes(Buffer.from('b'));
    await writer.write('c');
    await writer.write('d');
    await writer.commit();
    expect(readFileSync(path, 'utf8')).toBe('abcd');
  });

  test('nothing is under its name until it is committed, and what was there stays readable', async () => {
    const path = join(temporaryFolder(), 'result.csv');
    writeFileSync(path, 'before');
    const writer = await AtomicWriter.open(path);
    await writer.write(LONG_TEXT);
    expect(readFileSync(path, 'utf8')).toBe('before');
    await writer.commit();
    expect(readFileSync(path, 'utf8')).toBe(LONG_TEXT);
  });

  test('a file that is left without commit is discarded', async () => {
    const folder = temporaryFolder();
    const work = async (): Promise<void> => {
      await using writer = await AtomicWriter.open(join(folder, 'result.csv'));
      await writer.write(LONG_TEXT);
      throw new Error('the work failed');
    };
    await expect(work()).rejects.toThrow('the work failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('writing after the end is a mistake of the program', async () => {
    const writer = await AtomicWriter.open(join(temporaryFolder(), 'x'));
    await writer.commit();
    await expect(writer.write('late')).rejects.toThrow(TypeError);
    await expect(writer.commit()).rejects.toThrow('committed already');
  });
});

describe('what the path may be', () => {
  test('a replaced file keeps its permissions', async () => {
    const path = join(temporaryFolder(), 'patients.csv');
    writeFileSync(path, 'before');
    chmodSync(path, 0o600);
    await writeFileAtomic(path, 'after');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a link stays a link and its file is replaced', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'file'), 'before');
    symlinkSync(join(folder, 'real', 'file'), join(folder, 'link'));
    await writeFileAtomic(join(folder, 'link'), 'after');
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real', 'file'), 'utf8')).toBe('after');
    expect(readdirSync(folder).toSorted()).toEqual(['link', 'real']);
  });

  test('a device is written to and not replaced', async () => {
    await writeFileAtomic('/dev/null', 'gone');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync('/dev').filter((name) => name.includes('null'))).toEqual(['null']);
  });

  test('a name as long as the file system allows', async () => {
    const path = join(temporaryFolder(), 'n'.repeat(255));
    await writeFileAtomic(path, 'x');
    expect(existsSync(path)).toBe(true);
  });

  test('a folder and a missing folder are wrong use, in one sentence', async () => {
    const folder = temporaryFolder();
    await expect(writeFileAtomic(folder, 'x')).rejects.toMatchObject({ code: 'usage.output-is-a-folder', exitCode: 2 });
    await expect(writeFileAtomic(join(folder, 'no', 'x'), 'x')).rejects.toMatchObject({
      code: 'usage.no-such-folder',
      exitCode: 2,
      details: { folder: join(folder, 'no') },
    });
  });
});

describe('a disk that fails at any call', () => {
  /** Open, three writes (two full buffers and the rest), sync, close, rename. */
  const CALLS = ['open', 'writeFile', 'writeFile', 'writeFile', 'sync', 'close', 'rename'];
  const writeAll = async (path: string, system: ReturnType<typeof failingFileSystem>): Promise<void> => {
    await using writer = await AtomicWriter.open(path, system);
    for (let piece = 0; piece < 5; piece++) await writer.write('x'.repeat(1 << 15));
    await writer.commit();
  };

  test('the list of calls is complete', async () => {
    const path = join(temporaryFolder(), 'x');
    const system = failingFileSystem(Number.POSITIVE_INFINITY, 'ENOSPC');
    await writeAll(path, system);
    expect(system.calls()).toEqual(CALLS);
  });

  describe.each(['ENOSPC', 'EDQUOT', 'EIO', 'EACCES'])('%s', (code) => {
    test.each(CALLS.map((call, index) => [index, call] as const))(
      'at call %i (%s): the old file is untouched, nothing is left beside it, exit 5',
      async (index) => {
        const folder = temporaryFolder();
        const path = join(folder, 'result.csv');
        writeFileSync(path, 'before');
        await expect(writeAll(path, failingFileSystem(index, code))).rejects.toMatchObject({
          code: 'machine.cannot-write',
          exitCode: 5,
          details: { path, systemCode: code },
          cause: { code },
        });
        expect(readFileSync(path, 'utf8')).toBe('before');
        expect(readdirSync(folder)).toEqual(['result.csv']);
      },
    );
  });
});
