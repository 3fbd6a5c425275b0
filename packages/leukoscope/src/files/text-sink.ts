import type { Writable } from 'node:stream';
import { isSystemError, writeFailure } from './system-error.ts';

/** Where a long output goes, piece by piece: a file that appears whole, or a stream. */
export interface TextSink {
  /** Awaits until there is room, so that a slow disk or reader slows the producer down. */
  write(text: string): Promise<void>;
  /** Everything was written: the output may be seen. */
  commit(): Promise<void>;
  /** The output is not to be seen; nothing happens after `commit`. */
  discard(): Promise<void>;
}

/** The reader of a stream has gone (`… | head`): no error of anyone, only the end of the work. */
export class OutputClosedError extends Error {
  constructor(options?: ErrorOptions) {
    super('the reader of the output has gone', options);
    this.name = 'OutputClosedError';
  }
}

/**
 * Writes to a stream that is not ours to close, such as stdout.
 *
 * @param name what errors call the stream
 * @throws OutputClosedError if its reader has gone; LeukoscopeError machine.cannot-write if the system refuses (`> file`
 * on a full disk)
 */
export function streamSink(stream: Writable, name: string): TextSink {
  return {
    write: (text) => writeToStream(stream, text, name),
    commit: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

function writeToStream(stream: Writable, text: string, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(streamFailure(error, name));
    });
  });
}

function streamFailure(error: Error, name: string): unknown {
  const code = isSystemError(error) || 'code' in error ? error.code : undefined;
  const gone = code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
  return gone ? new OutputClosedError({ cause: error }) : writeFailure(error, name);
}
