import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ErrorCode } from '../../errors/table.ts';
import type { ProgressEvent } from '../../progress/progress.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/leukoscope.js');

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
}

/**
 * Runs our own command line in a process of its own: it saves its state when it is interrupted, and one that runs out of
 * memory takes no server with it.
 *
 * @returns the document that it prints. @throws LeukoscopeError that it ended with; the signal's reason if it is aborted.
 */
export async function runProgram(words: readonly string[], { signal, onProgress }: RunOptions): Promise<unknown> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [PROGRAM, ...words, '--json', '--progress', 'json', '--lang', 'en'], {
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

interface Failure {
  readonly code: string;
  readonly details: unknown;
}

function documentOf(printed: string): unknown {
  const line = printed.trim().split('\n').at(-1) ?? '';
  if (line === '') throw new Error('the program ended without a document');
  const document = JSON.parse(line) as { readonly error?: Failure };
  const { error } = document;
  if (error === undefined) return document;
  if (error.code === 'internal') throw new Error('the program failed');
  throw new LeukoscopeError(error.code as ErrorCode, error.details as never);
}
