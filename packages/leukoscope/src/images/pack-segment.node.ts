import { closeSync, fstatSync, ftruncateSync, openSync, readSync, readvSync, rmSync, writeSync } from 'node:fs';
import {
  ENTRY_BYTES,
  entryHolds,
  HEADER_BYTES,
  type IndexEntry,
  type PackRecord,
  RECORD_HEAD_BYTES,
  type SegmentKind,
  segmentHeader,
  writeEntry,
  writeRecord,
} from './pack-format.node.ts';
import { release } from './release.ts';

/** Writes some of `bytes` at a position of an open file and says how many, as `fs.writeSync` does. */
export type WriteAt = (fd: number, bytes: Uint8Array, position: number) => number;
export const writeToDisk: WriteAt = (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.length, position);

export const PIXELS_ENDING = '.pixels';
const INDEX_ENDING = '.index';
const ENTRIES_AT_ONCE = 4096;

/** The records of a segment, by their number in it. */
abstract class RecordFile {
  protected readonly fd: number;
  protected readonly recordBytes: number;

  protected constructor(fd: number, kind: SegmentKind) {
    this.fd = fd;
    this.recordBytes = RECORD_HEAD_BYTES + kind.pixelBytes;
  }

  /** How many whole records there are. */
  abstract get count(): number;

  /** Reads consecutive whole records into `target`. @returns how many bytes there were */
  readRecords(first: number, target: Uint8Array): number {
    return readSync(this.fd, target, 0, target.length, this.startOf(first));
  }

  /** Reads one record without copying its pixels. @returns whether there were enough bytes */
  readRecord(record: number, head: Uint8Array, pixels: Uint8Array): boolean {
    return readvSync(this.fd, [head, pixels], this.startOf(record)) === this.recordBytes;
  }

  close(): void {
    closeSync(this.fd);
  }

  protected startOf(record: number): number {
    return HEADER_BYTES + record * this.recordBytes;
  }
}

/** A segment that was there before, or that another process is writing: read only. */
export class FinishedSegment extends RecordFile {
  readonly count: number;
  readonly #indexPath: string;

  private constructor(fd: number, indexPath: string, kind: SegmentKind) {
    super(fd, kind);
    this.#indexPath = indexPath;
    this.count = Math.floor((fstatSync(fd).size - HEADER_BYTES) / this.recordBytes);
  }

  /** @returns `null` if the segment is of another kind or version, was killed before its header, or deleted meanwhile */
  static open(pixelsPath: string, kind: SegmentKind): FinishedSegment | null {
    const fd = openIfThere(pixelsPath);
    if (fd === null) return null;
    const header = Buffer.alloc(HEADER_BYTES);
    const isComplete = readSync(fd, header, 0, HEADER_BYTES, 0) === HEADER_BYTES;
    if (isComplete && header.equals(segmentHeader(kind))) {
      return new FinishedSegment(fd, pixelsPath.slice(0, -PIXELS_ENDING.length) + INDEX_ENDING, kind);
    }
    closeSync(fd);
    return null;
  }

  /** Calls back with each entry of the index that is whole, as the place where it starts; none if there is no index. */
  forEachEntry(use: (entries: Buffer, at: number) => void): void {
    const index = openIfThere(this.#indexPath);
    if (index === null) return;
    try {
      const buffer = Buffer.alloc(ENTRIES_AT_ONCE * ENTRY_BYTES);
      for (let start = 0, read = buffer.length; read === buffer.length; start += read) {
        read = readSync(index, buffer, 0, buffer.length, start);
        for (let at = 0; at + ENTRY_BYTES <= read; at += ENTRY_BYTES) if (entryHolds(buffer, at)) use(buffer, at);
      }
    } finally {
      closeSync(index);
    }
  }
}

export interface GrowingSegmentOptions {
  /** Path without the ending. */
  readonly name: string;
  /** Without an index, and nameless at once, so that nothing stays behind however the process ends. */
  readonly isScratch: boolean;
  readonly kind: SegmentKind;
  readonly writeAt: WriteAt;
}

/** The segment this process alone writes. What it appends counts from the moment the call returns. */
export class GrowingSegment extends RecordFile {
  readonly #index: number | null;
  readonly #writeAt: WriteAt;
  #indexEnd = 0;
  #count = 0;

  private constructor(pixels: number, index: number | null, { kind, writeAt }: GrowingSegmentOptions) {
    super(pixels, kind);
    this.#index = index;
    this.#writeAt = writeAt;
  }

  /** @throws what the file system throws, having removed its files again */
  static create(options: GrowingSegmentOptions): GrowingSegment {
    const { name, isScratch, kind } = options;
    const pixels = openSync(name + PIXELS_ENDING, 'wx+');
    try {
      const index = isScratch ? null : openSync(name + INDEX_ENDING, 'wx');
      const segment = new GrowingSegment(pixels, index, options);
      segment.#writeAll(pixels, segmentHeader(kind), 0);
      if (isScratch) rmSync(name + PIXELS_ENDING);
      return segment;
    } catch (error) {
      closeSync(pixels);
      for (const ending of [PIXELS_ENDING, INDEX_ENDING]) rmSync(name + ending, { force: true });
      throw error;
    }
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Appends records, then the entries that name them: whoever is killed in between loses no record.
   * @throws what the file system throws; what was there before stays whole
   */
  append(records: readonly PackRecord[], entries: readonly IndexEntry[]): void {
    const bytes = Buffer.allocUnsafeSlow(records.length * this.recordBytes);
    records.forEach((record, index) => {
      writeRecord(bytes, index * this.recordBytes, record);
    });
    this.#writeAll(this.fd, bytes, this.startOf(this.#count));
    release(bytes);
    this.#count += records.length;
    if (this.#index === null) return;
    const lines = Buffer.alloc(entries.length * ENTRY_BYTES);
    entries.forEach((entry, index) => {
      writeEntry(lines, index * ENTRY_BYTES, entry);
    });
    this.#writeAll(this.#index, lines, this.#indexEnd);
    this.#indexEnd += lines.length;
  }

  override close(): void {
    super.close();
    if (this.#index !== null) closeSync(this.#index);
  }

  #writeAll(fd: number, bytes: Uint8Array, position: number): void {
    try {
      for (let done = 0; done < bytes.length; ) done += this.#writeAt(fd, bytes.subarray(done), position + done);
    } catch (error) {
      // Half a record would only take space on a disk that may be full.
      ftruncateSync(fd, position);
      throw error;
    }
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
