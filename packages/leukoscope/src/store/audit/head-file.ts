import { z } from 'zod';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readIfThere } from '../../files/read-if-there.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import type { AuditHead } from '../rows.ts';

const headSchema = z.strictObject({ seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** Writes the head of a trail as a file to keep elsewhere. @throws LeukoscopeError machine.cannot-write */
export async function writeHeadFile(path: string, { seq, hash }: AuditHead): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify({ seq, hash })}\n`);
}

/** @throws LeukoscopeError usage.no-such-file, store.not-a-head, machine.cannot-read */
export async function readHeadFile(path: string): Promise<AuditHead> {
  const bytes = await readIfThere(path);
  if (bytes === null) throw new LeukoscopeError('usage.no-such-file', { path });
  try {
    return headSchema.parse(JSON.parse(bytes.toString()));
  } catch (cause) {
    throw notAHead(path, cause);
  }
}

function notAHead(path: string, cause: unknown): LeukoscopeError {
  return new LeukoscopeError('store.not-a-head', { path }, { cause });
}
