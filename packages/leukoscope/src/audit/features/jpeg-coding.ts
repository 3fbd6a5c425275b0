/** How a JPEG file was encoded; equal pictures saved by other programs or at other qualities differ in it. */
export interface JpegCoding {
  /** Sum of the first quantisation table, which brightness uses: the larger, the coarser. */
  readonly brightnessTable: number;
  /** Sum of the last table, which colour uses; of the only one where there is one. */
  readonly colourTable: number;
  /** The sampling bytes of the components, one after another, as one number. */
  readonly sampling: number;
  readonly components: number;
  readonly isProgressive: boolean;
}

const MARKER = { tables: 0xdb, scan: 0xda } as const;
/** Start of frame: all of 0xc0 to 0xcf but these three. */
const NO_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];
const TABLE_VALUES = 64;

/** @returns `null` for a file that is no JPEG or whose header breaks off */
export function readJpegCoding(bytes: Uint8Array): JpegCoding | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const tables = new Map<number, number>();
  let frame: Uint8Array | null = null;
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (length < 2 || marker === MARKER.scan) break;
    const content = bytes.subarray(at + 4, at + 2 + length);
    if (marker === MARKER.tables) sumTables(content, tables);
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker)) frame ??= bytes.subarray(at, at + 2 + length);
    at += 2 + length;
  }
  if (frame === null || tables.size === 0) return null;
  return { ...samplingOf(frame), ...codingOf(tables), isProgressive: frame[1] === 0xc2 };
}

/** Each table: its precision and number in one byte, then 64 values of one byte or two. */
function sumTables(content: Uint8Array, tables: Map<number, number>): void {
  for (let at = 0; at < content.length; ) {
    const width = content[at]! >> 4 === 0 ? 1 : 2;
    let sum = 0;
    for (let value = 0; value < TABLE_VALUES; value++) {
      const place = at + 1 + value * width;
      sum += width === 1 ? (content[place] ?? 0) : (content[place] ?? 0) * 256 + (content[place + 1] ?? 0);
    }
    tables.set(content[at]! & 15, sum);
    at += 1 + TABLE_VALUES * width;
  }
}

function codingOf(tables: ReadonlyMap<number, number>): Pick<JpegCoding, 'brightnessTable' | 'colourTable'> {
  const sums = [...tables].sort(([a], [b]) => a - b).map(([, sum]) => sum);
  return { brightnessTable: sums[0]!, colourTable: sums.at(-1)! };
}

/** Of a frame: marker, length, precision, height, width, number of components, then three bytes for each. */
function samplingOf(frame: Uint8Array): Pick<JpegCoding, 'sampling' | 'components'> {
  const components = frame[9] ?? 0;
  let sampling = 0;
  for (let at = 0; at < Math.min(components, 4); at++) sampling = sampling * 256 + (frame[11 + at * 3] ?? 0);
  return { sampling, components };
}
