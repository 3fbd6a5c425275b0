import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SPLIT_PARTS } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { FileSystem } from '../../files/file-system.ts';
import { isSystemError } from '../../files/system-error.ts';
import { writeFileAtomic } from '../../files/write-file-atomic.ts';
import { openFailure } from '../missing-file.ts';
import { type Split, splitContentSchema } from '../split.ts';
import { readSplitCsv } from './split-csv.ts';
import { hashOfSplit, sealSplit } from './split-hash.ts';

const splitFileSchema = splitContentSchema.extend({ hash: z.string().optional() });

/**
 * Reads a split that `writeSplit` wrote, or one written by hand as CSV (`readSplitCsv`). A file without `hash` is taken
 * as it is.
 *
 * @throws LeukoscopeError `split.hash` if the file was changed after it was written, `split.format`,
 * `split.duplicate-name`, and what `readSplitCsv` throws.
 */
export async function readSplit(file: string): Promise<Split> {
  const text = await readText(file);
  if (!text.trimStart().startsWith('{')) return readSplitCsv(file);
  const parsed = splitFileSchema.safeParse(parseJson(text, file));
  if (!parsed.success) {
    throw formatFailure(parsed.error, file, parsed.error.issues[0]?.path.join('.') ?? '');
  }
  const { hash: written, ...content } = parsed.data;
  requireOncePerName(content.parts, file);
  if (written !== undefined && written !== hashOfSplit(content)) throw new LeukoscopeError('split.hash', { file });
  return sealSplit(content);
}

/**
 * Writes a split as readable JSON, one name a line, whole or not at all.
 *
 * @throws LeukoscopeError as `writeFileAtomic` does.
 */
export async function writeSplit(file: string, split: Split, system?: FileSystem): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(split, null, 2)}\n`, system);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const isFolder = isSystemError(error) && error.code === 'EISDIR';
    throw isFolder ? formatFailure(error, file, '') : openFailure(error, file);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw formatFailure(error, file, '');
  }
}

function formatFailure(cause: unknown, file: string, where: string): LeukoscopeError {
  return new LeukoscopeError('split.format', { file, where }, { cause });
}

function requireOncePerName(parts: Split['parts'], file: string): void {
  const seen = new Set<string>();
  for (const name of SPLIT_PARTS.flatMap((part) => parts[part])) {
    if (seen.has(name)) throw new LeukoscopeError('split.repeated-name', { file, name });
    seen.add(name);
  }
}
