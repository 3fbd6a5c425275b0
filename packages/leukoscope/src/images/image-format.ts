/** The formats that are read, named as shown to people. */
export const IMAGE_FORMATS = ['JPEG', 'PNG', 'WebP', 'TIFF'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** A format told by a file's first bytes: one that is read, a known one that is not, or none. */
export type SniffedFormat =
  | { readonly kind: 'accepted'; readonly format: ImageFormat }
  | { readonly kind: 'unsupported'; readonly format: string }
  | { readonly kind: 'unknown' };

interface Signature {
  readonly format: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

const ACCEPTED: readonly (Signature & { format: ImageFormat })[] = [
  { format: 'JPEG', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'PNG', offset: 0, bytes: [0x89, ...ascii('PNG\r\n\x1a\n')] },
  { format: 'WebP', offset: 8, bytes: ascii('WEBP') },
  { format: 'TIFF', offset: 0, bytes: [...ascii('II'), 42, 0] },
  { format: 'TIFF', offset: 0, bytes: [...ascii('MM'), 0, 42] },
  { format: 'TIFF', offset: 0, bytes: [...ascii('II'), 43, 0] },
  { format: 'TIFF', offset: 0, bytes: [...ascii('MM'), 0, 43] },
];

const UNSUPPORTED: readonly Signature[] = [
  { format: 'GIF', offset: 0, bytes: ascii('GIF8') },
  { format: 'BMP', offset: 0, bytes: ascii('BM') },
  { format: 'AVIF', offset: 4, bytes: ascii('ftypavif') },
  { format: 'HEIF', offset: 4, bytes: ascii('ftyp') },
  { format: 'JPEG 2000', offset: 4, bytes: ascii('jP  ') },
  { format: 'JPEG 2000', offset: 0, bytes: [0xff, 0x4f, 0xff, 0x51] },
  { format: 'JPEG XL', offset: 0, bytes: [0xff, 0x0a] },
  { format: 'JPEG XL', offset: 4, bytes: ascii('JXL ') },
  { format: 'PDF', offset: 0, bytes: ascii('%PDF') },
  { format: 'Photoshop', offset: 0, bytes: ascii('8BPS') },
  { format: 'DICOM', offset: 128, bytes: ascii('DICM') },
];

/** Tells the format from the content alone; a file's name says nothing here. */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  const matches = ({ offset, bytes: expected }: Signature) =>
    expected.every((value, index) => bytes[offset + index] === value);
  const accepted = ACCEPTED.find(matches);
  if (accepted !== undefined) return { kind: 'accepted', format: accepted.format };
  const unsupported = UNSUPPORTED.find(matches);
  if (unsupported !== undefined) return { kind: 'unsupported', format: unsupported.format };
  return looksLikeSvg(bytes) ? { kind: 'unsupported', format: 'SVG' } : { kind: 'unknown' };
}

function looksLikeSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /^\s*(<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(start.replace(/^\u00ef\u00bb\u00bf/, '')) && /<svg/i.test(start);
}
