/**
 * Do we read image files as fast as a PyTorch user's loader (bench/peers/pil_loop.py), and does memory stay bounded? Runs
 * both in turn, each in a process of its own, and prints the medians and their ratio; only the ratio means anything
 * elsewhere. "Cold" starts with an empty cache folder, "warm" is the next process with the same folder; files themselves
 * are in the system's memory for both. Memory is the peak of a process that streams so many image files, each with a
 * path of its own, into an empty cache.
 *
 * Usage: npm run bench -- read [--json] [--data DIR] [--size 32] [--batch 32] [--pairs 5] [--memory 2000,200000]
 *        DIR holds manifest.csv with a column `path`; the peer needs Debian's python3-torch, python3-numpy, python3-pil;
 *        --memory '' leaves that part out
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DECODER_ID } from '../packages/leukoscope/src/images/codec.node.ts';
import { readManifestPaths } from './read/manifest-paths.ts';
import type { Reading } from './read/ours.ts';

interface PeerReading {
  readonly images: number;
  readonly seconds: number;
  readonly images_per_second: number;
}

const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    data: { type: 'string', default: join(shared, 'data/jhu') },
    size: { type: 'string', default: '32' },
    batch: { type: 'string', default: '32' },
    pairs: { type: 'string', default: '5' },
    memory: { type: 'string', default: '2000,200000' },
  },
});

const work = mkdtempSync(join(tmpdir(), 'leukoscope-read-'));
try {
  const speed = compareSpeed();
  const memory = values.memory === '' ? [] : values.memory.split(',').map((count) => measureMemory(Number(count)));
  const result = { ...speed, memory, peerVersion: peerVersion(), ours: DECODER_ID, node: process.versions.node };
  if (values.json) console.log(JSON.stringify(result));
  else printTable(result);
} finally {
  rmSync(work, { recursive: true });
}

function compareSpeed() {
  const pairs = Array.from({ length: Number(values.pairs) }, (_, index) => {
    const cache = join(work, `cache-${index}`);
    const peer = readPeer();
    const [cold, warm] = [readOurs(values.data, cache), readOurs(values.data, cache)];
    rmSync(cache, { recursive: true });
    if (cold.images !== peer.images) throw new Error(`we read ${cold.images} images, the peer ${peer.images}`);
    return { peer: peer.images_per_second, cold: cold.imagesPerSecond, warm: warm.imagesPerSecond };
  });
  return {
    images: readManifestPaths(values.data).length,
    sizePx: Number(values.size),
    pairs: pairs.length,
    imagesPerSecond: {
      peer: median(pairs.map(({ peer }) => peer)),
      cold: median(pairs.map(({ cold }) => cold)),
      warm: median(pairs.map(({ warm }) => warm)),
    },
    coldRatio: median(pairs.map(({ cold, peer }) => cold / peer)),
    warmRatio: median(pairs.map(({ warm, peer }) => warm / peer)),
  };
}

function measureMemory(count: number): { images: number; peakMiB: number } {
  const folder = join(work, `links-${count}`);
  const cache = join(work, `cache-${count}`);
  mkdirSync(folder);
  const originals = readManifestPaths(values.data);
  for (let index = 0; index < count; index++)
    symlinkSync(originals[index % originals.length]!, join(folder, `${index}`));
  const { images, peakMiB } = readOurs(folder, cache, count);
  for (const made of [folder, cache]) rmSync(made, { recursive: true });
  return { images, peakMiB };
}

function readOurs(data: string, cache: string, count?: number): Reading {
  const script = resolve(import.meta.dirname, 'read/ours.ts');
  const args = [data, cache, values.size, values.batch, ...(count === undefined ? [] : [`${count}`])];
  return JSON.parse(run(process.execPath, ['--conditions=source', script, ...args]));
}

function readPeer(): PeerReading {
  const script = resolve(import.meta.dirname, 'peers/pil_loop.py');
  return JSON.parse(run('/usr/bin/python3', [script, values.data, '--size', values.size, '--batch', values.batch]));
}

function peerVersion(): string {
  const code = 'import PIL, torch; print(f"Pillow {PIL.__version__}, PyTorch {torch.__version__}, 2 workers")';
  return run('/usr/bin/python3', ['-c', code]).trim();
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function printTable(result: ReturnType<typeof compareSpeed> & { memory: { images: number; peakMiB: number }[] }): void {
  const { imagesPerSecond: rate, coldRatio, warmRatio, memory } = result;
  console.log('| reading | images a second | ratio to the peer |\n| --- | --- | --- |');
  console.log(`| peer | ${rate.peer.toFixed(0)} | 1 |`);
  console.log(`| ours, cache cold | ${rate.cold.toFixed(0)} | ${coldRatio.toFixed(2)} |`);
  console.log(`| ours, cache warm | ${rate.warm.toFixed(0)} | ${warmRatio.toFixed(1)} |`);
  if (memory.length > 0) {
    console.log('\n| images streamed | peak of memory, MiB | to the first |\n| --- | --- | --- |');
    for (const { images, peakMiB } of memory) {
      console.log(`| ${images} | ${peakMiB.toFixed(0)} | ${(peakMiB / memory[0]!.peakMiB).toFixed(2)} |`);
    }
  }
  console.log(
    `\n${result.images} images to ${result.sizePx} px, medians of ${result.pairs} pairs run in turn. Peer: ${peerVersion()}. Ours: ${DECODER_ID}, Node ${process.versions.node}. ${cpus()[0]!.model}, ${cpus().length} threads.`,
  );
}
