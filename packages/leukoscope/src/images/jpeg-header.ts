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

/** A marker segment: its payload starts after the two bytes of the marker and the two of its length. */
interface Segment {
  readonly marker: number;
  readonly payload: Uint8Array;
}

const MARKER = { baseline: 0xc0, lastFrame: 0xcf, huffman: 0xc4, scan: 0xda, app0: 0xe0, app13: 0xed, adobe: 0xee };
const JFIF = [0x4a, 0x46, 0x49, 0x46];

/**
 * Reads the header of the commonest kind of JPEG: baseline, 8 bits, YCbCr, one scan, colour as fine as brightness or
 * half of it along the width or both ways.
 * @returns `null` for every other kind, and for a header that cannot be followed; a full decoder must judge those
 */
export function readBaselineHeader(bytes: Uint8Array): JpegHeader | null {
  const segments = headerSegments(bytes);
  const scan = segments.at(-1);
  if (scan?.marker !== MARKER.scan || scan.payload[0] !== 3 || segments.some(isOfAnotherKind)) return null;
  const frame = segments.find(({ marker }) => marker === MARKER.baseline);
  const size = frame === undefined ? null : readFrame(frame.payload);
  const hasMetadata = segments.some(({ marker }) => marker > MARKER.app0 && marker <= MARKER.app13);
  return size && { ...size, hasMetadata };
}

/** The segments up to and including the start of the first scan; fewer if the header breaks off. */
function headerSegments(bytes: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (length < 2) break;
    segments.push({ marker, payload: bytes.subarray(at + 4, at + 2 + length) });
    if (marker === MARKER.scan) break;
    at += 2 + length;
  }
  return segments;
}

/** Whether a segment says that the file is not baseline YCbCr, or may say so. */
function isOfAnotherKind({ marker, payload }: Segment): boolean {
  if (marker === MARKER.adobe) return true;
  if (marker === MARKER.app0) return JFIF.some((letter, index) => payload[index] !== letter);
  return marker > MARKER.baseline && marker <= MARKER.lastFrame && marker !== MARKER.huffman;
}

/** @param payload precision, height, width, number of components, then for each its id, sampling and table */
function readFrame(payload: Uint8Array): Frame | null {
  const [precision, heightHigh, heightLow, widthHigh, widthLow, components] = payload;
  if (payload.length !== 15 || precision !== 8 || components !== 3) return null;
  const heightPx = heightHigh! * 256 + heightLow!;
  const widthPx = widthHigh! * 256 + widthLow!;
  // Numbered 1, 2, 3 they are brightness and two colours; any other ids may mean RGB.
  const areYCbCr = [1, 2, 3].every((id, component) => payload[6 + component * 3] === id);
  const subsampling = SUBSAMPLING.get([7, 10, 13].map((at) => payload[at]!).join());
  if (!areYCbCr || subsampling === undefined || heightPx === 0 || widthPx === 0) return null;
  return { widthPx, heightPx, subsampling };
}

/** Sampling bytes (horizontal in the upper half, vertical in the lower) of the three components. */
const SUBSAMPLING = new Map<string, JpegHeader['subsampling']>([
  [[0x11, 0x11, 0x11].join(), [1, 1]],
  [[0x21, 0x11, 0x11].join(), [2, 1]],
  [[0x22, 0x11, 0x11].join(), [2, 2]],
]);
