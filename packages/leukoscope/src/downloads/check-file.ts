import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFailure } from '../files/system-error.ts';
import type { Progress } from '../progress/progress.ts';
import type { Checksums } from './remote-file.ts';

/** What a file on the disk really is. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
  readonly md5: string;
}

/** The first way in which a file is not the expected one. */
export interface FileFault {
  readonly what: 'length' | 'sha256' | 'md5';
  readonly got: string;
  readonly expected: string;
}

/**
 * Reads a file once to its end. From the disk, not from what was received: what is checked is what will be used.
 *
 * @param totalBytes for the progress
 * @throws LeukoscopeError usage.no-such-file, usage.not-a-file, machine.cannot-read; the signal's reason if it aborts
 */
export async function readFacts(
  path: string,
  totalBytes: number,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<FileFacts> {
  const hashes = { sha256: createHash('sha256'), md5: createHash('md5') };
  const report = (done: number, ended: boolean) =>
    progress.report({ stage: 'hash', unit: 'bytes', done, total: totalBytes, ended });
  let bytes = 0;
  report(0, false);
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
      hashes.sha256.update(piece);
      hashes.md5.update(piece);
      bytes += piece.length;
      report(bytes, false);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw readFailure(error, path);
  }
  report(bytes, true);
  return { bytes, sha256: hashes.sha256.digest('hex'), md5: hashes.md5.digest('hex') };
}

/** @returns `null` if the file is as expected, as far as anything is */
export function findFault(
  facts: FileFacts,
  expected: { bytes: number | null; checksums: Checksums },
): FileFault | null {
  if (expected.bytes !== null && facts.bytes !== expected.bytes) {
    return { what: 'length', got: String(facts.bytes), expected: String(expected.bytes) };
  }
  for (const what of ['sha256', 'md5'] as const) {
    const wanted = expected.checksums[what];
    if (wanted !== undefined && facts[what] !== wanted) return { what, got: facts[what], expected: wanted };
  }
  return null;
}
