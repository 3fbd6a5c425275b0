/**
 * How many copies of a picture are found, and how many are found that are none? Copies of each kind are made with Pillow
 * (duplicates/plant.py) and planted among all images of a data set; a pair counts as found with its turn or mirror.
 * Wrong are pairs of different images beyond those that the data set holds by itself.
 *
 * Usage: npm run bench -- duplicates [--sets jhu,pbc,lmu] [--count 200] [--python /usr/bin/python3]
 *        the data are those in LEUKOSCOPE_SHARED (default ../shared)
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import {
  findNearDuplicates,
  type NearDuplicate,
} from '../packages/leukoscope/src/datasets/duplicates/near-duplicates.ts';
import { COMPARED_PICTURES, PIXELS } from '../packages/leukoscope/src/datasets/duplicates/picture-size.ts';
import { openImageStore } from '../packages/leukoscope/src/images/image-store.node.ts';

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'jhu,pbc,lmu' },
    count: { type: 'string', default: '200' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const BYTES = PIXELS * 3;

/** A copy: of which image, how turned, changed in which way. */
type Planted = readonly [image: number, turn: string, kind: string];

async function picturesOf(folder: string): Promise<Uint8Array> {
  const { cells } = await openDataset(folder, { scheme: DEFAULT_SCHEME });
  const store = await openImageStore({ cacheFolder: null, preprocessing: COMPARED_PICTURES });
  const pictures = new Uint8Array(cells.length * BYTES);
  const paths = cells.map(({ path }) => path);
  for await (const { first, pixels } of store.stream(paths, { batch: 512 })) pictures.set(pixels, first * BYTES);
  await store.close();
  return pictures;
}

function plant(folder: string): { copies: Uint8Array; planted: readonly Planted[] } {
  const scratch = mkdtempSync(join(tmpdir(), 'leukoscope-bench-'));
  try {
    const script = join(import.meta.dirname, 'duplicates/plant.py');
    const out = join(scratch, 'copies');
    const { status } = spawnSync(options.python, [script, folder, options.count, out], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`${options.python} ${script} ended with ${status}`);
    return { copies: readFileSync(`${out}.raw`), planted: JSON.parse(readFileSync(`${out}.json`, 'utf8')) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

interface Counts {
  readonly images: number;
  readonly own: number;
  readonly wrong: number;
  readonly seconds: number;
  /** By kind: how many copies, and how many of them were found. */
  readonly found: ReadonlyMap<string, { readonly copies: number; readonly found: number }>;
}

async function measure(set: string): Promise<Counts> {
  const folder = join(shared, 'data', set);
  const pictures = await picturesOf(folder);
  const images = pictures.length / BYTES;
  const own = await findNearDuplicates(pictures);
  const { copies, planted } = plant(folder);
  const all = new Uint8Array(pictures.length + copies.length);
  all.set(pictures);
  all.set(copies, pictures.length);
  const startMs = performance.now();
  const pairs = await findNearDuplicates(all);
  const seconds = (performance.now() - startMs) / 1000;
  const original = (index: number) => (index < images ? index : planted[index - images]![0]);
  const known = new Set(own.map(({ a, b }) => `${a} ${b}`));
  const isWrong = ({ a, b }: NearDuplicate) => {
    const [one, other] = [original(a), original(b)].sort((x, y) => x - y);
    return one !== other && !known.has(`${one} ${other}`);
  };
  const turns = new Map(pairs.map(({ a, b, transform }) => [`${a} ${b}`, transform]));
  const byKind = Map.groupBy(planted.entries(), ([, [, , kind]]) => kind);
  const found = new Map(
    Array.from(byKind, ([kind, some]) => {
      const right = some.filter(([at, [image, turn]]) => turns.get(`${image} ${images + at}`) === turn);
      return [kind, { copies: some.length, found: right.length }] as const;
    }),
  );
  return { images, own: own.length, wrong: pairs.filter(isWrong).length, seconds, found };
}

const sets = options.sets.split(',');
const counts: Counts[] = [];
for (const set of sets) counts.push(await measure(set));
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
console.log(row(['copy', ...sets]));
console.log(row(['---', ...sets.map(() => '---')]));
for (const kind of counts[0]!.found.keys()) {
  const shares = counts.map(({ found }) => {
    const { copies, found: right } = found.get(kind)!;
    return `${right} / ${copies}`;
  });
  console.log(row([kind, ...shares]));
}
console.log(row(['pairs of its own', ...counts.map(({ own }) => String(own))]));
console.log(row(['wrongly found', ...counts.map(({ wrong }) => String(wrong))]));
console.log(row(['pictures', ...counts.map(({ images, found }) => String(images + totalOf(found)))]));
console.log(row(['seconds', ...counts.map(({ seconds }) => seconds.toFixed(1))]));

function totalOf(found: Counts['found']): number {
  return [...found.values()].reduce((sum, { copies }) => sum + copies, 0);
}
