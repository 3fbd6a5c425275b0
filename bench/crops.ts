/**
 * What is cropping to the cell worth? The paper's network at two sizes on three crops, on patients it has not seen:
 * validation AUC on the split of BASELINES.md, the same settings but for the crop, several seeds. One training after
 * another; what is finished is kept in DIR and not done again, so that the command can be stopped and started at will.
 *
 * Usage: npm run bench -- crops [--json] [--out DIR] [--data DIR] [--crops whole,0.69,cell,20um] [--sizes 32,64] [--seeds 1,2,3]
 *                         [--epochs 10] [--threads 2] [--microns-per-pixel 0.281]
 *        DIR is /tmp/leukoscope-crops unless given; the data are JHU's in LEUKOSCOPE_SHARED unless given;
 *        0.281 µm is what `npm run bench -- cells` estimates for them by red cells
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: process.argv[2] !== 'leukoscope',
  options: {
    json: { type: 'boolean', default: false },
    out: { type: 'string', default: '/tmp/leukoscope-crops' },
    data: {
      type: 'string',
      default: join(process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'data/jhu'),
    },
    crops: { type: 'string', default: 'whole,0.69,cell,20um' },
    sizes: { type: 'string', default: '32,64' },
    seeds: { type: 'string', default: '1,2,3' },
    epochs: { type: 'string', default: '10' },
    threads: { type: 'string', default: '2' },
    'microns-per-pixel': { type: 'string', default: '0.281' },
  },
});
type Options = { readonly [Key in keyof typeof values]: Key extends 'json' ? boolean : string };
const options = values as Options;

/** One training, as `leukoscope train --json` tells of it. */
interface Trained {
  readonly validation: { readonly rocAuc: number };
}

interface Row {
  readonly crop: string;
  readonly sizePx: number;
  /** Validation ROC AUC for each seed. */
  readonly rocAuc: readonly number[];
  readonly mean: number;
}

// A training is a process of its own: this file again, as the program.
if (positionals[0] === 'leukoscope') {
  const { main } = await import('../packages/leukoscope/src/cli/main.ts');
  await main(process.argv.slice(1));
} else {
  const rows = listed(options.sizes).flatMap((size) => listed(options.crops).map((crop) => rowOf(crop, size)));
  if (options.json) console.log(JSON.stringify({ epochs: Number(options.epochs), rows }));
  else printTable(rows);
}

function rowOf(crop: string, size: string): Row {
  const rocAuc = listed(options.seeds).map((seed) => trained(crop, size, seed).validation.rocAuc);
  return { crop, sizePx: Number(size), rocAuc, mean: rocAuc.reduce((sum, value) => sum + value, 0) / rocAuc.length };
}

function trained(crop: string, size: string, seed: string): Trained {
  const name = `${crop}-${size}px-seed${seed}-epochs${options.epochs}`;
  const result = join(options.out, `${name}.json`);
  if (!existsSync(result)) {
    const run = join(options.out, name);
    rmSync(run, { recursive: true, force: true });
    mkdirSync(options.out, { recursive: true });
    writeFileSync(`${result}.part`, train(run, { crop, size, seed }));
    renameSync(`${result}.part`, result);
    console.error(`${name}: ${(JSON.parse(readFileSync(result, 'utf8')) as Trained).validation.rocAuc.toFixed(4)}`);
  }
  return JSON.parse(readFileSync(result, 'utf8'));
}

/** The paper's settings, which are those of its network; the last epoch, so that the validation cells choose nothing. */
function train(run: string, { crop, size, seed }: { crop: string; size: string; seed: string }): string {
  const split = resolve(import.meta.dirname, 'splits/jhu-baselines.csv');
  const settings = [
    '--model',
    'cnn',
    '--crop',
    crop,
    '--size',
    size,
    '--seed',
    seed,
    '--epochs',
    options.epochs,
    '--best',
    'last',
  ];
  if (crop.endsWith('um')) settings.push('--microns-per-pixel', options['microns-per-pixel']);
  const words = ['train', options.data, '--split', split, ...settings, '--threads', options.threads, '--out', run];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', import.meta.filename, 'leukoscope', ...words, '--json', '--progress', 'none'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`leukoscope ${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

function printTable(rows: readonly Row[]): void {
  console.log(
    `| crop | size, px | mean AUC | ${listed(options.seeds)
      .map((seed) => `seed ${seed}`)
      .join(' | ')} |`,
  );
  console.log(`| --- | --- | --- |${' --- |'.repeat(listed(options.seeds).length)}`);
  for (const { crop, sizePx, mean, rocAuc } of rows) {
    console.log(
      `| ${crop} | ${sizePx} | ${mean.toFixed(3)} | ${rocAuc.map((value) => value.toFixed(3)).join(' | ')} |`,
    );
  }
}

function listed(given: string): string[] {
  return given.split(',');
}
