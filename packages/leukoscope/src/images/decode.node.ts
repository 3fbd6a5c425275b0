import sharp, { type Metadata } from 'sharp';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Conversion } from './conversions.ts';
import { type ImageFormat, sniffFormat } from './image-format.ts';
import type { Raster } from './raster.ts';

/** A file whose header announces more is refused before anything is decoded. */
export const LIMIT_PIXELS = 100_000_000;

/** Names the decoder and its version, since another one could give other pixels for the same file. */
export const DECODER_ID = `sharp-${sharp.versions.sharp}-libvips-${sharp.versions.vips}`;

export interface DecodedImage {
  readonly raster: Raster;
  /** What was changed to make 8-bit RGB of the file, each at most once. */
  readonly conversions: readonly Conversion[];
}

// Images of single cells are too small to share out between threads; the parallelism is between images.
sharp.concurrency(1);
sharp.cache(false);

const OPTIONS = { failOn: 'warning', limitInputPixels: LIMIT_PIXELS, sequentialRead: true } as const;

/**
 * Decodes a JPEG, PNG, WebP or TIFF file, told by its content, into 8-bit RGB. Pixels are taken as they are stored:
 * alpha is left out and not blended, EXIF orientation and embedded RGB profiles are not applied. Only CMYK goes through
 * colour management, with the file's profile if it has one.
 *
 * @param name the file's path, or the name it was sent under: for the text of errors only
 * @throws LeukoscopeError `image.*`, the reason why the file cannot be used
 */
export async function decodeImage(bytes: Uint8Array, name = 'image'): Promise<DecodedImage> {
  const format = acceptedFormat(bytes, name);
  try {
    const metadata = await sharp(bytes, { ...OPTIONS, limitInputPixels: false }).metadata();
    assertUsable(metadata, { path: name, format });
    const ignoreIcc = metadata.space !== 'cmyk';
    const { data, info } = await sharp(bytes, { ...OPTIONS, ignoreIcc })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      raster: { widthPx: info.width, heightPx: info.height, data: toRgb(data, info.channels) },
      conversions: conversionsOf(metadata),
    };
  } catch (error) {
    if (error instanceof LeukoscopeError) throw error;
    throw decodingError(error, { path: name, format });
  }
}

function acceptedFormat(bytes: Uint8Array, path: string): ImageFormat {
  if (bytes.length === 0) throw new LeukoscopeError('image.empty', { path });
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === 'unsupported') {
    throw new LeukoscopeError('image.unsupported-format', { path, format: sniffed.format });
  }
  if (sniffed.kind === 'unknown') throw new LeukoscopeError('image.not-an-image', { path });
  return sniffed.format;
}

interface Subject {
  readonly path: string;
  readonly format: ImageFormat;
}

function assertUsable(metadata: Metadata, subject: Subject): void {
  const { width: widthPx, height: heightPx, pages = 1, depth, space } = metadata;
  if (pages > 1) throw new LeukoscopeError('image.animated', { ...subject, pictures: pages });
  if (widthPx * heightPx > LIMIT_PIXELS) {
    throw new LeukoscopeError('image.too-large', { path: subject.path, widthPx, heightPx, limitPixels: LIMIT_PIXELS });
  }
  const known = ['srgb', 'b-w', 'rgb', 'rgb16', 'grey16', 'cmyk'].includes(space);
  if (!known || (depth !== 'uchar' && depth !== 'ushort')) {
    throw new LeukoscopeError('image.unsupported-pixels', { ...subject, pixels: `${space} ${depth}` });
  }
}

function conversionsOf(metadata: Metadata): Conversion[] {
  const conversions: Conversion[] = [];
  if (metadata.depth === 'ushort') conversions.push('16-bit-to-8');
  if (metadata.space === 'cmyk') conversions.push('cmyk-to-rgb');
  else if (metadata.hasProfile) conversions.push('profile-ignored');
  if (metadata.space === 'b-w' || metadata.space === 'grey16') conversions.push('grey-to-rgb');
  if (metadata.isPalette) conversions.push('palette-to-rgb');
  if (metadata.hasAlpha) conversions.push('alpha-dropped');
  if ((metadata.orientation ?? 1) !== 1) conversions.push('orientation-ignored');
  return conversions;
}

/** @param data `[pixels, channels]` with 1 (grey), 3 (RGB) or 4 (RGB and alpha) channels */
function toRgb(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  const green = channels >= 3 ? 1 : 0;
  const blue = channels >= 3 ? 2 : 0;
  for (let pixel = 0, from = 0, to = 0; pixel < pixels; pixel++, from += channels, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + green]!;
    rgb[to + 2] = data[from + blue]!;
  }
  return rgb;
}

function decodingError(error: unknown, subject: Subject): LeukoscopeError {
  if (!(error instanceof Error)) throw error;
  const problem = error.message.replaceAll(/\s+/g, ' ').trim();
  return /premature end|truncat|end of|too short|eof/i.test(problem)
    ? new LeukoscopeError('image.truncated', { ...subject }, { cause: error })
    : new LeukoscopeError('image.damaged', { ...subject, problem }, { cause: error });
}
