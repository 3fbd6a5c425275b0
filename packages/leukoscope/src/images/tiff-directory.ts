const TAG = {
  width: 256,
  height: 257,
  photometric: 262,
  stripStarts: 273,
  stripLengths: 279,
  tileStarts: 324,
  tileLengths: 325,
} as const;
const PALETTE = 3;
const ENTRY_BYTES = 12;
const SHORT = 3;
const LONG = 4;

/** What the first directory of a TIFF file says, read without decoding anything. */
export interface TiffDirectory {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Whether the directory or the pixels lie beyond the end of the file. */
  readonly endsEarly: boolean;
  readonly hasPalette: boolean;
}

/** @returns `null` for a BigTIFF file, which only its decoder can judge */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  if (bytes.length >= 4 && view.getUint16(2, isLittle) !== 42) return null;
  const tags = readTags(view, isLittle);
  if (tags === null) return { widthPx: 0, heightPx: 0, endsEarly: true, hasPalette: false };
  const starts = tags.get(TAG.stripStarts) ?? tags.get(TAG.tileStarts) ?? [];
  const lengths = tags.get(TAG.stripLengths) ?? tags.get(TAG.tileLengths) ?? [];
  return {
    widthPx: tags.get(TAG.width)?.[0] ?? 0,
    heightPx: tags.get(TAG.height)?.[0] ?? 0,
    endsEarly: starts.some((start, index) => start + (lengths[index] ?? 0) > bytes.length),
    hasPalette: tags.get(TAG.photometric)?.[0] === PALETTE,
  };
}

/** @returns the whole numbers of each entry by tag, or `null` if any lies beyond the end */
function readTags(view: DataView, isLittle: boolean): Map<number, number[]> | null {
  if (view.byteLength < 8) return null;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > view.byteLength) return null;
  const count = view.getUint16(start, isLittle);
  if (start + 2 + count * ENTRY_BYTES > view.byteLength) return null;
  const tags = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const entry = start + 2 + index * ENTRY_BYTES;
    const values = readValues(view, entry, isLittle);
    if (values === null) return null;
    tags.set(view.getUint16(entry, isLittle), values);
  }
  return tags;
}

function readValues(view: DataView, entry: number, isLittle: boolean): number[] | null {
  const type = view.getUint16(entry + 2, isLittle);
  const count = view.getUint32(entry + 4, isLittle);
  if (type !== SHORT && type !== LONG) return [];
  const width = type === SHORT ? 2 : 4;
  const start = count * width <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
  if (start + count * width > view.byteLength) return null;
  return Array.from({ length: count }, (_, index) =>
    type === SHORT ? view.getUint16(start + index * 2, isLittle) : view.getUint32(start + index * 4, isLittle),
  );
}
