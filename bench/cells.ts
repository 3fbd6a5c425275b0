/**
 * How well are cells found? For each of the measuring data sets: how many cells are not found, by type and reason; how
 * large cells and nuclei are; the scale by red cells; how many cells a second. And plates of cells with the outlines of
 * nucleus (yellow), cell (green) and crop (white), a red corner where nothing was found, to be looked at; they are never
 * committed.
 *
 * Usage: npm run bench -- cells [--json] [--sets jhu,pbc,lmu] [--plate 200] [--seed 1] [--types a,b] [--most N] [--out DIR]
 *        the data lie in LEUKOSCOPE_SHARED; plates of 50 cells, as many of each type, are written to DIR
 *        (/tmp/leukoscope-cells unless given); --most looks at only so many cells of each type
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream } from '@leukoscope/engine';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import { estimateScale } from '../packages/leukoscope/src/images/cell-finder/estimate-scale.ts';
import { createCellFinder } from '../packages/leukoscope/src/images/cell-finder/find-cell.ts';
import { redCellDiametersPx } from '../packages/leukoscope/src/images/cell-finder/red-cells.ts';
import { decodeImage } from '../packages/leukoscope/src/images/codec.node.ts';
import { png } from '../packages/leukoscope/test/png.ts';
import { type PlateCell, plate } from './cells/plate.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sets: { type: 'string', default: 'jhu,pbc,lmu' },
    types: { type: 'string', default: '' },
    plate: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: 'Infinity' },
    out: { type: 'string', default: '/tmp/leukoscope-cells' },
  },
});
const PLATE = { cells: 50, columns: 10, margin: 0.1 };
const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');

interface Looked extends PlateCell {
  readonly path: string;
  readonly type: string;
}

for (const name of values.sets.split(',')) {
  const byType = await cellsByType(name);
  const results = await measure(name, byType);
  if (values.json) console.log(JSON.stringify(results));
  else print(results);
  await drawPlates(name, byType);
}

/** Paths of a data set's images by type, in an order that the seed decides. */
async function cellsByType(name: string): Promise<Map<string, string[]>> {
  const { cells } = await openDataset(join(shared, 'data', name), { scheme: DEFAULT_SCHEME });
  const byType = new Map<string, string[]>();
  const random = randomStream('plate', name, Number(values.seed));
  const order = cells.map((cell) => ({ cell, at: random() })).sort((a, b) => a.at - b.at);
  const only = values.types === '' ? null : values.types.split(',');
  for (const { cell } of order) {
    const type = cell.label ?? 'unlabelled';
    if (only?.includes(type) === false) continue;
    const paths = byType.get(type) ?? [];
    if (paths.length < Number(values.most)) paths.push(cell.path);
    byType.set(type, paths);
  }
  return new Map([...byType].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function measure(name: string, byType: ReadonlyMap<string, readonly string[]>) {
  const findCell = createCellFinder();
  const redCells: number[][] = [];
  const types: object[] = [];
  let [cells, ms, sidePx] = [0, 0, 0];
  for (const [type, paths] of byType) {
    const reasons: Record<string, number> = {};
    const sizes = { nucleus: [] as number[], cell: [] as number[], share: [] as number[] };
    let border = 0;
    for (const path of paths) {
      const { raster } = await decodeImage(readFileSync(path), path);
      const startMs = performance.now();
      const found = findCell(raster);
      ms += performance.now() - startMs;
      cells++;
      sidePx = Math.max(raster.widthPx, raster.heightPx);
      redCells.push(redCellDiametersPx(raster));
      if (found.kind === 'not-found') reasons[found.reason] = (reasons[found.reason] ?? 0) + 1;
      else {
        border += Number(found.touchesBorder);
        sizes.nucleus.push(found.nucleusDiameterPx);
        sizes.cell.push(found.cellDiameterPx);
        sizes.share.push(found.nucleusShareOfCell);
      }
    }
    types.push({
      type,
      cells: paths.length,
      notFound: paths.length - sizes.cell.length,
      reasons,
      border,
      nucleusPx: median(sizes.nucleus),
      cellPx: median(sizes.cell),
      share: median(sizes.share),
    });
  }
  return { name, sidePx, cells, cellsPerSecond: (1000 * cells) / ms, scale: estimateScale(redCells), types };
}

function median(all: readonly number[]): number | null {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

function print({ name, sidePx, cells, cellsPerSecond, scale, types }: Awaited<ReturnType<typeof measure>>): void {
  console.log(`${name}: ${cells} cells of ${sidePx} px, ${cellsPerSecond.toFixed(0)} a second, one thread`);
  console.log(`scale by red cells: ${JSON.stringify(scale)}`);
  console.table(types);
}

async function drawPlates(name: string, byType: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const findCell = createCellFinder();
  const looked: Looked[] = [];
  const wanted = Number(values.plate);
  for (let round = 0; looked.length < wanted; round++) {
    const some = [...byType].flatMap(([type, paths]) => (round < paths.length ? [{ type, path: paths[round]! }] : []));
    if (some.length === 0) break;
    for (const { type, path } of some.slice(0, wanted - looked.length)) {
      const { raster } = await decodeImage(readFileSync(path), path);
      looked.push({ type, path, raster, found: findCell(raster) });
    }
  }
  looked.sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
  mkdirSync(values.out, { recursive: true });
  for (let first = 0; first < looked.length; first += PLATE.cells) {
    const some = looked.slice(first, first + PLATE.cells);
    const { widthPx, heightPx, data } = plate(some, PLATE.columns, PLATE.margin);
    const file = join(values.out, `${name}-${first / PLATE.cells + 1}`);
    writeFileSync(`${file}.png`, png(widthPx, heightPx, data));
    writeFileSync(`${file}.txt`, some.map(({ path, type }, at) => `${first + at} ${type} ${path}\n`).join(''));
  }
}
