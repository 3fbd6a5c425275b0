import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** Linux keeps a file system in memory here, which has nothing to wait for when a file is synchronised. */
const IN_MEMORY = '/dev/shm';

/**
 * A new folder that is removed when the running test ends, in memory where the system has that: for tests that write
 * checkpoints by the hundred, each of which waits for the disk.
 */
export function fastFolder(): string {
  const path = newFolder();
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** As `fastFolder`, for all tests of a file: called outside of them, and gone when the last one has ended. */
export function fastFolderOfFile(): string {
  const path = newFolder();
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function newFolder(): string {
  return mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'leukoscope-'));
}
