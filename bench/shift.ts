/**
 * Does the shift alarm ring when it should, and only then? Looks of JHU's patients by the paper's CNN (the folds of
 * `npm run bench -- promises`, each patient by the network that has not seen it): how often batches of its own patients
 * raise it, and how often batches whose pictures are altered, or PBC's and LMU's cells, do.
 *
 * Usage: npm run bench -- shift [--out DIR] [--threads 2] [--draws 1000]     after the other; needs ../shared
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream, shuffled } from '@leukoscope/engine';
import { nodeRuntime } from '@leukoscope/engine/node';
import { DEFAULT_SCHEME } from '../packages/leukoscope/src/cells/scheme.ts';
import { openPredictor, type Predictor } from '../packages/leukoscope/src/classify/predictor.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';
import { cellLook, LookTally, pictureLook } from '../packages/leukoscope/src/evaluation/promises/cell-look.ts';
import { shiftTest } from '../packages/leukoscope/src/evaluation/promises/shift-alarm.ts';
import { openImageStore } from '../packages/leukoscope/src/images/image-store.node.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/leukoscope-promises' },
    threads: { type: 'string', default: '2' },
    draws: { type: 'string', default: '1000' },
  },
});
const SHARED = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const FOLDS = 5;
const draws = Number(options.draws);

type Alter = (pixels: Uint8Array, sizePx: number) => Uint8Array;
const scaled =
  (factors: readonly number[]): Alter =>
  (pixels) =>
    pixels.map((value, at) => Math.min(255, Math.round(value * factors[at % 3]!)));
const ALTERED: Readonly<Record<string, Alter>> = {
  'as they are': (pixels) => pixels,
  '3% darker': scaled([0.97, 0.97, 0.97]),
  '10% darker': scaled([0.9, 0.9, 0.9]),
  'blue 5% stronger': scaled([1, 1, 1.05]),
  'blurred (2 x 2 mean)': (pixels, sizePx) =>
    pixels.map((value, at) => {
      const row = Math.floor(at / (3 * sizePx)) % sizePx;
      const column = Math.floor(at / 3) % sizePx;
      const right = column + 1 < sizePx ? 3 : 0;
      const down = row + 1 < sizePx ? 3 * sizePx : 0;
      return Math.round((value + pixels[at + right]! + pixels[at + down]! + pixels[at + right + down]!) / 4);
    }),
};

const runtime = nodeRuntime({ threads: Number(options.threads) });
const jhu = new Map(Object.keys(ALTERED).map((name) => [name, new Map<string, number[]>()]));
const others = new Map<string, number[]>();
for (let fold = 0; fold < FOLDS; fold++) {
  const name = join(options.out, `groups-epochs10-fold${fold}`);
  const path = join(name, 'model.onnx');
  const predictor = await openPredictor(readFileSync(path), { path, runtime });
  const images = readFileSync(`${name}-images.txt`, 'utf8').trimEnd().split('\n');
  const patientOf = (file: string) => /Patient_\d+/.exec(file)![0];
  for (const [patient, files] of Map.groupBy(images, patientOf)) {
    for (const [altered, looks] of await looksOf(files, predictor, ALTERED)) {
      const [means] = looks.means();
      if (means !== undefined) jhu.get(altered)!.set(patient, means);
    }
  }
  if (fold === 0) {
    for (const name of ['pbc', 'lmu']) {
      const { cells } = await openDataset(join(SHARED, 'data', name), { scheme: DEFAULT_SCHEME, exclude: [] });
      const files = cells.filter(({ group }) => group !== null).map((cell) => cell.path);
      const looks = await looksOf(files, predictor, { [name]: (pixels) => pixels });
      others.set(name, looks.get(name)!.means()[0]!);
    }
  }
  await predictor.close();
}

const own = jhu.get('as they are')!;
const patients = [...own.keys()];
console.log(`${patients.length} patients of JHU with at least 20 cells; ${draws} draws of each batch.\n`);
console.log('| batch | of 1 patient | of 5 | of 20 |\n| --- | --- | --- | --- |');
for (const [altered, means] of jhu) {
  const shares = [1, 5, 20].map((size) => {
    const random = randomStream(1, 'batches', size);
    const alarms = Array.from({ length: draws }).filter(() => {
      const order = [...shuffled(patients.length, random)].map((at) => patients[at]!);
      const reference = order.slice(size).map((patient) => own.get(patient)!);
      const batch = order.slice(0, size).map((patient) => means.get(patient)!);
      return shiftTest(reference, batch)!.alarm;
    }).length;
    return `${((100 * alarms) / draws).toFixed(1)}%`;
  });
  console.log(`| JHU, ${altered} | ${shares.join(' | ')} |`);
}
for (const [name, means] of others) {
  const { p, furthest } = shiftTest([...own.values()], [means])!;
  console.log(
    `\n${name}, all cells as one patient: p = ${p.toFixed(3)}; ${furthest.measure} ${furthest.deviations.toFixed(1)}`,
  );
}

async function looksOf(
  files: readonly string[],
  predictor: Predictor,
  alterations: Readonly<Record<string, Alter>>,
): Promise<Map<string, LookTally>> {
  const { preprocessing } = predictor.card;
  const tallies = new Map(Object.keys(alterations).map((name) => [name, new LookTally()]));
  const store = await openImageStore({ cacheFolder: join(options.out, 'cache'), preprocessing });
  for await (const batch of store.stream(files, { batch: 128, signal: new AbortController().signal })) {
    for (const [name, alter] of Object.entries(alterations)) {
      const pixels = alter(batch.pixels, preprocessing.sizePx);
      const { atypical } = await predictor.predict(pixels);
      atypical.forEach((probability, item) => {
        tallies.get(name)!.add('', cellLook(pictureLook({ pixels, sizePx: preprocessing.sizePx, item }), probability));
      });
    }
  }
  await store.close();
  return tallies;
}
