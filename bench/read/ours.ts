/**
 * Our side of `npm run bench -- read`: reads images into batches, once, in a process of its own. The paths are known, or
 * made one by one, before the clock starts; the peer's clock includes its manifest, some hundredth of its time.
 *
 * Usage: ours.ts FOLDER CACHE SIZE BATCH [COUNT]     prints {"images", "imagesPerSecond", "peakMiB"}
 *        reads what FOLDER/manifest.csv names or, with COUNT, the files FOLDER/0 … FOLDER/(COUNT - 1)
 */
import { join } from 'node:path';
import { openImageStore } from '../../packages/leukoscope/src/images/image-store.node.ts';
import { keepMemorySteady } from '../../packages/leukoscope/src/images/steady-memory.node.ts';
import { readManifestPaths } from './manifest-paths.ts';

export interface Reading {
  readonly images: number;
  readonly imagesPerSecond: number;
  /** Largest amount of memory the process ever held. */
  readonly peakMiB: number;
}

if (import.meta.main) {
  keepMemorySteady();
  const [folder, cache, size, batch, count] = process.argv.slice(2) as [string, string, string, string, string?];
  const paths = count === undefined ? readManifestPaths(folder) : numbered(folder, Number(count));
  console.log(JSON.stringify(await read(paths, cache, { sizePx: Number(size), batch: Number(batch) })));
}

function* numbered(folder: string, count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield join(folder, `${index}`);
}

async function read(
  paths: Iterable<string>,
  cacheFolder: string,
  { sizePx, batch }: { sizePx: number; batch: number },
): Promise<Reading> {
  const startMs = performance.now();
  const preprocessing = {
    sizePx,
    crop: { kind: 'whole' },
    kernel: 'area',
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
  } as const;
  const store = await openImageStore({ cacheFolder, preprocessing });
  let images = 0;
  for await (const { accepted } of store.stream(paths, { batch })) images += accepted.length;
  await store.close();
  const seconds = (performance.now() - startMs) / 1000;
  return { images, imagesPerSecond: images / seconds, peakMiB: process.resourceUsage().maxRSS / 1024 };
}
