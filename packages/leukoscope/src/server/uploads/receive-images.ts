import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { byCodeUnits } from '../../datasets/cell-order.ts';
import { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { EncodedImage } from '../../images/codec.node.ts';
import type { Actor } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { type Admitted, admitImages, TOGETHER } from '../jobs/admit-images.ts';
import { beginsAsZip, withUnpacked } from './unpacked-zip.ts';
import type { UploadPart } from './upload-parts.ts';

/** A picture of one cell has some hundred kilobytes. */
const MOST_IMAGE_BYTES = 100e6;

interface Receiving {
  readonly store: Store;
  readonly actor: Actor;
  readonly caseId: string;
  /** Where archives lie while they are unpacked. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** Adds the files of an upload to a case as they come: images, and ZIP files of images, told by their content. */
export async function receiveImages(parts: AsyncIterable<UploadPart>, receiving: Receiving): Promise<Admitted> {
  const batch = new AdmittedInBatches(receiving);
  for await (const { name, bytes } of parts) {
    const pieces = bytes[Symbol.asyncIterator]();
    const start = await firstBytes(pieces);
    if (beginsAsZip(start)) await fromZip(name, rest(start, pieces), { batch, receiving });
    else await batch.add(name, await collected(rest(start, pieces)));
  }
  return batch.finish();
}

/** Gathers images and admits them together. */
class AdmittedInBatches {
  readonly #into: Receiving;
  readonly #total = { added: 0, doubles: 0, rejected: [] as Admitted['rejected'][number][] };
  #waiting: EncodedImage[] = [];
  #bytes = 0;

  constructor(into: Receiving) {
    this.#into = into;
  }

  reject(name: string, reason: LeukoscopeError): void {
    this.#total.rejected.push({ name, reason });
  }

  async add(name: string, bytes: Uint8Array | LeukoscopeError): Promise<void> {
    if (bytes instanceof LeukoscopeError) return this.reject(name, bytes);
    this.#waiting.push({ name, bytes });
    this.#bytes += bytes.length;
    if (this.#waiting.length >= TOGETHER.images || this.#bytes >= TOGETHER.bytes) await this.#admit();
  }

  async finish(): Promise<Admitted> {
    await this.#admit();
    return this.#total;
  }

  async #admit(): Promise<void> {
    const files = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    if (files.length === 0) return;
    const { added, doubles, rejected } = await admitImages(files, this.#into);
    this.#total.added += added;
    this.#total.doubles += doubles;
    this.#total.rejected.push(...rejected);
  }
}

type Pieces = AsyncIterator<Buffer>;

/** Enough to tell what a file is, or all of it. */
async function firstBytes(pieces: Pieces): Promise<Buffer> {
  let start = Buffer.alloc(0);
  while (start.length < 16) {
    const next = await pieces.next();
    if (next.done === true) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* rest(start: Buffer, pieces: Pieces): AsyncGenerator<Buffer> {
  yield start;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}

/** Read to the end even where it is too large, for the next part to come. */
async function collected(pieces: AsyncIterable<Buffer>): Promise<Buffer | LeukoscopeError> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes <= MOST_IMAGE_BYTES) kept.push(piece);
    else kept.length = 0;
  }
  if (bytes > MOST_IMAGE_BYTES) return new LeukoscopeError('api.too-large', { mostBytes: MOST_IMAGE_BYTES });
  return Buffer.concat(kept);
}

interface FromZip {
  readonly batch: AdmittedInBatches;
  readonly receiving: Receiving;
}

async function fromZip(name: string, pieces: AsyncIterable<Buffer>, { batch, receiving }: FromZip): Promise<void> {
  const { scratch, signal } = receiving;
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'upload-'));
  try {
    const file = join(folder, 'upload.zip');
    await pipeline(Readable.from(pieces), createWriteStream(file), { signal });
    await withUnpacked(file, { scratch, signal }, async (unpacked) => {
      for (const path of await filesBelow(unpacked)) await batch.add(basename(path), await readFile(path));
    });
  } catch (error) {
    if (!(error instanceof LeukoscopeError) || !error.code.startsWith('download.')) throw error;
    batch.reject(name, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.sort(byCodeUnits);
}
