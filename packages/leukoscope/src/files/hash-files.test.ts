import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { hashFiles } from './hash-files.ts';

/** From FIPS 180-2 and `sha256sum /dev/null`. */
const SHA256 = {
  abc: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  '': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

test('the hashes stand in the order of the paths, however many files there are', async () => {
  const folder = temporaryFolder();
  const paths = Array.from({ length: 50 }, (_, at) => join(folder, String(at)));
  for (const [at, path] of paths.entries()) writeFileSync(path, at % 3 === 0 ? 'abc' : '');
  const told: number[] = [];
  const hashes = await hashFiles(paths, { onFile: (done) => told.push(done) });
  expect(hashes).toEqual(paths.map((_, at) => SHA256[at % 3 === 0 ? 'abc' : '']));
  expect(told).toEqual(paths.map((_, at) => at + 1));
});

test('a missing file and a folder end it, by name', async () => {
  const path = join(temporaryFolder(), 'no.png');
  await expect(hashFiles([path])).rejects.toMatchObject({
    code: 'usage.no-such-file',
    exitCode: 3,
    details: { path },
  });
  await expect(hashFiles([dirname(path)])).rejects.toMatchObject({ code: 'usage.not-a-file', exitCode: 3 });
});

test('an aborted signal ends it with its reason', async () => {
  const path = join(temporaryFolder(), 'a');
  writeFileSync(path, 'abc');
  const reason = new Error('enough');
  await expect(hashFiles([path], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
