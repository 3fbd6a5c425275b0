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

const MARKER = {
  baseline: 0xc0,
  lastFrame: 0xcf,
  huffman: 0xc4,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app13: 0xed,
  adobe: 0xee,
  comment: 0xfe,
};
/** Of a segment, how far from its start what it says lies. */
const PAYLOAD = 4;
const JFIF = [0x4a, 0x46, 0x49, 0x46];

/**
 * Reads the header of the commonest kind of JPEG: baseline, 8 bits, YCbCr, one scan, colour as fine as brightness or
 * half of it along the width or both ways.
 * @returns `null` for every other kind, and for a header that cannot be followed; a full decoder must judge those
 */
export function readBaselineHeader(bytes: Uint8Array): JpegHeader | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments = headerSegments(bytes);
  const scan = segments.at(-1) ?? 0;
  if (bytes[scan + 1] !== MARKER.scan || bytes[scan + PAYLOAD] !== 3) return null;
  if (segments.some((at) => isOfAnotherKind(bytes, at))) return null;
  const frame = segments.find((at) => bytes[at + 1] === MARKER.baseline);
  const size = frame === undefined ? null : readFrame(bytes, frame);
  const hasMetadata = segments.some((at) => bytes[at + 1]! > MARKER.app0 && bytes[at + 1]! <= MARKER.app13);
  return size && { ...size, hasMetadata };
}

/** What programs or people wrote into the header's comments; none for other files. */
export function jpegComments(bytes: Uint8Array): string[] {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return [];
  const comments = headerSegments(bytes).filter((at) => bytes[at + 1] === MARKER.comment);
  const text = new TextDecoder('latin1');
  return comments.map((at) => text.decode(bytes.subarray(at + PAYLOAD, at + 2 + segmentLength(bytes, at))));
}

/**
 * Whether the file ends before its picture does: within the header, or without an end marker behind the start of the
 * first scan. (A preview in the header has an end marker of its own.)
 */
export function jpegEndsEarly(bytes: Uint8Array): boolean {
  const last = headerSegments(bytes).at(-1);
  const headerEnd = last === undefined ? 2 : last + 2 + segmentLength(bytes, last);
  if (last === undefined || bytes[last + 1] !== MARKER.scan) return headerEnd + 4 > bytes.length;
  for (let at = bytes.length - 2; at >= headerEnd; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === MARKER.end) return false;
  }
  return true;
}

/**
 * Where the segments start, up to and including the first scan's; fewer if the header breaks off. Each is a marker of
 * two bytes, a length of two bytes that counts itself, and what it says.
 */
function headerSegments(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  for (let at = 2; at + PAYLOAD <= bytes.length && bytes[at] === 0xff; at += 2 + segmentLength(bytes, at)) {
    if (segmentLength(bytes, at) < 2) break;
    starts.push(at);
    if (bytes[at + 1] === MARKER.scan) break;
  }
  return starts;
}

function segmentLength(bytes: Uint8Array, at: number): number {
  return bytes[at + 2]! * 256 + bytes[at + 3]!;
}

/** Whether a segment says that the file is not baseline YCbCr, or may say so. */
function isOfAnotherKind(bytes: Uint8Array, at: number): boolean {
  const marker = bytes[at + 1]!;
  if (marker === MARKER.adobe) return true;
  if (marker === MARKER.app0) return JFIF.some((letter, index) => bytes[at + PAYLOAD + index] !== letter);
  return marker > MARKER.baseline && marker <= MARKER.lastFrame && marker !== MARKER.huffman;
}

/** Precision, height, width, number of components, then for each its id, sampling and table. */
function readFrame(bytes: Uint8Array, segment: number): Frame | null {
  const at = segment + PAYLOAD;
  if (segmentLength(bytes, segment) !== 17 || bytes[at] !== 8 || bytes[at + 5] !== 3) return null;
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
