import type { ImageFormat } from './image-format.ts';

const JPEG_END = [0xff, 0xd9];
const PNG_SIGNATURE_BYTES = 8;
const RIFF_HEAD_BYTES = 8;

/**
 * Whether a file of this format ends before its own structure does: no end marker (JPEG), no end chunk (PNG), fewer
 * bytes than announced (WebP). For TIFF, whose parts lie anywhere, only its decoder can tell.
 */
export function endsEarly(format: ImageFormat, bytes: Uint8Array): boolean {
  if (format === 'JPEG') return lastIndexOfPair(bytes, JPEG_END) < lastIndexOfPair(bytes, [0xff, 0xda]);
  if (format === 'PNG') return !pngChunks(bytes).includes('IEND');
  if (format === 'WebP') return bytes.length < 12 || viewOf(bytes).getUint32(4, true) + RIFF_HEAD_BYTES > bytes.length;
  return false;
}

/** Whether a PNG file is an animation (APNG), whose first picture a decoder would silently take for the whole. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  return pngChunks(bytes).includes('acTL');
}

/** The types of a PNG file's complete chunks, in order. */
function pngChunks(bytes: Uint8Array): string[] {
  const view = viewOf(bytes);
  const types: string[] = [];
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at += 12 + length;
  }
  return types;
}

function lastIndexOfPair(bytes: Uint8Array, [first, second]: readonly number[]): number {
  for (let at = bytes.length - 2; at >= 0; at--) {
    if (bytes[at] === first && bytes[at + 1] === second) return at;
  }
  return -1;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
