import type { Cell } from '../../cells/cell.ts';
import type { LeukoscopeError } from '../../errors/leukoscope-error.ts';
import type { ConversionCounts } from '../../images/conversions.ts';
import type { ImageStore } from '../../images/image-store.node.ts';
import type { Progress } from '../../progress/progress.ts';
import { exactDuplicates } from '../duplicates/exact-duplicates.ts';
import { findNearDuplicates } from '../duplicates/near-duplicates.ts';
import { PIXELS } from '../duplicates/picture-size.ts';
import type { SamePair } from './same-pictures.ts';

/** What decoding the images of a data set shows. */
export interface ComparedPictures {
  /** Every set of files with the same bytes, positions in the list of cells. */
  readonly exact: readonly (readonly number[])[];
  /** Each cell of an exact set with the first of it, and near duplicates, of exact sets the first only. */
  readonly pairs: readonly SamePair[];
  readonly rejected: readonly { readonly cell: Cell; readonly reason: LeukoscopeError }[];
  readonly conversions: ConversionCounts;
}

export interface ComparingOptions {
  /** Of 32 px, as `COMPARED_PICTURES` says. */
  readonly store: ImageStore;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const BATCH = 512;

/**
 * Reads every picture and compares each with all others.
 *
 * @throws the signal's reason if it aborts
 */
export async function comparePictures(
  cells: readonly Cell[],
  { store, progress, signal }: ComparingOptions,
): Promise<ComparedPictures> {
  const total = cells.length;
  const hashes: (string | null)[] = new Array(total).fill(null);
  const rejected: { cell: Cell; reason: LeukoscopeError }[] = [];
  const pictures = new Uint8Array(total * PIXELS * 3);
  // For each distinct file in `pictures`, the first cell that has it.
  const firsts: number[] = [];
  const known = new Set<string>();
  progress.report({ stage: 'decode', unit: 'images', done: 0, total });
  const paths = cells.map(({ path }) => path);
  for await (const batch of store.stream(paths, { batch: BATCH, signal })) {
    for (const { index, reason } of batch.rejected) rejected.push({ cell: cells[index]!, reason });
    for (const [at, index] of batch.accepted.entries()) {
      const hash = batch.imageHashes[at]!;
      hashes[index] = hash;
      if (known.has(hash)) continue;
      known.add(hash);
      pictures.set(batch.pixels.subarray(at * PIXELS * 3, (at + 1) * PIXELS * 3), firsts.length * PIXELS * 3);
      firsts.push(index);
    }
    progress.report({ stage: 'decode', unit: 'images', done: batch.first + batch.count, total });
  }
  const exact = exactDuplicates(hashes);
  const near = await findNearDuplicates(pictures.subarray(0, firsts.length * PIXELS * 3), {
    signal,
    onProgress: (done) => progress.report({ stage: 'compare', unit: 'images', done, total: firsts.length }),
  });
  return {
    exact,
    rejected,
    conversions: store.conversions,
    pairs: [
      ...exact.flatMap(([first, ...others]) => others.map((other) => ({ a: first!, b: other, near: null }))),
      ...near.map(({ a, b, ...how }) => ({ a: firsts[a]!, b: firsts[b]!, near: how })),
    ],
  };
}
