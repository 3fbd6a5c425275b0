import ExifReader from 'exifreader';
import { jpegComments } from '../../images/jpeg-header.ts';

/** What in an image file, beside the picture, may tell where or of whom it is, most telling first. */
export const METADATA_KINDS = ['position', 'person', 'free-text', 'date', 'device'] as const;
export type MetadataKind = (typeof METADATA_KINDS)[number];

export interface MetadataLeftover {
  readonly kind: MetadataKind;
  /** Name of the field, as its format calls it. */
  readonly field: string;
  /** As written, cut to a line. */
  readonly value: string;
}

/** What the header of an image file says; a size of `null` if it does not. */
export interface ImageFacts {
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly leftovers: readonly MetadataLeftover[];
}

const LONGEST_VALUE = 80;

/** Fields by what they tell; names as EXIF, TIFF, IPTC, XMP and PNG have them, without spaces and in lower case. */
const FIELDS: Readonly<Record<MetadataKind, readonly string[]>> = {
  position: ['gpslatitude', 'gpslongitude', 'city', 'sublocation', 'sub-location', 'location'],
  person: [
    ...['artist', 'author', 'by-line', 'byline', 'cameraownername', 'ownername', 'creator', 'copyright', 'xpauthor'],
    ...['photographer', 'rights', 'personinimage', 'writer/editor', 'lastmodifiedby'],
  ],
  'free-text': [
    ...['imagedescription', 'description', 'usercomment', 'xpcomment', 'xpsubject', 'xpkeywords', 'xptitle', 'comment'],
    ...['title', 'subject', 'keywords', 'caption/abstract', 'objectname', 'headline', 'documentname', 'pagename'],
    ...['imageuniqueid', 'jpegcomment', 'specialinstructions', 'hostcomputer'],
  ],
  date: [
    'datetime',
    'datetimeoriginal',
    'datetimedigitized',
    'createdate',
    'creationtime',
    'datecreated',
    'gpsdatestamp',
  ],
  device: ['make', 'model', 'bodyserialnumber', 'serialnumber', 'lensserialnumber', 'internalserialnumber'],
};
const KIND_OF_FIELD: ReadonlyMap<string, MetadataKind> = new Map(
  METADATA_KINDS.flatMap((kind) => FIELDS[kind].map((field) => [field, kind] as const)),
);

/** What programs write of themselves into the fields for people's words. */
const BY_PROGRAMS = [
  /^ImageJ=/,
  /^\{"shape"/,
  /^CREATOR: gd-jpeg/,
  /^Lavc/,
  /^LEAD Technologies/,
  /^Created with (The )?GIMP/i,
  /^Processed By eBay/,
  /^OLYMPUS DIGITAL CAMERA\s*$/,
  /^(SONY|KODAK|Nikon|Canon) DSC\s*$/i,
];

/** Groups of the reader's answer that describe the picture itself. */
const OF_THE_PICTURE: ReadonlySet<string> = new Set(['file', 'jfif', 'icc', 'thumbnail', 'mpf', 'riff', 'pngFile']);

/**
 * Reads what JPEG, PNG, TIFF and WebP files say beside the picture: EXIF, IPTC, XMP, comments, text chunks.
 *
 * @returns `null` for a file whose header cannot be read; the decoder says why
 */
export function readFacts(bytes: Uint8Array): ImageFacts | null {
  const tags = readTags(bytes);
  if (tags === null) return null;
  const leftovers = Object.entries(tags).flatMap(([group, fields]) =>
    OF_THE_PICTURE.has(group) ? [] : Object.entries(fields ?? {}).flatMap(([field, tag]) => leftoverOf(field, tag)),
  );
  const comments = jpegComments(bytes).flatMap((description) => leftoverOf('JPEGComment', { description }));
  return { ...sizeOf(tags), leftovers: unique([...leftovers, ...comments]) };
}

type Tags = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

function readTags(bytes: Uint8Array): Tags | null {
  try {
    const { buffer, byteOffset, byteLength } = bytes;
    const whole = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    return ExifReader.load(whole, { expanded: true }) as unknown as Tags;
  } catch (error) {
    // The library's way to say that a file is of no kind it knows, or has nothing beside the picture.
    if (error instanceof Error) return null;
    throw error;
  }
}

function sizeOf(tags: Tags): Pick<ImageFacts, 'widthPx' | 'heightPx'> {
  const find = (names: readonly string[]) => {
    for (const group of ['file', 'pngFile', 'png', 'riff', 'exif']) {
      for (const name of names) {
        const value = numberIn(tags[group]?.[name]);
        if (typeof value === 'number' && value > 0) return value;
      }
    }
    return null;
  };
  return { widthPx: find(['Image Width', 'ImageWidth']), heightPx: find(['Image Height', 'ImageLength']) };
}

function numberIn(tag: unknown): unknown {
  return typeof tag === 'object' && tag !== null && 'value' in tag ? tag.value : undefined;
}

function leftoverOf(field: string, tag: unknown): MetadataLeftover[] {
  const kind = KIND_OF_FIELD.get(field.replaceAll(' ', '').toLowerCase());
  if (kind === undefined) return [];
  const value = textOf(tag);
  if (value === '' || (kind === 'free-text' && BY_PROGRAMS.some((pattern) => pattern.test(value)))) return [];
  return [{ kind, field, value: value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value }];
}

function textOf(tag: unknown): string {
  if (typeof tag !== 'object' || tag === null) return '';
  const { description, value } = tag as { description?: unknown; value?: unknown };
  const text = description === undefined || description === '' ? value : description;
  const printable = Array.isArray(text) ? text.join(' ') : String(text ?? '');
  return printable.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function unique(leftovers: readonly MetadataLeftover[]): MetadataLeftover[] {
  return [...new Map(leftovers.map((one) => [`${one.kind} ${one.field}`, one])).values()];
}
