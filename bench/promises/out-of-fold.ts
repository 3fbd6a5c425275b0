import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomStream, shuffled } from '@leukoscope/engine';
import { DEFAULT_SCHEME } from '../../packages/leukoscope/src/cells/scheme.ts';
import { openDataset } from '../../packages/leukoscope/src/datasets/dataset.ts';
import type { ScoredCell } from '../../packages/leukoscope/src/evaluation/scored-cell.ts';

const FOLDS = 5;
const PROGRAM = resolve(import.meta.dirname, '../../packages/leukoscope/bin/leukoscope.js');

export interface OutOfFoldOptions {
  readonly data: string;
  /** What is finished is kept here and not done again. */
  readonly out: string;
  readonly classes: 'groups' | 'types';
  readonly epochs: string;
  readonly threads: string;
}

/** A cell scored by a network that saw none of its patient. */
export interface OutOfFoldCell extends ScoredCell {
  readonly path: string;
  readonly patient: string;
  /** Of the patient, as the manifest has it. */
  readonly diagnosis: string;
}

/**
 * Scores of the paper's CNN at 32 px on JHU's cells, each by the network of the fold that its patient is not trained in:
 * five folds by patient, the last epoch, so that held-out cells choose nothing.
 */
export async function outOfFoldScores(options: OutOfFoldOptions): Promise<OutOfFoldCell[]> {
  const { cells } = await openDataset(options.data, { scheme: DEFAULT_SCHEME, exclude: [] });
  const grouped = cells.filter((cell) => cell.group !== null);
  const patients = [...new Set(grouped.map(({ patient }) => patient!))].sort();
  const order = shuffled(patients.length, randomStream(1, 'folds'));
  const foldOf = new Map(patients.map((_, at) => [patients[order[at]!]!, at % FOLDS]));
  mkdirSync(options.out, { recursive: true });
  const scored: OutOfFoldCell[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const split = patients.map((patient) => `${patient},${foldOf.get(patient) === fold ? 'validation' : 'train'}`);
    const held = grouped.filter(({ patient }) => foldOf.get(patient!) === fold);
    const rows = predictions(
      fold,
      split,
      held.map(({ path }) => path),
      options,
    );
    const byPath = new Map(rows.map((row) => [row.path, row]));
    for (const cell of held) {
      const { probability, type } = byPath.get(cell.path)!;
      const { id, path, cellCode, label } = cell;
      const called = type === undefined ? {} : { calledType: type };
      const diagnosis = cell.extra.diagnosis ?? '';
      scored.push({
        id,
        path,
        diagnosis,
        patient: cell.patient!,
        cellCode,
        label,
        group: cell.group!,
        probability,
        ...called,
      });
    }
  }
  return scored;
}

interface Row {
  readonly path: string;
  readonly probability: number;
  readonly type?: string;
}

function predictions(
  fold: number,
  split: readonly string[],
  images: readonly string[],
  { data, out, classes, epochs, threads }: OutOfFoldOptions,
): Row[] {
  const name = join(out, `${classes}-epochs${epochs}-fold${fold}`);
  const result = `${name}.jsonl`;
  if (!existsSync(result)) {
    rmSync(name, { recursive: true, force: true });
    writeFileSync(`${name}-split.csv`, `patient,split\n${split.join('\n')}\n`);
    writeFileSync(`${name}-images.txt`, `${images.join('\n')}\n`);
    const how = ['--model', 'cnn', '--classes', classes, '--epochs', epochs, '--best', 'last', '--threads', threads];
    leukoscope(['train', data, '--split', `${name}-split.csv`, ...how, '--out', name]);
    const to = ['--format', 'jsonl', '--out', result, '--threads', threads];
    leukoscope(['classify', join(name, 'model.onnx'), '--list', `${name}-images.txt`, ...to]);
    console.error(`${name}: done`);
  }
  return readFileSync(result, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function leukoscope(words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...words, '--progress', 'none', '--quiet'], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`leukoscope ${words.join(' ')} ended with ${status}: ${stderr}`);
}
