import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  readonly file: (name: string) => string;
}

/** A folder with these files, by their relative path, that is gone when the test ends (`await using`). */
export async function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'leukoscope-datasets-')));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return {
    path,
    file: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
