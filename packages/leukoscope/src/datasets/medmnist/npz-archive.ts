import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ArchiveFault } from '../../errors/npz-errors.ts';
import { isSystemError, readFailure } from '../../files/system-error.ts';

const MOST_MEMBERS = 64;
const MEBIBYTE = 1 << 20;
/** BloodMNIST at 224 px has 2.6 GB. */
const MOST_BYTES = 8192 * MEBIBYTE;
/** Pictures of cells shrink to a half at best; what grows a hundredfold holds none. Small members may, as labels do. */
const MOST_GROWTH = 100;
const SMALL_BYTES = 4 * MEBIBYTE;
/** Methods of compression that `numpy.savez` and `numpy.savez_compressed` use. */
const STORED = 0;
const DEFLATED = 8;

/** One array of an `.npz` file, not yet read. */
export interface NpzMember {
  /** As in the archive, with `.npy`. */
  readonly name: string;
  /** Once unpacked; what the archive says is checked while reading. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** Its bytes, unpacked as they are asked for, and checked: too many or too few, or a wrong checksum, is an error. */
  readonly read: () => AsyncGenerator<Buffer, void>;
}

/** An open `.npz` file. Its members can be read in any order and more than once. */
export interface NpzArchive extends Disposable {
  /** By the array's name, without `.npy`. Other files are left out. */
  readonly arrays: ReadonlyMap<string, NpzMember>;
}

/**
 * Opens the ZIP archive that an `.npz` file is. Names are looked up and never used as paths.
 *
 * @param mostBytes what the arrays may have together, unpacked.
 * @throws LeukoscopeError `npz.bad-archive`, `npz.too-large`, `usage.no-such-file`, `usage.not-a-file`, `machine.cannot-read`.
 */
export async function openNpz(path: string, mostBytes: number = MOST_BYTES): Promise<NpzArchive> {
  const zip = await openZip(path);
  try {
    const arrays = new Map<string, NpzMember>();
    for (const entry of await entriesOf(zip, path)) {
      const where = { path, member: nameOf(entry) };
      checkEntry(entry, where);
      if (!where.member.endsWith('.npy')) continue;
      const array = where.member.slice(0, -'.npy'.length);
      if (arrays.has(array)) throw badArchive('duplicate', where);
      const read = () => readEntry(zip, entry, where);
      const { uncompressedSize: bytes, compressedSize: packedBytes } = entry;
      arrays.set(array, { name: where.member, bytes, packedBytes, read });
    }
    checkSum(arrays, { path, mostBytes });
    return { arrays, [Symbol.dispose]: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    throw zipFailure(error, 'structure', { path, member: null });
  }
}

async function entriesOf(zip: ZipFile, path: string): Promise<Entry[]> {
  if (zip.entryCount > MOST_MEMBERS) throw badArchive('members', { path, member: null });
  try {
    return await Array.fromAsync(zip.eachEntry());
  } catch (error) {
    throw zipFailure(error, 'structure', { path, member: null });
  }
}

/** Not decoded by the library, so that a name that is a trap can be told from an archive that is broken. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

function checkEntry(entry: Entry, where: { path: string; member: string }): void {
  if (validateFileName(where.member) !== null) throw badArchive('name', where);
  if (entry.isEncrypted()) throw badArchive('encrypted', where);
  const { compressionMethod, uncompressedSize: bytes, compressedSize: packedBytes } = entry;
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw badArchive('method', where);
  const limitBytes = Math.max(SMALL_BYTES, packedBytes * MOST_GROWTH);
  if (bytes > limitBytes) throw new LeukoscopeError('npz.too-large', { ...where, bytes, packedBytes, limitBytes });
}

/** Members that each grow within the limit may be too much all the same, together or one alone. */
function checkSum(
  arrays: ReadonlyMap<string, NpzMember>,
  { path, mostBytes }: { path: string; mostBytes: number },
): void {
  let sum = 0;
  for (const { name, bytes, packedBytes } of arrays.values()) {
    sum += bytes;
    if (sum <= mostBytes) continue;
    throw new LeukoscopeError('npz.too-large', { path, member: name, bytes: sum, packedBytes, limitBytes: mostBytes });
  }
}

async function* readEntry(zip: ZipFile, entry: Entry, where: Where): AsyncGenerator<Buffer, void> {
  let checksum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw zipFailure(error, 'data', where);
  }
  if (checksum !== entry.crc32) throw badArchive('checksum', where);
}

interface Where {
  readonly path: string;
  readonly member: string | null;
}

function badArchive(fault: ArchiveFault, where: Where, cause?: unknown): LeukoscopeError {
  return new LeukoscopeError('npz.bad-archive', { ...where, fault }, { cause });
}

/** What yauzl and zlib throw is always about the file: neither has another cause to fail. */
function zipFailure(error: unknown, fault: ArchiveFault, where: Where): unknown {
  return isSystemError(error) ? readFailure(error, where.path) : badArchive(fault, where, error);
}
