import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { SPLIT_PARTS } from '../../cells/cell.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import { readFailure, writeFailure } from '../file-failure.ts';
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
 * Writes a split as readable JSON, one name a line, to a temporary file that is then renamed.
 *
 * @throws LeukoscopeError `machine.cannot-write`.
 */
export async function writeSplit(file: string, split: Split): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(`${JSON.stringify(split, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, file);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw readFailure(error, file);
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
