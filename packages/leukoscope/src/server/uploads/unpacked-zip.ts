import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackZip } from '../../downloads/unpack-zip.ts';
import { readFailure } from '../../files/system-error.ts';

/** How every ZIP archive with something in it begins. */
const ZIP_START = Buffer.from('PK\x03\x04', 'latin1');

export function beginsAsZip(bytes: Uint8Array): boolean {
  return ZIP_START.equals(bytes.subarray(0, ZIP_START.length));
}

/** By its content; a folder is none. @throws LeukoscopeError `usage.no-such-file`, `machine.cannot-read`. */
export async function isZipFile(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    if ((await file.stat()).isDirectory()) return false;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP_START.length), 0, ZIP_START.length, 0);
    return beginsAsZip(buffer.subarray(0, bytesRead));
  } catch (error) {
    throw readFailure(error, path);
  }
}

/** Gives what a ZIP file holds as a folder, which is gone afterwards. @throws LeukoscopeError as `unpackZip`. */
export async function withUnpacked<Value>(
  path: string,
  { scratch, signal }: { readonly scratch: string; readonly signal: AbortSignal },
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'zip-'));
  try {
    await unpackZip(path, folder, { progress: { report: () => undefined }, signal });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
