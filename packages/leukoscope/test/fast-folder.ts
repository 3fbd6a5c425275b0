import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Linux keeps a file system in memory here, which has nothing to wait for when a file is synchronised. */
const IN_MEMORY = '/dev/shm';

/**
 * A new folder that is removed when the running test ends, in memory where the system has that: for tests that write
 * checkpoints by the hundred, each of which waits for the disk.
 */
export function fastFolder(): string {
  const path = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'leukoscope-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
