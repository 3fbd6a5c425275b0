/** Downloads on a machine that refuses: no network, no room, no permission. */
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt, CONTENT, failed, SHA256 } from '../../test/attempt-download.ts';
import { failingFileSystem } from '../../test/failing-file-system.ts';
import { listening, silent, whole } from '../../test/file-server.ts';
import { canBeNobody, canMount, nodeAsNobody, readableFolder, smallDisk } from '../../test/system-tools.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { lockFolder } from '../files/folder-lock.ts';

describe('no way there', () => {
  test('offline nothing is asked, and what would be is told', async () => {
    const { result, ranges } = await attempt({ answers: [whole(CONTENT)], options: { offline: true } });
    expect([result, ranges]).toEqual([failed('download.offline', 5, { bytes: 300_000 }), []]);
  });

  test('a port where nobody listens, a name that nobody has', async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    const refused = await attempt({ answers: [silent], file: { url: `http://127.0.0.1:${port}/file` } });
    expect(refused.result).toEqual(failed('download.no-connection', 5, { trouble: 'refused', attempts: 1 }));
    const unknown = await attempt({ answers: [silent], file: { url: 'http://nobody.invalid/file' } });
    expect(unknown.result).toEqual(failed('download.no-connection', 5, { trouble: 'name-unknown', attempts: 1 }));
  });
});

describe('a machine that refuses', () => {
  test('too little room is told before anything is asked', async () => {
    const options = { freeBytes: () => Promise.resolve(1000) };
    const { result, ranges, names } = await attempt({ answers: [whole(CONTENT)], options });
    expect(result).toEqual(failed('download.no-room', 5, { neededBytes: 300_000, freeBytes: 1000 }));
    expect([ranges, names()]).toEqual([[], []]);
  });

  test('only the rest of a part needs room', async () => {
    const part = { content: CONTENT.subarray(0, 200_000), etag: '"one"' };
    const { result } = await attempt({
      answers: [whole(CONTENT)],
      part,
      options: { freeBytes: () => Promise.resolve(100_000) },
    });
    expect(result).toMatchObject({ status: 'fetched' });
  });

  test('whatever call fails, it is exit 5, never a wrong file, and the next call succeeds', async () => {
    const failedCalls = new Set<string>();
    // How many writes there are depends on how the file comes over the network.
    for (let failing = 0; ; failing++) {
      const folder = temporaryFolder();
      const system = failingFileSystem(failing, 'ENOSPC');
      const { result, target } = await attempt({ answers: [whole(CONTENT)], folder, options: { system } });
      const call = system.calls()[failing];
      if (call === undefined) break;
      failedCalls.add(call);
      expect(result, `${failing} ${call}`).toMatchObject({ code: 'machine.cannot-write', exitCode: 5 });
      expect(existsSync(target)).toBe(false);
      expect((await attempt({ answers: [whole(CONTENT)], folder })).result).toMatchObject({ sha256: SHA256 });
    }
    expect([...failedCalls].toSorted()).toEqual(['close', 'open', 'rename', 'sync', 'writeFile']);
  });

  test.skipIf(!canMount)('a disk that is really full (needs root and mount)', async () => {
    const folder = join(smallDisk(128), 'set');
    mkdirSync(folder);
    const options = { freeBytes: () => Promise.resolve(1e9) };
    const { result, names } = await attempt({ answers: [whole(CONTENT)], folder, options });
    expect(result).toEqual(failed('machine.cannot-write', 5, { systemCode: 'ENOSPC' }));
    expect(names()).toEqual(['file.npz.part', 'file.npz.part.json']);
    const again = await attempt({ answers: [whole(CONTENT)], folder });
    expect(again.result).toEqual(failed('download.no-room', 5));
  });

  test('a folder in which another process works is refused', async () => {
    const folder = temporaryFolder();
    await using _lock = await lockFolder(folder, { command: 'other' });
    const { result, ranges } = await attempt({ answers: [whole(CONTENT)], folder });
    expect([result, ranges]).toEqual([failed('usage.folder-in-use', 4, { command: 'other' }), []]);
  });

  test.skipIf(!canBeNobody)('a folder that may not be written (needs root and setpriv)', () => {
    const folder = readableFolder();
    const statement = `
      import { download } from ${JSON.stringify(new URL('download.ts', import.meta.url).href)};
      const file = { url: 'https://example.invalid/x', bytes: 1, checksums: {}, page: '' };
      const options = { http: null, progress: { report() {} }, signal: new AbortController().signal, command: 'test' };
      await download(file, '${folder}/x', options).catch(({ code, exitCode }) => console.log(code, exitCode));`;
    const { stdout } = nodeAsNobody(['--conditions=source', '--input-type=module', '--eval', statement]);
    expect(stdout).toBe('machine.cannot-write 5\n');
  });
});
