import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Language } from '../../errors/entry.ts';
import { errorFrom } from '../../errors/error-from.ts';
import type { ProgressEvent } from '../../progress/progress.ts';
import type { Json } from '../../store/rows.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/leukoscope.js');

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
  /** Of the pages that it writes; what it prints is the same in all. */
  readonly language?: Language;
}

/**
 * Runs our own command line in a process of its own: it saves its state when it is interrupted, and one that runs out of
 * memory takes no server with it.
 *
 * @returns the document that it prints. @throws LeukoscopeError that it ended with; the signal's reason if it is aborted.
 */
export async function runProgram(
  words: readonly string[],
  { signal, onProgress, language = 'en' }: RunOptions,
): Promise<Json> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [PROGRAM, ...words, '--json', '--progress', 'json', '--lang', language], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  createInterface({ input: child.stderr }).on('line', (line) => {
    const event = progressIn(line);
    if (event !== null) onProgress(event);
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  try {
    await new Promise((ended, failed) => child.once('close', ended).once('error', failed));
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
  signal.throwIfAborted();
  return documentOf(printed);
}

function progressIn(line: string): ProgressEvent | null {
  if (!line.startsWith('{"progress":')) return null;
  return (JSON.parse(line) as { readonly progress: ProgressEvent }).progress;
}

const failureSchema = z.object({ error: z.object({ code: z.string(), details: z.unknown() }) });

function documentOf(printed: string): Json {
  const line = printed.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error('the program ended without a document');
  const document: Json = JSON.parse(line);
  const failure = failureSchema.safeParse(document);
  if (!failure.success) return document;
  throw errorFrom(failure.data.error) ?? new Error('the program failed');
}
