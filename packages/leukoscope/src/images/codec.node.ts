import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { LeukoscopeError } from '../errors/leukoscope-error.ts';
import type { Conversion } from './conversions.ts';
import { type ImageFormat, sniffFormat } from './image-format.ts';
import { type ImageStructure, readStructure } from './image-structure.ts';
import { type JpegHeader, readBaselineHeader } from './jpeg-header.ts';
import { jpegsInTiff } from './jpegs-in-tiff.ts';
import type { Raster } from './raster.ts';
import { release } from './release.ts';
import type { SizePx } from './resize.ts';

/** A file whose header announces more is refused before anything is decoded. */
const LIMIT_PIXELS = 100_000_000;

/** Names the decoder and its version, since another one could give other pixels for the same file. */
export const DECODER_ID = `sharp-${sharp.versions.sharp}-libvips-${sharp.versions.vips}`;

export interface EncodedImage {
  readonly bytes: Uint8Array;
  /** The file's path, or the name it was sent under: for the text of errors only. */
  readonly name: string;
}

export interface DecodedImage {
  readonly raster: Raster;
  /** What was changed to make 8-bit RGB of the file, each at most once. */
  readonly conversions: readonly Conversion[];
}

// Images of single cells are too small to share out between threads; the parallelism is between calls.
sharp.concurrency(1);
sharp.cache(false);

const OPTIONS = { failOn: 'warning', limitInputPixels: LIMIT_PIXELS, sequentialRead: true } satisfies SharpOptions;

/** What one call decodes of JPEG files together; more would only take memory, and libtiff refuses above 50 MB. */
const TOGETHER_LIMIT = { pixels: 4_000_000, bytes: 8_000_000 } as const;

/**
 * Decodes a JPEG, PNG, WebP or TIFF file, told by its content, into 8-bit RGB. Pixels are taken as they are stored:
 * alpha is left out and not blended, EXIF orientation and embedded RGB profiles are not applied. Only CMYK goes through
 * colour management, with the file's profile if it has one. Of 16 bits the upper 8 are kept.
 *
 * @param name the file's path, or the name it was sent under: for the text of errors only
 * @throws LeukoscopeError `image.*`, the reason why the file cannot be used
 */
export async function decodeImage(bytes: Uint8Array, name = 'image'): Promise<DecodedImage> {
  const [decoded] = await decodeEach([{ bytes, name }], ({ raster, conversions }) => ({
    raster: { ...raster, data: raster.data.slice() },
    conversions,
  }));
  if (decoded instanceof LeukoscopeError) throw decoded;
  return decoded!;
}

/**
 * Decodes each file exactly as `decodeImage` does, with far less work where many small JPEG files are alike in size.
 * @param use what to keep of a picture, called as soon as it is decoded and in no particular order; the picture itself is
 * gone when it returns, so that not all need be in memory at once
 * @returns for each file, in order, what `use` gave or the reason why the file cannot be used
 */
export async function decodeEach<Kept>(
  files: readonly EncodedImage[],
  use: (image: DecodedImage, index: number) => Kept,
): Promise<(Kept | LeukoscopeError)[]> {
  const results: (Kept | LeukoscopeError)[] = new Array(files.length);
  const receive: Receive = (index, decoded) => {
    results[index] = decoded instanceof LeukoscopeError ? decoded : use(decoded, index);
  };
  const groups = new Map<string, Alike>();
  const others: Promise<void>[] = [];
  files.forEach((file, index) => {
    const header = headerIfAlike(file.bytes);
    if (header === null) {
      others.push(decodeAny(file).then((decoded) => receive(index, decoded)));
      return;
    }
    const key = `${header.widthPx} ${header.heightPx} ${header.subsampling.join()}`;
    const group = groups.get(key) ?? { ...header, files: [] };
    groups.set(key, group);
    group.files.push({ ...file, index, hasMetadata: header.hasMetadata });
  });
  const all = await Promise.allSettled([
    ...others,
    ...Array.from(groups.values(), (group) => decodeAlike(group, receive)),
  ]);
  // Not before all have ended: the caller may free the files' bytes as soon as this returns.
  for (const one of all) if (one.status === 'rejected') throw one.reason;
  return results;
}

/** The size that a file's header states, without decoding; `null` if it cannot be read. */
export async function readSize(bytes: Uint8Array): Promise<SizePx | null> {
  try {
    const { width: widthPx, height: heightPx } = await sharp(bytes, { ...OPTIONS, failOn: 'none' }).metadata();
    return { widthPx, heightPx };
  } catch {
    return null;
  }
}

/** Enough to tell cells apart in a report; half the bytes of the encoder's default. */
const THUMBNAIL_QUALITY = 75;

/**
 * A small picture for showing, as a WebP file without any metadata of where it came from.
 *
 * @param longerSidePx its longer side; a smaller picture stays as it is
 */
export async function encodeThumbnail({ widthPx, heightPx, data }: Raster, longerSidePx: number): Promise<Uint8Array> {
  const encoded = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .resize(longerSidePx, longerSidePx, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: THUMBNAIL_QUALITY })
    .toBuffer();
  return plainBytes(encoded);
}

/** A picture as it is after it was saved as a JPEG file. @param quality 1 to 100, as libjpeg counts. */
export async function throughJpeg({ widthPx, heightPx, data }: Raster, quality: number): Promise<Raster> {
  const bytes = await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  return (await decodeImage(bytes)).raster;
}

/** A picture as a PNG file, to the bit. */
export async function encodePng({ widthPx, heightPx, data }: Raster): Promise<Uint8Array> {
  return plainBytes(
    await sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

type Receive = (index: number, decoded: DecodedImage | LeukoscopeError) => void;

interface AlikeFile extends EncodedImage {
  readonly index: number;
  readonly hasMetadata: boolean;
}

/** JPEG files that one call can decode: equal in size and subsampling. */
interface Alike extends Omit<JpegHeader, 'hasMetadata'> {
  readonly files: AlikeFile[];
}

function headerIfAlike(bytes: Uint8Array): JpegHeader | null {
  const header = bytes.length <= TOGETHER_LIMIT.bytes ? readBaselineHeader(bytes) : null;
  return header && header.widthPx * header.heightPx <= TOGETHER_LIMIT.pixels ? header : null;
}

/**
 * Where the call fails, halves find out which file is the cause. A file that fails alone is bad: in a TIFF file, wrong data
 * are noticed to the last row, where the JPEG loader would deliver grey.
 */
async function decodeAlike(group: Alike, receive: Receive): Promise<void> {
  const { files, widthPx, heightPx } = group;
  if (files.length > 1 && !fitsOneCall(group)) return decodeHalves(group, receive);
  const tiff = jpegsInTiff(
    files.map(({ bytes }) => bytes),
    group,
  );
  const pixels = await sharp(tiff, { ...OPTIONS, sequentialRead: false, ignoreIcc: true })
    .raw()
    .toBuffer()
    .catch(asError);
  release(tiff);
  if (pixels instanceof Error) {
    if (files.length > 1) return decodeHalves(group, receive);
    return receive(files[0]!.index, undecodable(files[0]!, { format: 'JPEG', cause: pixels }));
  }
  const told = files.some(({ hasMetadata }) => hasMetadata) ? await Promise.all(files.map(conversionsAsTold)) : null;
  const bytesEach = widthPx * heightPx * 3;
  const all = plainBytes(pixels);
  files.forEach(({ index }, position) => {
    const data = all.subarray(position * bytesEach, (position + 1) * bytesEach);
    receive(index, { raster: { widthPx, heightPx, data }, conversions: told?.[position] ?? [] });
  });
  release(pixels);
}

/** A file whose pixels are good is not refused for what is written beside them. */
async function conversionsAsTold({ bytes, hasMetadata }: AlikeFile): Promise<Conversion[]> {
  return hasMetadata ? conversionsOf(await sharp(bytes, { ...OPTIONS, failOn: 'none' }).metadata(), false) : [];
}

function fitsOneCall({ files, widthPx, heightPx }: Alike): boolean {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return bytes <= TOGETHER_LIMIT.bytes && widthPx * heightPx * files.length <= TOGETHER_LIMIT.pixels;
}

async function decodeHalves(group: Alike, receive: Receive): Promise<void> {
  const middle = group.files.length >> 1;
  for (const files of [group.files.slice(0, middle), group.files.slice(middle)]) {
    await decodeAlike({ ...group, files }, receive);
  }
}

async function decodeAny(file: EncodedImage): Promise<DecodedImage | LeukoscopeError> {
  const format = acceptedFormat(file);
  if (format instanceof LeukoscopeError) return format;
  const structure = readStructure(format, file.bytes);
  // Looked at first, since a decoder may be content with a picture that lacks only its last rows or its end.
  if (structure.endsEarly) return new LeukoscopeError('image.truncated', { path: file.name, format });
  if (structure.announced !== null && isTooLarge(structure.announced)) return tooLarge(file, structure.announced);
  try {
    const metadata = await sharp(file.bytes, { ...OPTIONS, limitInputPixels: false }).metadata();
    const unusable = reasonAgainst(metadata, { file, format, structure });
    if (unusable !== null) return unusable;
    const ignoreIcc = metadata.space !== 'cmyk';
    const image = sharp(file.bytes, { ...OPTIONS, ignoreIcc }).raw();
    const { data, info } = await image.toBuffer({ resolveWithObject: true });
    const raster = { widthPx: info.width, heightPx: info.height, data: toRgb(plainBytes(data), info.channels) };
    return { raster, conversions: conversionsOf(metadata, structure.hasPalette) };
  } catch (error) {
    return undecodable(file, { format, cause: asError(error) });
  }
}

function acceptedFormat({ bytes, name: path }: EncodedImage): ImageFormat | LeukoscopeError {
  if (bytes.length === 0) return new LeukoscopeError('image.empty', { path });
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === 'accepted') return sniffed.format;
  return sniffed.kind === 'unsupported'
    ? new LeukoscopeError('image.unsupported-format', { path, format: sniffed.format })
    : new LeukoscopeError('image.not-an-image', { path });
}

const SPACES = ['srgb', 'rgb', 'rgb16', 'b-w', 'grey16', 'cmyk'];

function reasonAgainst(
  { width: widthPx, height: heightPx, pages = 1, depth, space }: Metadata,
  { file, format, structure }: { file: EncodedImage; format: ImageFormat; structure: ImageStructure },
): LeukoscopeError | null {
  const path = file.name;
  if (pages > 1) return new LeukoscopeError('image.animated', { path, format, pictures: pages });
  if (structure.isAnimated) return new LeukoscopeError('image.animated', { path, format, pictures: null });
  if (isTooLarge({ widthPx, heightPx })) return tooLarge(file, { widthPx, heightPx });
  if (!SPACES.includes(space) || (depth !== 'uchar' && depth !== 'ushort')) {
    return new LeukoscopeError('image.unsupported-pixels', { path, format, pixels: `${space} ${depth}` });
  }
  return null;
}

function isTooLarge({ widthPx, heightPx }: SizePx): boolean {
  return widthPx * heightPx > LIMIT_PIXELS;
}

function tooLarge({ name: path }: EncodedImage, { widthPx, heightPx }: SizePx): LeukoscopeError {
  return new LeukoscopeError('image.too-large', { path, widthPx, heightPx, limitPixels: LIMIT_PIXELS });
}

function conversionsOf(metadata: Metadata, hasPalette: boolean): Conversion[] {
  const conversions: Conversion[] = [];
  if (metadata.depth === 'ushort') conversions.push('16-bit-to-8');
  if (metadata.space === 'cmyk') conversions.push('cmyk-to-rgb');
  else if (metadata.hasProfile) conversions.push('profile-ignored');
  if (metadata.space === 'b-w' || metadata.space === 'grey16') conversions.push('grey-to-rgb');
  if (hasPalette) conversions.push('palette-to-rgb');
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

/** The decoder's own message is only kept as the cause: of images decoded at the same time it may tell of another. */
function undecodable(
  { bytes, name: path }: EncodedImage,
  { format, cause }: { format: ImageFormat; cause: Error },
): LeukoscopeError {
  return readStructure(format, bytes).endsEarly
    ? new LeukoscopeError('image.truncated', { path, format }, { cause })
    : new LeukoscopeError('image.damaged', { path, format }, { cause });
}

/** A Buffer's `slice` does not copy, as that of every other array does: it is not let out of this file. */
function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
