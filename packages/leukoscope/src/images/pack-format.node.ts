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

/** Where the sha256 stands in a record and in an entry, and the path key in an entry. */
export const HASH_AT = 8;
export const PATH_KEY_AT = HASH_AT + HASH_BYTES;

/** Stands in an entry for "the record is in another segment". */
export const ELSEWHERE = 0xffff_ffff;

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
  /** sha256 of the image file, in hexadecimal. */
  readonly imageHash: string;
  readonly conversions: readonly Conversion[];
  readonly pixels: Uint8Array;
}

export function writeRecord(target: Buffer, at: number, { imageHash, conversions, pixels }: PackRecord): void {
  const bits = conversions.reduce((sum, name) => sum + 2 ** CONVERSIONS.indexOf(name), 0);
  target.writeUInt32LE(bits, at + 4);
  target.write(imageHash, at + HASH_AT, HASH_BYTES, 'hex');
  target.set(pixels, at + RECORD_HEAD_BYTES);
  target.writeUInt32LE(crc32(target.subarray(at + 4, at + RECORD_HEAD_BYTES + pixels.length)), at);
}

/** @returns whether the record at this place is what was written, as far as its checksum can tell */
export function recordHolds(records: Buffer, at: number, recordBytes: number): boolean {
  return crc32(records.subarray(at + 4, at + recordBytes)) === records.readUInt32LE(at);
}

/** As `recordHolds`, for a record whose head and pixels were read apart. */
export function partsHold(head: Buffer, pixels: Uint8Array): boolean {
  return crc32(pixels, crc32(head.subarray(4, RECORD_HEAD_BYTES))) === head.readUInt32LE(0);
}

/** @returns sha256 of the image file, in hexadecimal */
export function recordHash(records: Buffer, at: number): string {
  return records.toString('hex', at + HASH_AT, at + HASH_AT + HASH_BYTES);
}

export function recordConversions(records: Buffer, at: number): readonly Conversion[] {
  const bits = records.readUInt32LE(at + 4);
  return bits === 0 ? NONE : CONVERSIONS.filter((_, index) => Math.floor(bits / 2 ** index) % 2 === 1);
}

const NONE: readonly Conversion[] = [];

export interface IndexEntry {
  /** Number of the record in the same segment, or `ELSEWHERE`. */
  readonly record: number;
  /** sha256 of the image file, in hexadecimal. */
  readonly imageHash: string;
  /** 16 bytes; `null` where the file is not to be found by its path. */
  readonly pathKey: Uint8Array | null;
}

export function writeEntry(target: Buffer, at: number, { record, imageHash, pathKey }: IndexEntry): void {
  target.writeUInt32LE(record, at + 4);
  target.write(imageHash, at + HASH_AT, HASH_BYTES, 'hex');
  if (pathKey === null) target.fill(0, at + PATH_KEY_AT, at + ENTRY_BYTES);
  else target.set(pathKey, at + PATH_KEY_AT);
  target.writeUInt32LE(crc32(target.subarray(at + 4, at + ENTRY_BYTES)), at);
}

/** @returns whether the entry at this place was written to its end and is undamaged */
export function entryHolds(entries: Buffer, at: number): boolean {
  return crc32(entries.subarray(at + 4, at + ENTRY_BYTES)) === entries.readUInt32LE(at);
}

export function entryRecord(entries: Buffer, at: number): number {
  return entries.readUInt32LE(at + 4);
}

export function entryHasPathKey(entries: Buffer, at: number): boolean {
  for (let byte = at + PATH_KEY_AT; byte < at + PATH_KEY_AT + KEY_BYTES; byte++) if (entries[byte] !== 0) return true;
  return false;
}
