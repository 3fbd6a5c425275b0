import type { ImageFormat } from './image-format.ts';
import { jpegEndsEarly } from './jpeg-header.ts';
import type { SizePx } from './resize.ts';
import { readTiffDirectory } from './tiff-directory.ts';

/** What can be told of an image file from its structure alone, and what decoders leave unsaid. */
export interface ImageStructure {
  /** Whether the file ends before its own structure does. */
  readonly endsEarly: boolean;
  /** Whether it is an animation whose first picture a decoder would take for the whole. */
  readonly isAnimated: boolean;
  readonly hasPalette: boolean;
  /** The size its header announces, where decoders refuse large ones without saying why. */
  readonly announced: SizePx | null;
}

const PLAIN: ImageStructure = { endsEarly: false, isAnimated: false, hasPalette: false, announced: null };
const PNG_SIGNATURE_BYTES = 8;
const RIFF_HEAD_BYTES = 8;

export function readStructure(format: ImageFormat, bytes: Uint8Array): ImageStructure {
  if (format === 'JPEG') return { ...PLAIN, endsEarly: jpegEndsEarly(bytes) };
  if (format === 'WebP') return { ...PLAIN, endsEarly: webpEndsEarly(bytes) };
  return format === 'PNG' ? pngStructure(bytes) : tiffStructure(bytes);
}

function webpEndsEarly(bytes: Uint8Array): boolean {
  return bytes.length < 12 || viewOf(bytes).getUint32(4, true) + RIFF_HEAD_BYTES > bytes.length;
}

function pngStructure(bytes: Uint8Array): ImageStructure {
  const view = viewOf(bytes);
  const types: string[] = [];
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    at += 12 + length;
  }
  const announced = types[0] === 'IHDR' ? { widthPx: view.getUint32(16), heightPx: view.getUint32(20) } : null;
  return {
    endsEarly: !types.includes('IEND'),
    isAnimated: types.includes('acTL'),
    hasPalette: types.includes('PLTE') && bytes[25] === 3,
    announced,
  };
}

function tiffStructure(bytes: Uint8Array): ImageStructure {
  const directory = readTiffDirectory(bytes);
  if (directory === null) return PLAIN;
  const { widthPx, heightPx, endsEarly, hasPalette } = directory;
  return { ...PLAIN, endsEarly, hasPalette, announced: { widthPx, heightPx } };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
