/** Blocks of 8 x 8 pixels, each of one colour, row by row. */
export interface BlockPicture {
  readonly widthBlocks: number;
  readonly heightBlocks: number;
  /** `[heightBlocks, widthBlocks, 3]`, 0..255. */
  readonly rgb: Uint8Array;
}

/** The standard's table of code lengths and categories for differences of brightness (ITU-T T.81, K.3). */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** One code of one bit, which ends a block: no block has any detail. */
const AC_COUNTS = [1, ...new Array<number>(15).fill(0)];
const AC_VALUES = [0];

/** A baseline JPEG, written by hand so that no encoder has a part in it; every quantisation step is `step`. */
export function flatJpeg({ widthBlocks, heightBlocks, rgb }: BlockPicture, step: number): Buffer {
  const [widthPx, heightPx] = [8 * widthBlocks, 8 * heightBlocks];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...new Array<number>(64).fill(step)]),
    segment(0xc0, [
      ...[8, heightPx >> 8, heightPx & 255, widthPx >> 8, widthPx & 255, 3],
      ...[1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0],
    ]),
    segment(0xc4, [0x00, ...DC_COUNTS, ...DC_VALUES]),
    segment(0xc4, [0x10, ...AC_COUNTS, ...AC_VALUES]),
    segment(0xda, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]),
    scan(rgb, step),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function scan(rgb: Uint8Array, step: number): Buffer {
  let bits = '';
  const before = [0, 0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    for (const [component, value] of yCbCr(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!).entries()) {
      // The first coefficient of a flat block is eight times its value.
      const coefficient = Math.round((8 * (value - 128)) / step);
      bits += `${difference(coefficient - before[component]!)}0`;
      before[component] = coefficient;
    }
  }
  const bytes = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []).map((one) =>
    Number.parseInt(one, 2),
  );
  return Buffer.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

function yCbCr(red: number, green: number, blue: number): [number, number, number] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue,
    128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
    128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
  ];
}

const DC_CODES = codes();

function codes(): string[] {
  const found: string[] = [];
  let code = 0;
  for (const [at, count] of DC_COUNTS.entries()) {
    for (let index = 0; index < count; index++) found.push((code++).toString(2).padStart(at + 1, '0'));
    code <<= 1;
  }
  return found;
}

/** Its category's code, then the value in as many bits; negative ones as their complement. */
function difference(value: number): string {
  const bits = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const written = value > 0 ? value : value + 2 ** bits - 1;
  return DC_CODES[bits]! + (bits === 0 ? '' : written.toString(2).padStart(bits, '0'));
}
