import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type SyntheticDatasetOptions, syntheticDataset } from '../../synthetic/synthetic-dataset.ts';

/** A cell by its number, and its pixels `[sizePx, sizePx, 3]`. */
export interface DrawnPixels {
  readonly index: number;
  readonly data: Uint8Array;
}

/** Below this many a thread takes longer to begin than it saves. */
const FEW = 200;
/** Cells that a thread draws at a time. */
const BATCH = 16;

/**
 * Draws all cells of a generated data set, in any order, on as many threads as the machine has: each cell is the same
 * wherever it is drawn.
 *
 * @param threads all unless given.
 * @throws the signal's reason if it is aborted.
 */
export async function* drawCells(
  request: SyntheticDatasetOptions,
  {
    signal,
    threads = availableParallelism(),
  }: { readonly signal?: AbortSignal | undefined; readonly threads?: number },
): AsyncGenerator<DrawnPixels> {
  if (request.cells < FEW || threads < 2) {
    const dataset = syntheticDataset(request);
    for (let index = 0; index < request.cells; index++) {
      signal?.throwIfAborted();
      yield { index, data: dataset.at(index).raster.data };
    }
    return;
  }
  const file = `./draw-worker.node${extname(import.meta.url)}`;
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(file, import.meta.url), { workerData: request }),
  );
  try {
    const batches = batchesOf(request.cells);
    const next = (worker: Worker) => {
      const batch = batches.next().value;
      return batch === undefined ? null : { worker, drawn: drawnBy(worker, batch) };
    };
    let busy = workers.flatMap((worker) => next(worker) ?? []);
    while (busy.length > 0) {
      const { worker, cells } = await Promise.race(
        busy.map(async (each) => ({ worker: each.worker, cells: await each.drawn })),
      );
      signal?.throwIfAborted();
      busy = [...busy.filter((each) => each.worker !== worker), ...[next(worker) ?? []].flat()];
      yield* cells;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function* batchesOf(cells: number): Generator<readonly number[], undefined> {
  for (let first = 0; first < cells; first += BATCH) {
    yield Array.from({ length: Math.min(BATCH, cells - first) }, (_, at) => first + at);
  }
}

function drawnBy(worker: Worker, indices: readonly number[]): Promise<DrawnPixels[]> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (drawn: readonly Uint8Array[]) => {
      worker.off('error', reject);
      resolve(indices.map((index, at) => ({ index, data: drawn[at]! })));
    });
    worker.postMessage(indices);
  });
}
