/** What the header of a baseline colour JPEG says. */
export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How many brightness samples there are for one colour sample, along the width and the height. */
  readonly subsampling: readonly [1 | 2, 1 | 2];
  /** Whether it carries EXIF, a profile or other data beside the picture, which may say something of its pixels. */
  readonly hasMetadata: boolean;
}

type Frame = Omit<JpegHeader, 'hasMetadata'>;

/** A marker segment; its payload starts after the two bytes of the marker and the two of its length. */
interface Segment {
  readonly marker: number;
  readonly payloadAt: number;
  readonly payloadBytes: number;
}

const MARKER = {
  baseline: 0xc0,
  lastFrame: 0xcf,
  huffman: 0xc4,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app13: 0xed,
  adobe: 0xee,
};
const JFIF = [0x4a, 0x46, 0x49, 0x46];

/**
 * Reads the header of the commonest kind of JPEG: baseline, 8 bits, YCbCr, one scan, colour as fine as brightness or
 * half of it along the width or both ways.
 * @returns `null` for every other kind, and for a header that cannot be followed; a full decoder must judge those
 */
export function readBaselineHeader(bytes: Uint8Array): JpegHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments = headerSegments(bytes);
  const scan = segments.at(-1);
  if (scan?.marker !== MARKER.scan || bytes[scan.payloadAt] !== 3) return null;
  if (segments.some((segment) => isOfAnotherKind(bytes, segment))) return null;
  const frame = segments.find(({ marker }) => marker === MARKER.baseline);
  const size = frame === undefined ? null : readFrame(bytes, frame);
  const hasMetadata = segments.some(({ marker }) => marker > MARKER.app0 && marker <= MARKER.app13);
  return size && { ...size, hasMetadata };
}

/**
 * Whether the file ends before its picture does: within the header, or without an end marker behind the start of the
 * first scan. (A preview in the header has an end marker of its own.)
 */
export function jpegEndsEarly(bytes: Uint8Array): boolean {
  const last = headerSegments(bytes).at(-1);
  const headerEnd = last === undefined ? 2 : last.payloadAt + last.payloadBytes;
  if (last?.marker !== MARKER.scan) return headerEnd + 4 > bytes.length;
  for (let at = bytes.length - 2; at >= headerEnd; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === MARKER.end) return false;
  }
  return true;
}

/** The segments up to and including the start of the first scan; fewer if the header breaks off. */
function headerSegments(bytes: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (length < 2) break;
    segments.push({ marker, payloadAt: at + 4, payloadBytes: length - 2 });
    if (marker === MARKER.scan) break;
    at += 2 + length;
  }
  return segments;
}

/** Whether a segment says that the file is not baseline YCbCr, or may say so. */
function isOfAnotherKind(bytes: Uint8Array, { marker, payloadAt }: Segment): boolean {
  if (marker === MARKER.adobe) return true;
  if (marker === MARKER.app0) return JFIF.some((letter, index) => bytes[payloadAt + index] !== letter);
  return marker > MARKER.baseline && marker <= MARKER.lastFrame && marker !== MARKER.huffman;
}

/** Precision, height, width, number of components, then for each its id, sampling and table. */
function readFrame(bytes: Uint8Array, { payloadAt: at, payloadBytes }: Segment): Frame | null {
  if (payloadBytes !== 15 || bytes[at] !== 8 || bytes[at + 5] !== 3) return null;
  const heightPx = bytes[at + 1]! * 256 + bytes[at + 2]!;
  const widthPx = bytes[at + 3]! * 256 + bytes[at + 4]!;
  // Numbered 1, 2, 3 they are brightness and two colours; any other ids may mean RGB.
  const areYCbCr = bytes[at + 6] === 1 && bytes[at + 9] === 2 && bytes[at + 12] === 3;
  const areColoursPlain = bytes[at + 10] === 0x11 && bytes[at + 13] === 0x11;
  const subsampling = SUBSAMPLING.get(bytes[at + 7]!);
  if (!areYCbCr || !areColoursPlain || subsampling === undefined || heightPx === 0 || widthPx === 0) return null;
  return { widthPx, heightPx, subsampling };
}

/** By the sampling byte of brightness: horizontal in the upper half, vertical in the lower. */
const SUBSAMPLING = new Map<number, JpegHeader['subsampling']>([
  [0x11, [1, 1]],
  [0x21, [2, 1]],
  [0x22, [2, 2]],
]);
