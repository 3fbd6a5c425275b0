/** What was changed to make the pixels that a network sees of a file; counted and shown, never silent. */
export const CONVERSIONS = [
  /** 16 bits a channel, of which the upper 8 are kept. */
  '16-bit-to-8',
  /** CMYK turned into sRGB, through the file's own profile if it has one, else through a general one. */
  'cmyk-to-rgb',
  /** One grey channel repeated three times. */
  'grey-to-rgb',
  /** Colours looked up in the file's palette. */
  'palette-to-rgb',
  /** An alpha channel left out; the colours under it are kept as they are. */
  'alpha-dropped',
  /** An EXIF orientation other than 1 that was not followed: cells have no upright. */
  'orientation-ignored',
  /** An embedded colour profile that was not applied: the pixels are taken as they are. */
  'profile-ignored',
  /** No nucleated cell was found to crop to: the middle of the picture was taken. */
  'cell-not-found',
  /** Too little colour to normalise the stain by: colours were left as they are. */
  'stain-unchanged',
] as const;
export type Conversion = (typeof CONVERSIONS)[number];

/** How many images underwent each conversion. */
export type ConversionCounts = Readonly<Record<Conversion, number>>;

/** @returns counts of zero, to be added to */
export function noConversions(): Record<Conversion, number> {
  return Object.fromEntries(CONVERSIONS.map((name) => [name, 0])) as Record<Conversion, number>;
}

export function countConversions(counts: Record<Conversion, number>, conversions: readonly Conversion[]): void {
  for (const name of conversions) counts[name]++;
}
