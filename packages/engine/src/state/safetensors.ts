import { bfloat16ToFloat32, float16ToFloat32 } from './half-float.ts';

/** Element types of the safetensors format, and the array that holds each. */
export interface SafetensorsArrays {
  /** One byte an element, 0 or 1. */
  readonly BOOL: Uint8Array;
  readonly U8: Uint8Array;
  readonly I8: Int8Array;
  readonly I16: Int16Array;
  readonly U16: Uint16Array;
  /** The 16 bits of IEEE 754 binary16; `toFloat32` widens them. */
  readonly F16: Uint16Array;
  /** The 16 bits of bfloat16; `toFloat32` widens them. */
  readonly BF16: Uint16Array;
  readonly I32: Int32Array;
  readonly U32: Uint32Array;
  readonly F32: Float32Array;
  readonly F64: Float64Array;
  readonly I64: BigInt64Array;
  readonly U64: BigUint64Array;
}
export type SafetensorsDType = keyof SafetensorsArrays;

/** One tensor, row-major. */
export type SafeTensor = {
  [D in SafetensorsDType]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: SafetensorsArrays[D];
  };
}[SafetensorsDType];

/** Content of a safetensors file. */
export interface Safetensors {
  /** In the order of their data in the file. */
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes are no valid safetensors file; the message says where they stop to be one. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

/** Files hold the last of these first: from wide to narrow, every tensor is aligned to its element. */
const ARRAYS = {
  BOOL: Uint8Array,
  U8: Uint8Array,
  I8: Int8Array,
  I16: Int16Array,
  U16: Uint16Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I32: Int32Array,
  U32: Uint32Array,
  F32: Float32Array,
  F64: Float64Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
} as const satisfies Record<SafetensorsDType, unknown>;
const DTYPES = Object.keys(ARRAYS) as readonly SafetensorsDType[];

const LENGTH_BYTES = 8;
/** The limit of the format's reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA_KEY = '__metadata__';

interface Entry {
  readonly name: string;
  readonly dtype: SafetensorsDType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a safetensors file (https://github.com/huggingface/safetensors, "Format"). Everything is checked before anything
 * is returned: lengths, offsets (the data must be covered without gap or overlap), types, sizes, names given twice.
 * @returns copies; the bytes may be reused.
 * @throws SafetensorsError
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const headerEnd = LENGTH_BYTES + headerLength(bytes);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, headerEnd));
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, value]) => parseEntry(name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkCover(entries, bytes.length - headerEnd);
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => {
    // Not bytes.slice(): a Node Buffer's slice is a view.
    const copy = new Uint8Array(bytes.subarray(headerEnd + begin, headerEnd + end));
    return [name, { dtype, shape, data: new ARRAYS[dtype](copy.buffer) } as SafeTensor] as const;
  });
  return { tensors: new Map(tensors), metadata: parseMetadata(header[METADATA_KEY]) };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new SafetensorsError(`length of the header: got ${bytes.length} bytes, expected at least ${LENGTH_BYTES}`);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw new SafetensorsError(`length of the header: got ${length} bytes, expected at most ${MAX_HEADER_BYTES}`);
  }
  if (length > bytes.length - LENGTH_BYTES) {
    throw new SafetensorsError(
      `length of the header: got ${length} bytes, but only ${bytes.length - LENGTH_BYTES} follow; the file is cut off`,
    );
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  if (bytes[0] !== 0x7b) throw new SafetensorsError("header: it does not begin with '{'");
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SafetensorsError('header: it is not UTF-8', { cause });
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new SafetensorsError('header: it is not JSON', { cause });
  }
  checkKeys(text);
  return header as Record<string, unknown>;
}

/** `JSON.parse` keeps the last of equal keys and drops the others; here no object may have any. */
function checkKeys(json: string): void {
  const objects: Set<string>[] = [];
  for (const [token, text] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (text !== undefined) {
      const key = JSON.parse(text) as string;
      const keys = objects.at(-1)!;
      if (keys.has(key)) throw new SafetensorsError(`header: '${key}' stands twice in one object`);
      keys.add(key);
    }
  }
}

function parseEntry(name: string, value: unknown): Entry {
  const fail = (problem: string): never => {
    throw new SafetensorsError(`tensor '${name}': ${problem}`);
  };
  if (!isObject(value)) return fail('expected an object with dtype, shape and data_offsets');
  const unknownKey = Object.keys(value).find((key) => !['dtype', 'shape', 'data_offsets'].includes(key));
  if (unknownKey !== undefined) fail(`unknown field '${unknownKey}'`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (!isDType(dtype)) return fail(`dtype: got ${JSON.stringify(dtype)}, expected one of ${DTYPES.join(', ')}`);
  if (!isSizes(shape)) return fail(`shape: got ${JSON.stringify(shape)}, expected whole numbers, none negative`);
  const count = countElements(shape);
  if (count === null) return fail(`shape: [${shape}] has more elements than can be counted exactly`);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    return fail(`data_offsets: got ${JSON.stringify(offsets)}, expected [begin, end] with begin not after end`);
  }
  const [begin, end] = offsets as readonly [number, number];
  const expected = count * ARRAYS[dtype].BYTES_PER_ELEMENT;
  if (end - begin !== expected) {
    fail(`data_offsets: [${begin}, ${end}] are ${end - begin} bytes, but ${dtype} [${shape}] needs ${expected}`);
  }
  return { name, dtype, shape, begin, end };
}

/** @param entries by where they begin. */
function checkCover(entries: readonly Entry[], available: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin < covered) {
      throw new SafetensorsError(`tensor '${name}': its data begins at ${begin}, inside another tensor's`);
    }
    if (begin > covered) {
      throw new SafetensorsError(
        `tensor '${name}': its data begins at ${begin}, but ${covered} … ${begin} is no one's`,
      );
    }
    covered = end;
  }
  if (covered > available) {
    throw new SafetensorsError(`data: got ${available} bytes, expected ${covered}; the file is cut off`);
  }
  if (covered < available) {
    throw new SafetensorsError(`data: got ${available} bytes, expected ${covered}; bytes follow the last tensor`);
  }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isObject(value) || Object.values(value).some((text) => typeof text !== 'string')) {
    throw new SafetensorsError(`${METADATA_KEY}: expected an object of texts`);
  }
  return value as Record<string, string>;
}

/**
 * Writes a safetensors file. Equal content gives equal bytes, whatever the order it is given in: tensors lie by width of
 * element, widest first, then by name; metadata by key; the header is padded so that the data begins at a multiple of 8.
 * @throws TypeError, RangeError for a tensor whose data and type disagree, or a name the format cannot hold.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const sorted = [...tensors].sort(
    ([a, { dtype: dtypeA }], [b, { dtype: dtypeB }]) =>
      DTYPES.indexOf(dtypeB) - DTYPES.indexOf(dtypeA) || (a < b ? -1 : 1),
  );
  let size = 0;
  const fields = sorted.map(([name, tensor]) => {
    checkTensor(name, tensor);
    const { dtype, shape, data } = tensor;
    const begin = size;
    size += data.byteLength;
    return `${jsonText(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, size] })}`;
  });
  const texts = Object.entries(metadata)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `${jsonText(key)}:${jsonText(text)}`);
  if (texts.length > 0) fields.unshift(`"${METADATA_KEY}":{${texts.join()}}`);

  const header = new TextEncoder().encode(`{${fields.join()}}`);
  const headerSize = Math.ceil(header.length / 8) * 8;
  if (headerSize > MAX_HEADER_BYTES) {
    throw new RangeError(`writeSafetensors() header: ${headerSize} bytes, at most ${MAX_HEADER_BYTES}`);
  }
  const bytes = new Uint8Array(LENGTH_BYTES + headerSize + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerSize), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerSize);
  bytes.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerSize;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function checkTensor(name: string, { dtype, shape, data }: SafeTensor): void {
  const place = `writeSafetensors() tensors '${name}'`;
  if (name === METADATA_KEY) throw new RangeError(`${place}: the format keeps this name for itself`);
  if (!isDType(dtype)) throw new TypeError(`${place}: dtype ${dtype}, expected one of ${DTYPES.join(', ')}`);
  if (!(data instanceof ARRAYS[dtype])) throw new TypeError(`${place}: ${dtype} needs a ${ARRAYS[dtype].name}`);
  if (!isSizes(shape)) throw new RangeError(`${place}: shape [${shape}], expected whole numbers, none negative`);
  if (countElements(shape) !== data.length) {
    throw new RangeError(`${place}: got ${data.length} elements, expected shape [${shape}]`);
  }
}

/** Half a surrogate pair has no form in UTF-8: other readers refuse it. */
function jsonText(text: string): string {
  if (!text.isWellFormed())
    throw new RangeError(`writeSafetensors() ${JSON.stringify(text)} is not well-formed Unicode`);
  return JSON.stringify(text);
}

/**
 * The numbers as float32: F32 itself (not a copy), 16-bit floats widened exactly, all others rounded to the nearest.
 */
export function toFloat32(tensor: SafeTensor): Float32Array {
  switch (tensor.dtype) {
    case 'F32':
      return tensor.data;
    case 'F16':
      return float16ToFloat32(tensor.data);
    case 'BF16':
      return bfloat16ToFloat32(tensor.data);
    case 'I64':
    case 'U64':
      return Float32Array.from(tensor.data as Iterable<bigint>, Number);
    default:
      return Float32Array.from(tensor.data);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDType(value: unknown): value is SafetensorsDType {
  return typeof value === 'string' && Object.hasOwn(ARRAYS, value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** `null` if the count, or a count on the way, is beyond exact arithmetic. */
function countElements(shape: readonly number[]): number | null {
  let count = 1;
  for (const size of shape) {
    count *= size;
    if (!Number.isSafeInteger(count * 8)) return null;
  }
  return count;
}
