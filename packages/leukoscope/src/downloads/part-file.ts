import { readFile } from 'node:fs/promises';
import type { FileSystem } from '../files/file-system.ts';
import { isSystemError, readFailure, writeFailure } from '../files/system-error.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';

/** What is known of the file that a part belongs to; without it a part cannot be gone on with. */
export interface PartNote {
  readonly url: string;
  /** Of the whole file; `null` while the server has not said it. */
  readonly bytes: number | null;
  /** The server's strong `ETag`, or its `Last-Modified`: goes back as `If-Range`, so that no two versions are mixed. */
  readonly validator: string | null;
}

/** The beginning of a file, as `<target>.part`, with its note beside it as `<target>.part.json`. */
export class PartFile {
  readonly path: string;
  readonly #notePath: string;
  readonly #system: FileSystem;

  constructor(target: string, system: FileSystem) {
    this.path = `${target}.part`;
    this.#notePath = `${target}.part.json`;
    this.#system = system;
  }

  /** @throws LeukoscopeError machine.cannot-read */
  async size(): Promise<number> {
    try {
      return (await this.#system.stat(this.path)).size;
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return 0;
      throw readFailure(error, this.path);
    }
  }

  /** @returns `null` if there is no note, or one that was cut short */
  async note(): Promise<PartNote | null> {
    try {
      const note: Partial<PartNote> = JSON.parse(await readFile(this.#notePath, 'utf8'));
      return typeof note.url === 'string' && note.bytes !== undefined && note.validator !== undefined
        ? (note as PartNote)
        : null;
    } catch (error) {
      if (error instanceof SyntaxError || (isSystemError(error) && error.code === 'ENOENT')) return null;
      throw readFailure(error, this.#notePath);
    }
  }

  /** Empties the part and says what will be in it. @throws LeukoscopeError machine.cannot-write */
  async begin(note: PartNote): Promise<void> {
    await this.discard();
    await writeFileAtomic(this.#notePath, `${JSON.stringify(note)}\n`, this.#system);
  }

  /**
   * Writes pieces at the end, each on the disk's side before the next is taken.
   *
   * @throws LeukoscopeError machine.cannot-write; whatever the pieces end with, after what came is written
   */
  async append(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const handle = await this.#orRefused(() => this.#system.open(this.path, 'a', 0o666));
    try {
      for await (const piece of pieces) await this.#orRefused(() => handle.writeFile(piece));
      await this.#orRefused(() => handle.sync());
    } catch (error) {
      // What went wrong first is what to report.
      await handle.close().catch(() => undefined);
      throw error;
    }
    await this.#orRefused(() => handle.close());
  }

  /** Puts the part in its place, under its own name. @throws LeukoscopeError machine.cannot-write */
  async become(target: string): Promise<void> {
    await this.#orRefused(() => this.#system.rename(this.path, target));
    await this.#remove(this.#notePath);
  }

  /** @throws LeukoscopeError machine.cannot-write */
  async discard(): Promise<void> {
    await this.#remove(this.path);
    await this.#remove(this.#notePath);
  }

  async #remove(path: string): Promise<void> {
    try {
      await this.#system.unlink(path);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'ENOENT') throw writeFailure(error, path);
    }
  }

  async #orRefused<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw writeFailure(error, this.path);
    }
  }
}
