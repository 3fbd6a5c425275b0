import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { SizePx } from '../../images/resize.ts';
import { MEDMNIST_PART_NAMES, type MedMnistPart } from './bloodmnist.ts';
import { MOST_NPY_HEADER_BYTES, type NpyHeader, parseNpyHeader } from './npy-header.ts';
import type { NpzArchive, NpzMember } from './npz-archive.ts';

const CHANNELS = 3;
const LEAST_SIDE_PX = 28;
const MOST_SIDE_PX = 224;
const IMAGES_SHAPE = `[images, height, width, 3] with sides from ${LEAST_SIDE_PX} to ${MOST_SIDE_PX}`;
/** A label is a byte; no set of pictures that fits the archive's limit has more. */
const MOST_LABELS = 4_000_000;

/** One part of a MedMNIST set, checked but for its pixels. */
export interface MedMnistArrays {
  readonly labels: Readonly<Record<MedMnistPart, Uint8Array>>;
  /** Of every image. */
  readonly sizePx: SizePx;
  /** Yields for each image in order the bytes given and behind them its pixels, row by row, RGB. */
  readonly images: (part: MedMnistPart, head: Uint8Array) => AsyncGenerator<Uint8Array, void>;
}

/**
 * Reads the labels and the headers of a MedMNIST set of colour pictures: uint8 `[n, height, width, 3]` and `[n, 1]` or
 * `[n]`, in C order, for `train`, `val` and `test`.
 *
 * @throws LeukoscopeError `npz.*`.
 */
export async function readMedMnist(archive: NpzArchive, path: string): Promise<MedMnistArrays> {
  const members = new Map<MedMnistPart, { images: NpzMember; dataStart: number }>();
  const labels: Partial<Record<MedMnistPart, Uint8Array>> = {};
  let sizePx: SizePx | null = null;
  for (const part of MEDMNIST_PART_NAMES) {
    const context = { path, array: `${part}_images` };
    const images = memberOf(archive, context);
    const { shape, dataStart } = await readHeader(images, context);
    const [count, heightPx, widthPx] = checkImageShape(shape, sizePx, context);
    sizePx ??= { widthPx, heightPx };
    members.set(part, { images, dataStart });
    labels[part] = await readLabels(archive, { path, array: `${part}_labels`, count });
  }
  const imageBytes = sizePx!.widthPx * sizePx!.heightPx * CHANNELS;
  return {
    labels: labels as Record<MedMnistPart, Uint8Array>,
    sizePx: sizePx!,
    images: (part, head) => {
      const { images, dataStart } = members.get(part)!;
      return records(images.read(), { skip: dataStart, head, bytes: imageBytes });
    },
  };
}

interface Context {
  readonly path: string;
  readonly array: string;
}

function memberOf({ arrays }: NpzArchive, { path, array }: Context): NpzMember {
  const member = arrays.get(array);
  if (member === undefined) throw new LeukoscopeError('npz.missing-array', { path, array, found: [...arrays.keys()] });
  return member;
}

async function readHeader(member: NpzMember, context: Context): Promise<NpyHeader> {
  const header = parseNpyHeader(await readStart(member, MOST_NPY_HEADER_BYTES));
  if ('fault' in header) throw new LeukoscopeError('npz.bad-array', { ...context, fault: header.fault });
  const { descr, fortranOrder, shape, dataStart } = header;
  if (descr.includes('O')) throw new LeukoscopeError('npz.object-array', context);
  if (!/^[|<>=]?u1$/.test(descr)) throw new LeukoscopeError('npz.wrong-type', { ...context, got: descr });
  // Along one direction only the two orders are the same.
  if (fortranOrder && shape.filter((size) => size > 1).length > 1) {
    throw new LeukoscopeError('npz.fortran-order', context);
  }
  const elements = shape.reduce((product, size) => product * size, 1);
  if (dataStart + elements !== member.bytes) {
    throw new LeukoscopeError('npz.bad-array', { ...context, fault: 'length' });
  }
  return header;
}

function checkImageShape(got: readonly number[], before: SizePx | null, context: Context): [number, number, number] {
  const [count = 0, heightPx = 0, widthPx = 0, channels] = got;
  const sidesFit = [heightPx, widthPx].every((side) => side >= LEAST_SIDE_PX && side <= MOST_SIDE_PX);
  if (got.length !== 4 || channels !== CHANNELS || !sidesFit) {
    throw new LeukoscopeError('npz.wrong-shape', { ...context, got, expected: IMAGES_SHAPE });
  }
  if (before !== null && (before.heightPx !== heightPx || before.widthPx !== widthPx)) {
    const expected = `[images, ${before.heightPx}, ${before.widthPx}, 3]`;
    throw new LeukoscopeError('npz.wrong-shape', { ...context, got, expected });
  }
  return [count, heightPx, widthPx];
}

async function readLabels(archive: NpzArchive, given: Context & { count: number }): Promise<Uint8Array> {
  const { count, ...context } = given;
  const member = memberOf(archive, context);
  const { shape, dataStart } = await readHeader(member, context);
  const fits = shape[0] === count && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));
  if (!fits || count > MOST_LABELS) {
    throw new LeukoscopeError('npz.wrong-shape', { ...context, got: shape, expected: `[${count}, 1]` });
  }
  // To the very end, where the checksum is compared.
  return Buffer.concat(await Array.fromAsync(member.read())).subarray(dataStart);
}

async function readStart(member: NpzMember, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of member.read()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= most) break;
  }
  return Buffer.concat(chunks);
}

/** Cuts a stream into records of one length, after its first `skip` bytes, and puts `head` before each. */
async function* records(
  chunks: AsyncIterable<Uint8Array>,
  { skip, head, bytes }: { skip: number; head: Uint8Array; bytes: number },
): AsyncGenerator<Uint8Array, void> {
  const size = head.length + bytes;
  let left = skip;
  let record: Uint8Array | null = null;
  let filled = 0;
  for await (const chunk of chunks) {
    let at = Math.min(left, chunk.length);
    left -= at;
    while (at < chunk.length) {
      if (record === null) {
        record = new Uint8Array(size);
        record.set(head);
        filled = head.length;
      }
      const part = chunk.subarray(at, at + size - filled);
      record.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield record;
      record = null;
    }
  }
}
