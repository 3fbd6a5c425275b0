/**
 * How well models tell what is no cell (their `strangeness`): ROC AUC against the held-out patients' cells, and the share
 * that is refused, for each kind, and the share of held-out cells refused. Results: results/unknown-images.md.
 *
 * Usage: npm run bench -- unknown-images RUN… [--photos FOLDER]     needs ../shared
 * RUN: a run on data/jhu with a test part. FOLDER: a folder of photographs for each kind, shown too.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeRuntime } from '@leukoscope/engine/node';
import type { Cell } from '../packages/leukoscope/src/cells/cell.ts';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openPredictor, type Predictor } from '../packages/leukoscope/src/classify/predictor.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import { assignParts } from '../packages/leukoscope/src/datasets/split.ts';
import { readSplit } from '../packages/leukoscope/src/datasets/splits/split-file.ts';
import { clopperPearson } from '../packages/leukoscope/src/evaluation/rate.ts';
import { rocAuc } from '../packages/leukoscope/src/evaluation/roc.ts';
import { decodeImage } from '../packages/leukoscope/src/images/codec.node.ts';
import { openImageStore } from '../packages/leukoscope/src/images/image-store.node.ts';
import { preprocess } from '../packages/leukoscope/src/images/preprocessing.ts';
import type { Raster } from '../packages/leukoscope/src/images/raster.ts';
import { NON_CELLS, nonCells } from './unknown/non-cells.ts';

const SHARED = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const SEED = 1;
/** Pictures of each drawn kind, and at most of a kind that there are many of. */
const DRAWN = 100;
const MOST = 500;

const words = process.argv.slice(2);
const photosAt = words.indexOf('--photos');
const photos = photosAt < 0 ? null : words[photosAt + 1]!;
const runs = photosAt < 0 ? words : words.slice(0, photosAt);
if (runs.length === 0) throw new Error('Usage: npm run bench -- unknown-images RUN… [--photos FOLDER]');
for (const run of runs) await measure(run);

async function measure(run: string): Promise<void> {
  const bytes = readFileSync(join(run, 'model.onnx'));
  const predictor = await openPredictor(bytes, { path: run, runtime: nodeRuntime(), strangeness: true });
  if (!predictor.knowsCells) throw new Error(`${run}: its model does not say which cells it knows`);
  const { cells } = await openDataset(join(SHARED, 'data/jhu'), { scheme: DEFAULT_SCHEME, exclude: [] });
  const parts = assignParts(await readSplit(join(run, 'split.json')), cells);
  const heldOut = cells.filter((cell, at) => cell.group !== null && parts[at] === 'test');
  const known = await ofFiles(
    predictor,
    heldOut.map(({ path }) => path),
  );
  const { preprocessing, network } = predictor.card;
  console.log(`\n## ${network.name}, ${preprocessing.sizePx} px\n`);
  console.log(`held-out cells refused: ${rateText(known)}; by patient, at most ${worstOf(heldOut, known)}\n`);
  console.log('| kind | n | ROC AUC (95%) | refused (95%) |\n| --- | --- | --- | --- |');
  const tell = (kind: string, found: readonly number[]) => {
    const { value, low, high } = aucOf(known, found);
    const interval = low === null || high === null ? '' : ` (${low.toFixed(3)}–${high.toFixed(3)})`;
    console.log(`| ${kind} | ${found.length} | ${value!.toFixed(3)}${interval} | ${rateText(found)} |`);
  };
  const all: number[] = [];
  const rasters = await Promise.all(
    heldOut.slice(0, DRAWN).map(async ({ path }) => (await decodeImage(readFileSync(path))).raster),
  );
  for (const kind of Object.keys(NON_CELLS)) {
    const found = await ofRasters(predictor, nonCells(kind, rasters, SEED));
    all.push(...found);
    tell(kind, found);
  }
  if (photos !== null) {
    for (const kind of readdirSync(photos).sort()) tell(kind, await ofFiles(predictor, filesIn(join(photos, kind))));
  }
  const platelets = await ofFiles(predictor, await pathsOf('pbc', (cell) => cell.label === 'platelet'));
  all.push(...platelets);
  tell('PBC platelets', platelets);
  tell('all of the above but photographs', all);
  for (const label of ['thrombocyte_aggregation', 'giant_thrombocyte', 'smudge_cell', 'plasma_cell']) {
    tell(`JHU ${label}`, await ofFiles(predictor, await pathsOf('jhu', (cell) => cell.label === label)));
  }
  tell('PBC cells (another laboratory)', await ofFiles(predictor, await pathsOf('pbc', ({ group }) => group !== null)));
  tell('LMU cells (another laboratory)', await ofFiles(predictor, await pathsOf('lmu', ({ group }) => group !== null)));
  await predictor.close();
}

async function pathsOf(set: string, isWanted: (cell: Cell) => boolean): Promise<string[]> {
  const folder = join(SHARED, 'data', set);
  if (!existsSync(folder)) return [];
  const { cells } = await openDataset(folder, { scheme: DEFAULT_SCHEME, exclude: [] });
  const wanted = cells.filter(isWanted);
  const step = Math.max(1, wanted.length / MOST);
  return Array.from({ length: Math.min(MOST, wanted.length) }, (_, at) => wanted[Math.floor(at * step)]!.path);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

async function ofFiles({ card, predict }: Predictor, paths: readonly string[]): Promise<number[]> {
  const store = await openImageStore({ cacheFolder: null, preprocessing: card.preprocessing });
  const found: number[] = [];
  for await (const { pixels, rejected } of store.stream(paths, { batch: 128 })) {
    if (rejected.length > 0) throw rejected[0]!.reason;
    found.push(...(await predict(pixels)).strangeness!);
  }
  await store.close();
  return found;
}

async function ofRasters({ card, predict }: Predictor, rasters: readonly Raster[]): Promise<number[]> {
  const found: number[] = [];
  for (const raster of rasters) found.push(...(await predict(preprocess(raster, card.preprocessing))).strangeness!);
  return found;
}

/** A strange picture stands where a positive cell does. */
function aucOf(known: readonly number[], strange: readonly number[]) {
  const scored = (group: 'typical' | 'atypical') => (strangeness: number, at: number) => {
    const about = { id: `${group} ${at}`, patient: null, cellCode: null, label: null, group };
    return { ...about, probability: strangeness / (1 + strangeness) };
  };
  return rocAuc([...known.map(scored('typical')), ...strange.map(scored('atypical'))]);
}

function rateText(found: readonly number[]): string {
  const { value, low, high, numerator, denominator } = clopperPearson(
    found.filter((one) => one > 1).length,
    found.length,
  );
  const percent = (share: number | null) => (100 * (share ?? 0)).toFixed(1);
  return `${percent(value)}% (${percent(low)}–${percent(high)}; ${numerator}/${denominator})`;
}

function worstOf(cells: readonly Cell[], known: readonly number[]): string {
  const byPatient = Map.groupBy(known.keys(), (at) => cells[at]!.patient);
  const shares = [...byPatient.values()].map((at) => at.filter((one) => known[one]! > 1).length / at.length);
  return `${(100 * Math.max(...shares)).toFixed(1)}% (${byPatient.size} patients)`;
}
