import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { isSystemError, readFailure } from '../../files/system-error.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';

const RECORD_NAME = 'leukoscope-source.json';

const recordSchema = z.object({
  format: z.literal('leukoscope-source/1'),
  id: z.string(),
  page: z.string(),
  licence: z.string(),
  citations: z.array(z.string()),
  files: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      md5: z.string(),
      fetched: z.iso.datetime(),
    }),
  ),
});

/**
 * What was got, from where, under which terms: lies beside the files, so that nobody who finds them has to ask. The
 * sha256 of the first time is what later downloads of the same address are held to.
 */
export type SourceRecord = z.infer<typeof recordSchema>;

/** @returns `null` if nothing was got there yet. @throws LeukoscopeError download.bad-record, machine.cannot-read */
export async function readRecord(folder: string): Promise<SourceRecord | null> {
  const path = join(folder, RECORD_NAME);
  try {
    return recordSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw recordFailure(error, path);
  }
}

function recordFailure(error: unknown, path: string): unknown {
  const isOther = error instanceof SyntaxError || error instanceof z.ZodError;
  return isOther ? new LeukoscopeError('download.bad-record', { path }, { cause: error }) : readFailure(error, path);
}

/** @throws LeukoscopeError machine.cannot-write */
export async function writeRecord(folder: string, record: SourceRecord): Promise<void> {
  await writeFileAtomic(join(folder, RECORD_NAME), `${JSON.stringify(record, null, 2)}\n`);
}
