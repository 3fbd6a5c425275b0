import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import { type FileSystem, nodeFileSystem } from './file-system.ts';
import { isSystemError, writeFailure } from './system-error.ts';
import { temporaryBeside } from './temporary-name.ts';
import type { TextSink } from './text-sink.ts';

/** Characters gathered before the disk is touched. */
const BUFFERED_CHARACTERS = 1 << 16;

/**
 * A file that appears whole or not at all: it is written beside its place and renamed when it is done. If anything
 * fails, the temporary file is removed and a file that was there before is untouched. A file that is replaced keeps its
 * permissions, and a link keeps pointing where it did. What is no regular file (a pipe, `/dev/null`) is written directly.
 */
export class AtomicWriter implements TextSink, AsyncDisposable {
  readonly #place: Place;
  readonly #handle: FileHandle;
  readonly #system: FileSystem;
  #buffered: string[] = [];
  #bufferedCharacters = 0;
  #state: 'open' | 'committed' | 'discarded' = 'open';

  /** @throws LeukoscopeError usage.no-such-folder, usage.output-is-a-folder, machine.cannot-write */
  static async open(path: string, system: FileSystem = nodeFileSystem): Promise<AtomicWriter> {
    const place = await placeOf(path, system);
    try {
      const flags = place.temporary === null ? constants.O_WRONLY : 'wx';
      const handle = await system.open(place.temporary ?? place.target, flags, place.mode);
      return new AtomicWriter(place, handle, system);
    } catch (error) {
      throw openFailure(error, path);
    }
  }

  private constructor(place: Place, handle: FileHandle, system: FileSystem) {
    this.#place = place;
    this.#handle = handle;
    this.#system = system;
  }

  /** @throws LeukoscopeError machine.cannot-write, after which the file is discarded */
  async write(text: string): Promise<void> {
    this.#mustBeOpen('write');
    this.#buffered.push(text);
    this.#bufferedCharacters += text.length;
    if (this.#bufferedCharacters >= BUFFERED_CHARACTERS) await this.#orDiscard(() => this.#flush());
  }

  /** @throws LeukoscopeError machine.cannot-write, after which the file is discarded */
  async writeBytes(bytes: Uint8Array): Promise<void> {
    this.#mustBeOpen('writeBytes');
    await this.#orDiscard(async () => {
      await this.#flush();
      await this.#handle.writeFile(bytes);
    });
  }

  /** Puts the file in its place. @throws LeukoscopeError machine.cannot-write, after which the file is discarded */
  async commit(): Promise<void> {
    this.#mustBeOpen('commit');
    await this.#orDiscard(async () => {
      await this.#flush();
      if (this.#place.temporary === null) {
        await this.#handle.close();
        return;
      }
      await this.#handle.sync();
      await this.#handle.close();
      await this.#system.rename(this.#place.temporary, this.#place.target);
    });
    this.#state = 'committed';
    if (this.#place.temporary !== null) await syncFolder(dirname(this.#place.target), this.#system);
  }

  async discard(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'discarded';
    this.#buffered = [];
    // The error that led here is the one to report: a file that cannot be closed or removed either must not hide it.
    await this.#handle.close().catch(() => undefined);
    if (this.#place.temporary !== null) await this.#system.unlink(this.#place.temporary).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.discard();
  }

  async #flush(): Promise<void> {
    const text = this.#buffered.join('');
    this.#buffered = [];
    this.#bufferedCharacters = 0;
    if (text !== '') await this.#handle.writeFile(text);
  }

  async #orDiscard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.discard();
      throw writeFailure(error, this.#place.named);
    }
  }

  #mustBeOpen(method: string): void {
    if (this.#state !== 'open') throw new TypeError(`AtomicWriter.${method}: the file is ${this.#state} already`);
  }
}

interface Place {
  /** As the caller wrote it, for messages. */
  readonly named: string;
  readonly target: string;
  /** `null` if the target is written directly. */
  readonly temporary: string | null;
  readonly mode: number;
}

async function placeOf(path: string, system: FileSystem): Promise<Place> {
  try {
    const target = await system.realpath(path);
    const found = await system.stat(target);
    if (found.isDirectory()) throw new LeukoscopeError('usage.output-is-a-folder', { path });
    return {
      named: path,
      target,
      temporary: found.isFile() ? temporaryBeside(target) : null,
      mode: found.mode & 0o777,
    };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return { named: path, target: path, temporary: temporaryBeside(path), mode: 0o666 };
    throw openFailure(error, path);
  }
}

function openFailure(error: unknown, path: string): unknown {
  const missing = isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
  return missing
    ? new LeukoscopeError('usage.no-such-folder', { path, folder: dirname(path) }, { cause: error })
    : writeFailure(error, path);
}

/** Makes the rename itself survive a power failure; the file is in place already, and some systems cannot do it. */
async function syncFolder(folder: string, system: FileSystem): Promise<void> {
  try {
    const handle = await system.open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
