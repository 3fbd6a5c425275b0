/**
 * What could be reached by these labels? From what several recipes say of the same cells, each cell judged by networks that
 * never saw its patient (`predictions.csv` of `leukoscope cross-validate`):
 *
 * - at a specificity of 0.90, how many atypical cells each recipe misses, and how many all of them miss, by type;
 * - what the ROC AUC would be if the types came as often as in another data set, and all else were as here.
 *
 * Usage: npm run bench -- ceiling [--as lmu] PREDICTIONS.csv …     `--as` a data set of ../shared
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_SCHEME, type Group } from '../packages/leukoscope/src/cells/scheme.ts';
import { readCsv } from '../packages/leukoscope/src/datasets/csv.ts';
import { openDataset } from '../packages/leukoscope/src/datasets/dataset.ts';

interface Judged {
  readonly cell: string;
  /** The code of its type, or the label of one that has none. */
  readonly type: string;
  readonly group: Group;
  readonly probability: number;
}

const SPECIFICITY = 0.9;
/** JHU does not tell abnormal promyelocytes from others, and its promonocytes, without a code, are LMU's monoblasts' nearest. */
const INSTEAD: Readonly<Record<string, string>> = { PMB: 'PMO', MOB: 'promonocyte' };

const { values, positionals } = parseArgs({
  options: { as: { type: 'string', default: 'lmu' } },
  allowPositionals: true,
});
const shared = process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared');
const recipes = new Map<string, Judged[]>();
for (const path of positionals) await readJudged(path);
if (recipes.size === 0) throw new Error('no predictions: name one predictions.csv or more');

const missed = new Map([...recipes].map(([recipe, cells]) => [recipe, missedBy(cells)]));
const [first] = recipes.values();
const atypical = first!.filter(({ group }) => group === 'atypical');
for (const [recipe, cells] of missed) console.log(`${recipe}: ${cells.size} of ${atypical.length} missed`);
const byAll = atypical.filter(({ cell }) => [...missed.values()].every((cells) => cells.has(cell)));
console.log(`\nby all ${recipes.size}: ${byAll.length}`);
for (const [type, cells] of Map.groupBy(atypical, (one) => one.type)) {
  console.log(`  ${type}: ${byAll.filter((one) => one.type === type).length} of ${cells.length}`);
}

const other = await typesOf(values.as);
console.log(`\nROC AUC, and with the types of ${values.as}:`);
for (const [recipe, cells] of recipes) {
  const own = Map.groupBy(cells, ({ type }) => type);
  const counts = new Map([...own].map(([type, some]) => [type, some.length]));
  console.log(`${recipe}: ${mixedAuc(own, counts).toFixed(3)}, ${mixedAuc(own, other).toFixed(3)}`);
}

/** Adds what each recipe of a file says, by its name and the file's place. */
async function readJudged(path: string): Promise<void> {
  let header: readonly string[] | undefined;
  for await (const { fields } of readCsv(path)) {
    header ??= fields;
    if (fields === header) continue;
    const of = (column: string) => fields[header!.indexOf(column)]!;
    const name = `${of('recipe')} (${path})`;
    const own = recipes.get(name) ?? [];
    own.push({
      ...{ cell: of('cell'), type: of('cell_code') || of('label') },
      ...{ group: of('group') as Group, probability: Number(of('probability')) },
    });
    recipes.set(name, own);
  }
}

/** The atypical cells below the threshold that the specificity asks for. */
function missedBy(cells: readonly Judged[]): Set<string> {
  const typical = cells.filter(({ group }) => group === 'typical').map(({ probability }) => probability);
  const threshold = typical.toSorted((a, b) => b - a)[Math.floor((1 - SPECIFICITY) * typical.length)]!;
  const below = cells.filter(({ group, probability }) => group === 'atypical' && probability <= threshold);
  return new Set(below.map(({ cell }) => cell));
}

async function typesOf(name: string): Promise<Map<string, number>> {
  const { cells } = await openDataset(join(shared, 'data', name), { scheme: DEFAULT_SCHEME });
  const typeOf = (type: string) => INSTEAD[type] ?? type;
  const types = Map.groupBy(cells, ({ cellCode, label }) => typeOf(cellCode ?? label ?? ''));
  return new Map([...types].map(([type, some]) => [type, some.length]));
}

/** Of pairs of types, each with the weight of so many cells; types that nobody judged are left out. */
function mixedAuc(judged: ReadonlyMap<string, readonly Judged[]>, counts: ReadonlyMap<string, number>): number {
  const of = (group: Group) => [...judged].filter(([type, cells]) => cells[0]!.group === group && counts.has(type));
  let [right, pairs] = [0, 0];
  for (const [high, atypicalCells] of of('atypical')) {
    for (const [low, typicalCells] of of('typical')) {
      const weight = counts.get(high)! * counts.get(low)!;
      right += weight * shareOfPairs(atypicalCells, typicalCells);
      pairs += weight;
    }
  }
  return right / pairs;
}

/** Share of pairs in which the atypical cell ranks above the typical one; ties count one half. */
function shareOfPairs(atypicalCells: readonly Judged[], typicalCells: readonly Judged[]): number {
  const low = Float64Array.from(typicalCells, ({ probability }) => probability).sort();
  let right = 0;
  for (const { probability } of atypicalCells) {
    right += (rank(low, (value) => value < probability) + rank(low, (value) => value <= probability)) / 2;
  }
  return right / (atypicalCells.length * low.length);
}

/** How many of sorted values hold; all that do come first. */
function rank(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle]!)) from = middle + 1;
    else to = middle;
  }
  return from;
}
