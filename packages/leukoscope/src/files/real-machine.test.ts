/** The file helpers against a disk that is really full and a user who really may not write. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canBeNobody, canMount, nodeAsNobody, readableFolder, smallDisk } from '../../test/system-tools.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { AtomicWriter } from './atomic-writer.ts';
import { lockFolder } from './folder-lock.ts';
import { createOutputFolder } from './output-folder.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

describe.skipIf(!canMount)('a full disk of 64 KiB (needs root and mount)', () => {
  const BLOCK = Buffer.alloc(48 * 1024, 1);

  test('a file that does not fit leaves the old one and the free space as they were', async () => {
    const disk = smallDisk(64);
    const path = join(disk, 'model.onnx');
    await writeFileAtomic(path, 'before');
    await expect(writeFileAtomic(path, Buffer.alloc(128 * 1024))).rejects.toMatchObject({
      code: 'machine.cannot-write',
      exitCode: 5,
      details: { path, systemCode: 'ENOSPC' },
    });
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(disk)).toEqual(['model.onnx']);
    await writeFileAtomic(join(disk, 'fits'), BLOCK);
  });

  test('replacing a file for which there is no room twice fails and keeps it', async () => {
    const disk = smallDisk(64);
    await writeFileAtomic(join(disk, 'checkpoint'), BLOCK);
    await expect(writeFileAtomic(join(disk, 'checkpoint'), Buffer.alloc(48 * 1024, 2))).rejects.toMatchObject({
      exitCode: 5,
    });
    expect(readFileSync(join(disk, 'checkpoint')).equals(BLOCK)).toBe(true);
  });

  test('a long output stops at the first piece that does not fit', async () => {
    const disk = smallDisk(64);
    await using writer = await AtomicWriter.open(join(disk, 'cells.csv'));
    const writeOn = async (): Promise<void> => {
      for (let line = 0; line < 10_000; line++) await writer.write('cell,0.123456789,atypical\n');
    };
    await expect(writeOn()).rejects.toMatchObject({ code: 'machine.cannot-write' });
    expect(readdirSync(disk)).toEqual([]);
  });

  test('no room for a lock is told as such, and leaves nothing', async () => {
    const disk = smallDisk(64);
    const run = join(disk, 'run');
    mkdirSync(run);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(64 * 1024));
    await expect(lockFolder(run, { command: 'leukoscope train' })).rejects.toMatchObject({
      code: 'machine.cannot-write',
      details: { systemCode: 'ENOSPC' },
    });
    expect(readdirSync(run)).toEqual([]);
  });
});

describe.skipIf(!canBeNobody)('as nobody (needs root and setpriv)', () => {
  test.each([
    ['write-file-atomic.ts', "await writeFileAtomic('FOLDER/x', 'text')"],
    ['output-folder.ts', "await createOutputFolder('FOLDER/run')"],
    ['folder-lock.ts', "await lockFolder('FOLDER', { command: 'test' })"],
  ])('%s: permission denied is exit 5 and names the place', (file, statement) => {
    const folder = readableFolder();
    const error = asNobody(file, statement.replace('FOLDER', folder));
    expect(error).toMatchObject({ code: 'machine.cannot-write', exitCode: 5, systemCode: 'EACCES' });
    expect(error.message).toContain(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file that may not be read is machine.cannot-read', () => {
    const path = join(readableFolder(), 'private.png');
    writeFileSync(path, 'x', { mode: 0o600 });
    expect(asNobody('hash-files.ts', `await hashFiles(['${path}'])`)).toMatchObject({
      code: 'machine.cannot-read',
      systemCode: 'EACCES',
    });
  });
});

test('a folder for results: made with its parents, taken if empty, refused if not, and never a file', async () => {
  const folder = temporaryFolder();
  await createOutputFolder(join(folder, 'a', 'b'));
  await createOutputFolder(join(folder, 'a', 'b'));
  writeFileSync(join(folder, 'a', 'b', 'result'), 'x');
  await expect(createOutputFolder(join(folder, 'a', 'b'))).rejects.toMatchObject({
    code: 'usage.output-not-empty',
    exitCode: 2,
    details: { path: join(folder, 'a', 'b') },
  });
  const locked = join(folder, 'locked');
  await createOutputFolder(locked);
  await using _lock = await lockFolder(locked, { command: 'leukoscope train' });
  await createOutputFolder(locked);
  const file = join(folder, 'a', 'b', 'result');
  await expect(createOutputFolder(file)).rejects.toMatchObject({ code: 'usage.output-not-a-folder', exitCode: 2 });
  await expect(createOutputFolder(join(file, 'c'))).rejects.toMatchObject({ code: 'usage.output-not-a-folder' });
});

interface ReportedError {
  readonly code: string;
  readonly exitCode: number;
  readonly message: string;
  readonly systemCode: string;
}

/** Runs a statement of the named file as a user without rights and gives the error it ends with. */
function asNobody(file: string, statement: string): ReportedError {
  const functionName = /await (\w+)/.exec(statement)![1]!;
  const script = `
    import { ${functionName} } from ${JSON.stringify(new URL(file, import.meta.url).href)};
    try { ${statement}; } catch ({ code, exitCode, message, details }) {
      console.log(JSON.stringify({ code, exitCode, message, systemCode: details?.systemCode }));
    }`;
  const { stdout, stderr } = nodeAsNobody(['--input-type=module', '--eval', script]);
  if (stdout === '') throw new Error(`the statement raised no error as nobody: ${stderr}`);
  return JSON.parse(stdout);
}
