/**
 * How many cells a second are found, cropped and resized? Pictures lie decoded in memory; each thread takes its share of
 * them over and over. The aim: at least 300 cells a second on two cores.
 *
 * Usage: npm run bench -- crop [--json] [--sets jhu,pbc,lmu] [--most 400] [--size 64] [--threads 1,2] [--seconds 5]
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { decodeImage } from '../packages/leukoscope/src/images/codec.node.ts';
import { createPreprocessor } from '../packages/leukoscope/src/images/preprocessing.ts';
import type { Raster } from '../packages/leukoscope/src/images/raster.ts';
import { readManifestPaths } from './read/manifest-paths.ts';

interface Share {
  readonly paths: readonly string[];
  readonly sizePx: number;
  readonly seconds: number;
}

if (isMainThread) await compare();
else await crop(workerData as Share);

/** Decodes first, says so, waits to be told to begin, and tells how many cells it cropped a second. */
async function crop({ paths, sizePx, seconds }: Share): Promise<void> {
  const rasters: Raster[] = [];
  for (const path of paths) rasters.push((await decodeImage(readFileSync(path), path)).raster);
  const target = new Uint8Array(sizePx * sizePx * 3);
  const preprocess = createPreprocessor({
    sizePx,
    crop: { kind: 'cell', margin: 0.1 },
    kernel: 'area',
    mean: [0, 0, 0],
    deviation: [1, 1, 1],
  });
  // Once through, so that the compiler has seen it.
  for (const raster of rasters) preprocess(raster, target);
  parentPort!.once('message', () => {
    const startMs = performance.now();
    let cells = 0;
    while (performance.now() - startMs < 1000 * seconds) preprocess(rasters[cells++ % rasters.length]!, target);
    parentPort!.postMessage((1000 * cells) / (performance.now() - startMs));
  });
  parentPort!.postMessage('ready');
}

async function compare(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      sets: { type: 'string', default: 'jhu,pbc,lmu' },
      most: { type: 'string', default: '400' },
      size: { type: 'string', default: '64' },
      threads: { type: 'string', default: '1,2' },
      seconds: { type: 'string', default: '5' },
    },
  });
  const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
  const results: object[] = [];
  for (const set of values.sets.split(',')) {
    const all = readManifestPaths(join(shared, 'data', set));
    const every = Math.max(1, Math.floor(all.length / Number(values.most)));
    const paths = all.filter((_, at) => at % every === 0);
    for (const threads of values.threads.split(',').map(Number)) {
      const shares = Array.from({ length: threads }, (_, thread) => paths.filter((_, at) => at % threads === thread));
      const rates = await together(
        shares.map((some) => ({ paths: some, sizePx: Number(values.size), seconds: Number(values.seconds) })),
      );
      results.push({ set, threads, cellsPerSecond: Math.round(rates.reduce((sum, rate) => sum + rate, 0)) });
    }
  }
  const machine = `${cpus()[0]!.model}, Node ${process.versions.node}`;
  if (values.json) console.log(JSON.stringify({ machine, sizePx: Number(values.size), results }));
  else {
    console.table(results);
    console.log(machine);
  }
}

async function together(shares: readonly Share[]): Promise<number[]> {
  const workers = shares.map((share) => new Worker(new URL(import.meta.url), { workerData: share }));
  await Promise.all(workers.map(answerOf));
  const answers = workers.map((worker) => answerOf(worker) as Promise<number>);
  for (const worker of workers) worker.postMessage('begin');
  return Promise.all(answers);
}

function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
  });
}
