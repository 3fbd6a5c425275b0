import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProgressUpdate } from '../../progress/progress.ts';
import { MEDMNIST_LABELS, medMnistFile, SIDE_PX } from '../testing/medmnist-file.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import type { UnpackOptions } from '../unpacked/unpack-options.ts';
import { temporaryUnpackFolder } from '../unpacked/unpack-place.ts';
import { type UnpackedSet, unpackBloodMnist } from './unpack.ts';
import { imagesOf } from './unpacked-folder.ts';

const FILE = 'bloodmnist.npz';

function unpack(folder: TemporaryFolder, options: Partial<UnpackOptions> = {}): Promise<UnpackedSet> {
  return unpackBloodMnist(folder.file(FILE), { folder: folder.file('kept'), ...options });
}

function pathsOf({ folder, index }: UnpackedSet): string[] {
  return imagesOf(index).map((image) => join(folder, image.folder, image.fileName));
}

describe('what was unpacked', () => {
  it('is found again, and not written again', async () => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    const first = await unpack(folder);
    const written = await stat(pathsOf(first)[3]!);
    expect(await unpack(folder)).toEqual(first);
    expect(await stat(pathsOf(first)[3]!)).toEqual(written);
    expect(await readdir(folder.file('kept'))).toEqual([basename(first.folder)]);
  });

  it('is another folder for another file of the same name, and the same for a copy', async () => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    const first = await unpack(folder);
    await copyFile(folder.file(FILE), folder.file('bloodmnist_copy.npz'));
    const copied = await unpackBloodMnist(folder.file('bloodmnist_copy.npz'), { folder: folder.file('kept') });
    expect(copied.folder.slice(-16)).toBe(first.folder.slice(-16));
    await writeFile(folder.file(FILE), medMnistFile({}, { ...MEDMNIST_LABELS, val: [1] }));
    const second = await unpack(folder);
    expect([basename(second.folder) === basename(first.folder), pathsOf(second).length]).toEqual([false, 13]);
  });

  type Damage = (set: UnpackedSet) => Promise<unknown>;
  it.each<[string, Damage]>([
    ['an image is gone', (set) => rm(pathsOf(set)[0]!)],
    ['an image is cut short', (set) => truncate(pathsOf(set)[0]!, 100)],
    ['the index is gone', (set) => rm(join(set.folder, 'index.json'))],
    ['the index is damaged', (set) => writeFile(join(set.folder, 'index.json'), '{"format":')],
    ['the index says something else', (set) => writeFile(join(set.folder, 'index.json'), '{"labels":"0123"}')],
    [
      'the index is of another file',
      (set) => writeFile(join(set.folder, 'index.json'), JSON.stringify({ ...set.index, source: 'x' })),
    ],
    [
      'a folder is a file',
      (set) => rm(join(set.folder, 'val'), { recursive: true }).then(() => writeFile(join(set.folder, 'val'), '')),
    ],
    ['all of it is a file', (set) => rm(set.folder, { recursive: true }).then(() => writeFile(set.folder, ''))],
  ])('is unpacked anew where %s', async (_, damage) => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    const first = await unpack(folder);
    const before = await readFile(pathsOf(first)[0]!);
    await damage(first);
    expect(await unpack(folder)).toEqual(first);
    expect(await readFile(pathsOf(first)[0]!)).toEqual(before);
    expect(await readdir(folder.file('kept'))).toEqual([basename(first.folder)]);
  });

  it('is whole for each of several who unpack at once', async () => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    const sets = await Promise.all(Array.from({ length: 4 }, () => unpack(folder)));
    for (const set of sets) {
      expect(set).toEqual(sets[0]);
      const sizes = await Promise.all(pathsOf(set).map(async (path) => (await stat(path)).size));
      expect(new Set(sizes)).toEqual(new Set([SIDE_PX * SIDE_PX * 3 + 140]));
    }
    expect(await readdir(folder.file('kept'))).toEqual([basename(sets[0]!.folder)]);
  });

  it('leaves nothing when it is broken off, and tells how far it is', async () => {
    const labels = { ...MEDMNIST_LABELS, train: new Array(300).fill(4) };
    await using folder = await temporaryFolder({ [FILE]: medMnistFile({}, labels) });
    const controller = new AbortController();
    const seen: ProgressUpdate[] = [];
    const onProgress = (update: ProgressUpdate): void => {
      seen.push(update);
      if (update.stage === 'write' && update.done > 0) controller.abort(new Error('enough'));
    };
    await expect(unpack(folder, { onProgress, signal: controller.signal })).rejects.toThrowError('enough');
    expect(await readdir(folder.file('kept'))).toEqual([]);
    expect(seen.find(({ stage }) => stage === 'write')).toEqual({
      stage: 'write',
      unit: 'images',
      done: 0,
      total: 305,
    });
    expect(seen.findLast(({ stage }) => stage === 'hash')).toMatchObject({ unit: 'bytes', done: seen[0]!.total });
    expect(seen.at(-1)!.done).toBeLessThan(305);
  });

  it('is not begun for a signal that has aborted', async () => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    await expect(unpack(folder, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrowError('never');
    expect(await readdir(folder.path)).toEqual([FILE]);
  });

  it('replaces what a process that died left, and leaves what a living one is at', async () => {
    await using folder = await temporaryFolder({ [FILE]: medMnistFile() });
    const { folder: unpacked } = await unpack(folder);
    await rm(unpacked, { recursive: true });
    // No process has the largest number there is.
    const [dead, living] = [2_147_483_647, process.pid].map(
      (pid) => `.${basename(unpacked)}.tmp-${hostname()}-${pid}-0123abcd`,
    );
    await mkdir(folder.file(`kept/${dead}/train`), { recursive: true });
    await mkdir(folder.file(`kept/${living}`));
    await unpack(folder);
    expect((await readdir(folder.file('kept'))).toSorted()).toEqual([living, basename(unpacked)]);
  });
});

describe.skipIf(process.platform === 'win32')('the place among temporary files (needs owners of files)', () => {
  it('is the same each time, and another where others may write', async () => {
    await using folder = await temporaryFolder({});
    const own = await temporaryUnpackFolder(folder.path);
    expect(await temporaryUnpackFolder(folder.path)).toBe(own);
    expect((await stat(own)).mode & 0o777).toBe(0o700);
    await chmod(own, 0o777);
    const fresh = await temporaryUnpackFolder(folder.path);
    expect([fresh === own, (await stat(fresh)).mode & 0o777]).toEqual([false, 0o700]);
  });
});
