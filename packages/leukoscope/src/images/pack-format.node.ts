import { crc32 } from 'node:zlib';
import { CONVERSIONS, type Conversion } from './conversions.ts';
import { KEY_BYTES } from './key-table.ts';

/**
 * A segment of the cache is two files that only ever grow, written by one process and read by any:
 *
 * `<name>.pixels`  a header of 512 bytes, then records of one fixed size:
 *                  crc32 of the rest (4) · conversions as bits (4) · sha256 of the image file (32) · pixels
 * `<name>.index`   entries of 56 bytes:
 *                  crc32 of the rest (4) · number of the record in this segment (4) · sha256 (32) · path key (16)
 *
 * All integers little-endian. The index is only a short cut: a record counts if its own checksum holds, and a record
 * that no entry names is found by reading the file.
 */
const VERSION = 1;
export const HEADER_BYTES = 512;
export const RECORD_HEAD_BYTES = 40;
export const ENTRY_BYTES = 56;
export const HASH_BYTES = 32;

/** Stands in an entry for "the record is in another segment". */
export const ELSEWHERE = 0xffff_ffff;
/** Stands in an entry for "do not find it by its path". */
export const NO_PATH_KEY: Uint8Array = new Uint8Array(KEY_BYTES);

/** What all records of a segment share; a segment with any other header is not read. */
export interface SegmentKind {
  /** `pixelsId` of the preprocessing. */
  readonly pixels: string;
  /** Which decoder in which version made the pixels. */
  readonly decoder: string;
  /** Pixels of one record. */
  readonly pixelBytes: number;
}

/** @returns the 512 bytes at the start of a segment, equal for equal kinds */
export function segmentHeader({ pixels, decoder, pixelBytes }: SegmentKind): Buffer {
  const text = `leukoscope images ${VERSION}\n${JSON.stringify({ pixels, decoder, pixelBytes })}\n`;
  const header = Buffer.alloc(HEADER_BYTES, ' ');
  if (header.write(text) < Buffer.byteLength(text)) throw new RangeError('kind: too long for a segment header');
  return header;
}

export interface PackRecord {
  /** sha256 of the image file, 32 bytes. */
  readonly imageHash: Uint8Array;
  readonly conversions: readonly Conversion[];
  readonly pixels: Uint8Array;
}

export function writeRecord(target: Buffer, at: number, { imageHash, conversions, pixels }: PackRecord): void {
  const bits = conversions.reduce((sum, name) => sum + 2 ** CONVERSIONS.indexOf(name), 0);
  target.writeUInt32LE(bits, at + 4);
  target.set(imageHash, at + 8);
  target.set(pixels, at + RECORD_HEAD_BYTES);
  target.writeUInt32LE(crc32(target.subarray(at + 4, at + RECORD_HEAD_BYTES + pixels.length)), at);
}

/** @returns whether the head and the pixels are those that were written, as far as their checksum can tell */
export function recordHolds(head: Buffer, pixels: Uint8Array): boolean {
  return crc32(pixels, crc32(head.subarray(4, RECORD_HEAD_BYTES))) === head.readUInt32LE(0);
}

export function recordHash(head: Buffer): Buffer {
  return head.subarray(8, RECORD_HEAD_BYTES);
}

export function recordConversions(head: Buffer): Conversion[] {
  const bits = head.readUInt32LE(4);
  return bits === 0 ? [] : CONVERSIONS.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1);
}

export interface IndexEntry {
  /** Number of the record in the same segment, or `ELSEWHERE`. */
  readonly record: number;
  readonly imageHash: Uint8Array;
  /** 16 bytes, or `NO_PATH_KEY`. */
  readonly pathKey: Uint8Array;
}

export function writeEntry(target: Buffer, at: number, { record, imageHash, pathKey }: IndexEntry): void {
  target.writeUInt32LE(record, at + 4);
  target.set(imageHash, at + 8);
  target.set(pathKey, at + 8 + HASH_BYTES);
  target.writeUInt32LE(crc32(target.subarray(at + 4, at + ENTRY_BYTES)), at);
}

/** @returns `null` if the entry is damaged or was not written to its end */
export function readEntry(source: Buffer): IndexEntry | null {
  if (crc32(source.subarray(4, ENTRY_BYTES)) !== source.readUInt32LE(0)) return null;
  return {
    record: source.readUInt32LE(4),
    imageHash: source.subarray(8, 8 + HASH_BYTES),
    pathKey: source.subarray(8 + HASH_BYTES, ENTRY_BYTES),
  };
}
