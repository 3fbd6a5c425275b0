import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MEDMNIST_LABELS, medMnistFile, SIDE_PX } from '../testing/medmnist-file.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { unpackBloodMnist } from './unpack.ts';
import { imagesOf } from './unpacked-folder.ts';

const LABELS = { ...MEDMNIST_LABELS, train: new Array<number>(500).fill(6) };
/** A process takes a while to start on a machine that does other things too. */
const PATIENT_MS = 60_000;

/** A process that unpacks the file, and does this after each message of progress. */
function unpacking(path: string, folder: string, then = ''): ChildProcess {
  const script = `
    import { unpackBloodMnist } from ${JSON.stringify(join(import.meta.dirname, 'unpack.ts'))};
    const onProgress = ({ stage, done }) => { ${then} };
    await unpackBloodMnist(${JSON.stringify(path)}, { folder: ${JSON.stringify(folder)}, onProgress });
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
}

describe('processes that unpack one file', { timeout: PATIENT_MS }, () => {
  it('can be killed: what they leave is no set, and goes with the next', async () => {
    await using folder = await temporaryFolder({ 'bloodmnist.npz': medMnistFile({}, LABELS) });
    const [path, kept] = [folder.file('bloodmnist.npz'), folder.file('kept')];
    const killed = unpacking(path, kept, `if (stage === 'write' && done > 0) process.kill(process.pid, 'SIGKILL');`);
    expect(await once(killed, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await readdir(kept)).toEqual([expect.stringMatching(/^\.bloodmnist-[0-9a-f]{16}\.tmp-/)]);

    const set = await unpackBloodMnist(path, { folder: kept });
    expect(imagesOf(set.index)).toHaveLength(505);
    expect(await readdir(kept)).toEqual([basename(set.folder)]);
  });

  it('can be two at once', async () => {
    await using folder = await temporaryFolder({ 'bloodmnist.npz': medMnistFile({}, LABELS) });
    const [path, kept] = [folder.file('bloodmnist.npz'), folder.file('kept')];
    const both = [unpacking(path, kept), unpacking(path, kept)];
    expect(await Promise.all(both.map((child) => once(child, 'exit')))).toEqual([
      [0, null],
      [0, null],
    ]);
    const { folder: set, index } = await unpackBloodMnist(path, { folder: kept });
    expect(await readdir(kept)).toEqual([basename(set)]);
    for (const { folder: classFolder, fileName } of imagesOf(index)) {
      expect((await stat(join(set, classFolder, fileName))).size).toBe(140 + SIDE_PX * SIDE_PX * 3);
    }
  });
});
