import type { ArrayFault } from '../../errors/npz-errors.ts';

/** What the start of a NumPy array file says of the numbers that follow. */
export interface NpyHeader {
  /** The type of the numbers as NumPy writes it, such as `|u1` or `<f8`; a list for records. */
  readonly descr: string;
  /** Whether the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Bytes before the first number. */
  readonly dataStart: number;
}

/** Bytes from the start of the file that hold any header; NumPy itself reads no longer ones. */
export const MOST_NPY_HEADER_BYTES = 10_000;

const MAGIC = '\x93NUMPY';
const MAGIC_BYTES = 6;

/** One entry of the Python dictionary that the header is, and the comma behind it. */
const ENTRY =
  /\s*(?<quote>['"])(?<key>descr|fortran_order|shape)\k<quote>\s*:\s*(?:(?<mark>['"])(?<text>[^'"\\]*)\k<mark>|(?<truth>True|False)|\((?<sizes>[\d\s,]*)\)|(?<list>\[[^\]]*\]))\s*(?:,|(?=\}))/y;

/**
 * Reads the header of a `.npy` file: versions 1 to 3 of the format (numpy.lib.format). Nothing is evaluated.
 *
 * @param start the file's first `MOST_NPY_HEADER_BYTES`, or all of it.
 * @returns the fault of a file that is no array, or whose header is too long, cut short or not of the format.
 */
export function parseNpyHeader(start: Uint8Array): NpyHeader | { readonly fault: ArrayFault } {
  if (latin1(start.subarray(0, MAGIC_BYTES)) !== MAGIC) return { fault: 'magic' };
  const version = start[MAGIC_BYTES] ?? 0;
  if (version < 1 || version > 3) return { fault: 'version' };
  const lengthBytes = version === 1 ? 2 : 4;
  const textStart = MAGIC_BYTES + 2 + lengthBytes;
  if (start.length < textStart) return { fault: 'header' };
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const length = lengthBytes === 2 ? view.getUint16(textStart - 2, true) : view.getUint32(textStart - 4, true);
  const dataStart = textStart + length;
  if (dataStart > Math.min(start.length, MOST_NPY_HEADER_BYTES)) return { fault: 'header' };
  const entries = parseEntries(latin1(start.subarray(textStart, dataStart)));
  return entries === null ? { fault: 'header' } : { ...entries, dataStart };
}

function parseEntries(text: string): Omit<NpyHeader, 'dataStart'> | null {
  let descr: string | undefined;
  let truth: string | undefined;
  let sizes: string | undefined;
  const opening = /^\s*\{/.exec(text);
  if (opening === null) return null;
  let at = opening[0].length;
  for (let entries = 0; entries < 3; entries++) {
    ENTRY.lastIndex = at;
    const found = ENTRY.exec(text)?.groups;
    if (found === undefined) return null;
    at = ENTRY.lastIndex;
    if (found.key === 'descr') descr ??= found.text ?? found.list;
    else if (found.key === 'fortran_order') truth ??= found.truth;
    else sizes ??= found.sizes;
  }
  if (!/^\s*\}\s*$/.test(text.slice(at))) return null;
  if (descr === undefined || truth === undefined || sizes === undefined) return null;
  const shape = sizesOf(sizes);
  return shape === null ? null : { descr, fortranOrder: truth === 'True', shape };
}

/** `(3, 4)` or `(3,)`, without its brackets. */
function sizesOf(text: string): number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const sizes = parts.map(Number);
  return parts.every((part) => /^\d+$/.test(part)) && sizes.every(Number.isSafeInteger) ? sizes : null;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
