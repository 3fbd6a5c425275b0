import { AtomicWriter } from './atomic-writer.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';

/**
 * Writes a whole file at once, or leaves everything as it was.
 *
 * @param data text is written as UTF-8
 * @throws LeukoscopeError machine.cannot-write, usage.no-such-folder, usage.output-is-a-folder
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  system: FileSystem = nodeFileSystem,
): Promise<void> {
  await using writer = await AtomicWriter.open(path, system);
  await (typeof data === 'string' ? writer.write(data) : writer.writeBytes(data));
  await writer.commit();
}
