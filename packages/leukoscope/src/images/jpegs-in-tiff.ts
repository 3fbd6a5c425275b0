import type { JpegHeader } from './jpeg-header.ts';
import type { SizePx } from './resize.ts';

const ENTRY_BYTES = 12;
const TYPE = { short: 3, long: 4 } as const;
const JPEG_COMPRESSION = 7;
const YCBCR = 6;
const CONTIGUOUS = 1;
const CHANNELS = 3;

interface Entry {
  readonly tag: number;
  readonly type: (typeof TYPE)[keyof typeof TYPE];
  readonly values: readonly number[];
}

/** What a tile's sides must be multiples of. */
const TILE_UNIT_PX = 16;

/**
 * Puts JPEG files of one size and one subsampling, unchanged, into one TIFF file in memory, one below the other. A decoder
 * of TIFF then decodes them all in one call. Measured on pictures of 128 x 128 px, two cores: a call of sharp for each
 * file takes 0.65 ms of processor time, one for 64 of them 0.19 ms a file as strips and 0.14 ms as tiles, of which libvips
 * takes a whole one at a time instead of a row; Pillow's decoder alone 0.16 ms. The pixels are the same to the bit, and
 * libtiff refuses damaged data that the JPEG loader takes for good.
 *
 * TIFF 6.0 with Technical Note 2, compression 7; each tile or strip is a complete JPEG stream with its own tables.
 */
export function jpegsInTiff(files: readonly Uint8Array[], header: Omit<JpegHeader, 'hasMetadata'>): Uint8Array {
  const { widthPx, heightPx } = header;
  const lengths = files.map((file) => file.length);
  const canBeTiles = widthPx % TILE_UNIT_PX === 0 && heightPx % TILE_UNIT_PX === 0;
  const layout = canBeTiles ? tileEntries : stripEntries;
  // Where the files come to lie is known once it is known how much room the entries take, which the values do not change.
  const entriesFor = (offsets: readonly number[]): Entry[] => {
    const common: Entry[] = [
      { tag: 256, type: TYPE.long, values: [widthPx] },
      { tag: 257, type: TYPE.long, values: [heightPx * files.length] },
      { tag: 258, type: TYPE.short, values: new Array(CHANNELS).fill(8) },
      { tag: 259, type: TYPE.short, values: [JPEG_COMPRESSION] },
      { tag: 262, type: TYPE.short, values: [YCBCR] },
      { tag: 277, type: TYPE.short, values: [CHANNELS] },
      { tag: 284, type: TYPE.short, values: [CONTIGUOUS] },
      { tag: 530, type: TYPE.short, values: header.subsampling },
    ];
    return [...common, ...layout(header, { offsets, lengths })].toSorted((a, b) => a.tag - b.tag);
  };
  const unplaced = entriesFor(lengths);
  const headBytes = 8 + 2 + unplaced.length * ENTRY_BYTES + 4;
  const bodyStart = headBytes + unplaced.reduce((sum, entry) => sum + outsideBytes(entry), 0);
  const offsets = startsOf(lengths, bodyStart);

  const tiff = new Uint8Array(bodyStart + lengths.reduce((sum, length) => sum + length, 0));
  writeHead(new DataView(tiff.buffer), entriesFor(offsets), headBytes);
  files.forEach((file, index) => {
    tiff.set(file, offsets[index]!);
  });
  return tiff;
}

interface Places {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

function tileEntries({ widthPx, heightPx }: SizePx, { offsets, lengths }: Places): Entry[] {
  return [
    { tag: 322, type: TYPE.long, values: [widthPx] },
    { tag: 323, type: TYPE.long, values: [heightPx] },
    { tag: 324, type: TYPE.long, values: offsets },
    { tag: 325, type: TYPE.long, values: lengths },
  ];
}

function stripEntries({ heightPx }: SizePx, { offsets, lengths }: Places): Entry[] {
  return [
    { tag: 273, type: TYPE.long, values: offsets },
    { tag: 278, type: TYPE.long, values: [heightPx] },
    { tag: 279, type: TYPE.long, values: lengths },
  ];
}

function startsOf(lengths: readonly number[], first: number): number[] {
  let next = first;
  return lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
}

const valueBytes = (entry: Entry): number => entry.values.length * (entry.type === TYPE.short ? 2 : 4);
/** Up to four bytes of values stand in the entry itself. */
const outsideBytes = (entry: Entry): number => (valueBytes(entry) > 4 ? valueBytes(entry) : 0);

function writeHead(view: DataView, entries: readonly Entry[], headBytes: number): void {
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  let outside = headBytes;
  entries.forEach((entry, index) => {
    const at = 10 + index * ENTRY_BYTES;
    view.setUint16(at, entry.tag, true);
    view.setUint16(at + 2, entry.type, true);
    view.setUint32(at + 4, entry.values.length, true);
    const isOutside = outsideBytes(entry) > 0;
    if (isOutside) view.setUint32(at + 8, outside, true);
    writeValues(view, isOutside ? outside : at + 8, entry);
    outside += outsideBytes(entry);
  });
}

function writeValues(view: DataView, at: number, entry: Entry): void {
  entry.values.forEach((value, index) => {
    if (entry.type === TYPE.short) view.setUint16(at + index * 2, value, true);
    else view.setUint32(at + index * 4, value, true);
  });
}
