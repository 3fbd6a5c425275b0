import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFacts } from './image-stream.ts';
import { KEY_BYTES, KeyTable } from './key-table.ts';
import {
  ELSEWHERE,
  entryHasPathKey,
  entryRecord,
  HASH_AT,
  PATH_KEY_AT,
  type PackRecord,
  partsHold,
  RECORD_HEAD_BYTES,
  recordConversions,
  recordHash,
  recordHolds,
  type SegmentKind,
} from './pack-format.node.ts';
import { FinishedSegment, GrowingSegment, PIXELS_ENDING, type WriteAt } from './pack-segment.node.ts';

export interface ImagePackOptions {
  readonly folder: string;
  readonly kind: SegmentKind;
  /** A pack of one process's own, that leaves nothing behind and finds nothing. */
  readonly isScratch: boolean;
  readonly writeAt: WriteAt;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One image to remember: its pixels, unless the pack has them, and where its file lies, unless that may change. */
export interface Addition {
  /** sha256 of the image file, in hexadecimal. */
  readonly imageHash: string;
  readonly pathKey: Uint8Array | null;
  readonly content: Omit<PackRecord, 'imageHash'> | null;
}

/** Where a segment's records start in the numbering over all segments. */
interface Placed {
  readonly first: number;
  readonly segment: FinishedSegment | GrowingSegment;
}

/** How much is read at once where records lie side by side. */
const RUN_BYTES = 1_000_000;

/**
 * Preprocessed pictures by the hash of their files, kept on disk. Every process writes segments of its own, so that two
 * can use one folder at once; whatever a kill or a fault left behind fails its checksum and is never returned. A picture
 * is named by a small number, valid while the pack is open.
 */
export class ImagePack {
  readonly #options: ImagePackOptions;
  readonly #placed: Placed[] = [];
  /** Start of the image hash → number of the record over all segments. */
  readonly #pictures = new KeyTable();
  /** Path key → picture. */
  readonly #paths = new KeyTable();
  #own: Placed | null = null;
  #run = Buffer.alloc(0);
  readonly #head = Buffer.alloc(RECORD_HEAD_BYTES);
  readonly #key = Buffer.alloc(KEY_BYTES);

  private constructor(options: ImagePackOptions) {
    this.#options = options;
  }

  /** @throws what the file system throws if the folder cannot be made or read */
  static open(options: ImagePackOptions): ImagePack {
    mkdirSync(options.folder, { recursive: true });
    const pack = new ImagePack(options);
    if (options.isScratch) return pack;
    // Names start with the time, and of two records of one image the later one counts: it replaced a damaged one.
    for (const name of readdirSync(options.folder).sort()) {
      if (name.endsWith(PIXELS_ENDING)) pack.#load(join(options.folder, name));
    }
    return pack;
  }

  /** @returns the picture of the file in the state that the key from `at` on stands for, or -1 */
  findByPath(pathKeys: Uint8Array, at: number): number {
    const found = this.#paths.find(pathKeys, at);
    return found < 0 ? -1 : this.#ifStored(this.#paths.get(found));
  }

  /** @param imageHash sha256 of an image file, in hexadecimal. @returns the picture, or -1 */
  findByHash(imageHash: string): number {
    return this.#ifStored(this.#pictures.find(this.#keyOf(imageHash), 0));
  }

  /**
   * Copies pictures side by side into `target`, those that are -1 left out.
   * @returns for each, what the record says, or `null` if there is none or it is damaged; then it is found no more
   */
  readAll(pictures: readonly number[], target: Uint8Array): (ImageFacts | null)[] {
    const facts: (ImageFacts | null)[] = [];
    while (facts.length < pictures.length) {
      if (this.#ifStored(pictures[facts.length]!) < 0) facts.push(null);
      else facts.push(...this.#readRun(pictures, facts.length, target));
    }
    return facts;
  }

  /**
   * Copies one picture to the start of `target`, which has the length of a picture.
   * @returns what its record says, or `null` if the record is damaged
   */
  read(picture: number, target: Uint8Array): ImageFacts | null {
    const number = this.#pictures.get(picture);
    const { first, segment } = this.#segmentOf(number);
    const isWhole = segment.readRecord(number - first, this.#head, target);
    return isWhole && partsHold(this.#head, target) ? this.#factsOf(picture, this.#head, 0) : null;
  }

  /** @throws what the file system throws; what was stored before stays usable */
  add(additions: readonly Addition[]): void {
    if (additions.length === 0) return;
    this.#own ??= this.#place(this.#createSegment());
    const { first, segment } = this.#own as { first: number; segment: GrowingSegment };
    const records: PackRecord[] = [];
    const entries = additions.map(({ imageHash, pathKey, content }) => {
      const isNew = content !== null && this.findByHash(imageHash) < 0;
      const record = isNew ? segment.count + records.length : ELSEWHERE;
      if (isNew) records.push({ imageHash, ...content });
      return { record, imageHash, pathKey };
    });
    segment.append(records, entries);
    for (const { record, imageHash, pathKey } of entries) {
      const picture = this.#pictures.add(this.#keyOf(imageHash), 0);
      if (record !== ELSEWHERE) this.#pictures.set(picture, first + record);
      if (pathKey !== null) this.#paths.set(this.#paths.add(pathKey, 0), picture);
    }
  }

  close(): void {
    for (const { segment } of this.#placed) segment.close();
    this.#placed.length = 0;
    this.#own = null;
  }

  /** The first bytes of a hash; overwritten by the next call. */
  #keyOf(imageHash: string): Uint8Array {
    this.#key.write(imageHash, 'hex');
    return this.#key;
  }

  #ifStored(picture: number): number {
    return picture >= 0 && this.#pictures.get(picture) >= 0 ? picture : -1;
  }

  #place<Kind extends FinishedSegment | GrowingSegment>(segment: Kind): { first: number; segment: Kind } {
    const last = this.#placed.at(-1);
    const placed = { first: last === undefined ? 0 : last.first + last.segment.count, segment };
    this.#placed.push(placed);
    return placed;
  }

  #createSegment(): GrowingSegment {
    const { folder, isScratch, kind, writeAt, now } = this.#options;
    const name = join(folder, `${String(now()).padStart(15, '0')}-${randomUUID()}`);
    return GrowingSegment.create({ name, isScratch, kind, writeAt });
  }

  #load(pixelsPath: string): void {
    const segment = FinishedSegment.open(pixelsPath, this.#options.kind);
    if (segment === null) return;
    const { first } = this.#place(segment);
    const isNamed = new Uint8Array(segment.count);
    segment.forEachEntry((entries, at) => {
      const picture = this.#pictures.add(entries, at + HASH_AT);
      const record = entryRecord(entries, at);
      if (record < segment.count) {
        isNamed[record] = 1;
        this.#pictures.set(picture, first + record);
      }
      if (entryHasPathKey(entries, at)) this.#paths.set(this.#paths.add(entries, at + PATH_KEY_AT), picture);
    });
    this.#loadUnnamed(segment, first, isNamed);
  }

  /** Records whose writer was killed before it named them. */
  #loadUnnamed(segment: FinishedSegment, first: number, isNamed: Uint8Array): void {
    const pixels = Buffer.alloc(this.#options.kind.pixelBytes);
    for (let record = isNamed.indexOf(0); record >= 0; record = isNamed.indexOf(0, record + 1)) {
      const isWhole = segment.readRecord(record, this.#head, pixels) && partsHold(this.#head, pixels);
      if (isWhole) this.#pictures.set(this.#pictures.add(this.#head, HASH_AT), first + record);
    }
  }

  #segmentOf(number: number): Placed {
    return this.#placed.findLast(({ first }) => first <= number)!;
  }

  /** Reads as many of the pictures from `start` as lie side by side on disk. */
  #readRun(pictures: readonly number[], start: number, target: Uint8Array): (ImageFacts | null)[] {
    const { pixelBytes } = this.#options.kind;
    const recordBytes = RECORD_HEAD_BYTES + pixelBytes;
    const number = this.#pictures.get(pictures[start]!);
    const { first, segment } = this.#segmentOf(number);
    const most = Math.min(Math.max(1, Math.floor(RUN_BYTES / recordBytes)), first + segment.count - number);
    let length = 1;
    while (length < most && this.#isAt(pictures[start + length], number + length)) length++;
    if (this.#run.length < length * recordBytes) this.#run = Buffer.alloc(length * recordBytes);
    const read = segment.readRecords(number - first, this.#run.subarray(0, length * recordBytes));
    return Array.from({ length }, (_, index) => {
      const picture = pictures[start + index]!;
      const at = index * recordBytes;
      const isWhole = at + recordBytes <= read && recordHolds(this.#run, at, recordBytes);
      const facts = isWhole ? this.#factsOf(picture, this.#run, at) : null;
      if (facts === null) this.#pictures.set(picture, -1);
      else this.#run.copy(target, (start + index) * pixelBytes, at + RECORD_HEAD_BYTES, at + recordBytes);
      return facts;
    });
  }

  #isAt(picture: number | undefined, number: number): boolean {
    return picture !== undefined && picture >= 0 && this.#pictures.get(picture) === number;
  }

  /** @returns `null` if the record at this place is another picture's */
  #factsOf(picture: number, records: Buffer, at: number): ImageFacts | null {
    if (!this.#pictures.matches(picture, records, at + HASH_AT)) return null;
    return { imageHash: recordHash(records, at), conversions: recordConversions(records, at) };
  }
}
