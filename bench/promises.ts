/**
 * Are promises kept on real cells? Scores of the paper's CNN (32 px, 10 epochs) on JHU, five folds by patient. Over 1,000
 * splits of the patients the threshold is calibrated on 60 and judged on the other 22; and over 1,000 draws with
 * replacement of 81 patients from the 81, judged on all 81, whose mean is then the truth.
 *
 * Usage: npm run bench -- promises [--out DIR] [--data DIR] [--epochs 10] [--threads 2] [--splits 1000]
 *        DIR is /tmp/leukoscope-promises unless given, and keeps finished folds; the data are JHU's in LEUKOSCOPE_SHARED
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream, shuffled } from '@leukoscope/engine';
import {
  PROMISE_KINDS,
  type PromiseKind,
  promiseFewFalseAlarms,
  promiseFewMissed,
} from '../packages/leukoscope/src/evaluation/promises/promise.ts';
import { referralUnder } from '../packages/leukoscope/src/evaluation/promises/risk-coverage.ts';
import { shareBelow, shareFrom, unitScores } from '../packages/leukoscope/src/evaluation/promises/unit-losses.ts';
import type { ScoredCell } from '../packages/leukoscope/src/evaluation/scored-cell.ts';
import { chooseThreshold } from '../packages/leukoscope/src/evaluation/threshold.ts';
import { outOfFoldScores } from './promises/out-of-fold.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '/tmp/leukoscope-promises' },
    data: {
      type: 'string',
      default: join(process.env.LEUKOSCOPE_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'data/jhu'),
    },
    epochs: { type: 'string', default: '10' },
    threads: { type: 'string', default: '2' },
    splits: { type: 'string', default: '1000' },
  },
});
const CALIBRATED_ON = 60;
const splits = Number(options.splits);

const scored = await outOfFoldScores({ ...options, classes: 'groups' });
const patients = [...Map.groupBy(scored, ({ patient }) => patient).values()];
console.log(`${scored.length} cells of ${patients.length} patients, scored out of fold; ${splits} draws each.\n`);
console.log(
  '| promise | miss at most | drawn | mean miss share | share of draws above it | worst | false alarms, mean |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const limit of [0.05, 0.1]) {
  for (const kind of PROMISE_KINDS) {
    row(
      kind,
      limit,
      'split 60 : 22',
      bySplit(limit, (cells) => promised(cells, kind, limit)),
    );
    row(
      kind,
      limit,
      '81 of 81',
      byResampling(limit, (cells) => promised(cells, kind, limit)),
    );
  }
  const pooled = (cells: readonly ScoredCell[]) =>
    chooseThreshold(cells, { minSensitivity: 1 - limit, minPositives: 1 }).threshold;
  row('none: by cells', limit, 'split 60 : 22', bySplit(limit, pooled));
}
console.log('\nA band on all patients, by the same limit for misses and false alarms:\n');
console.log('| promise | limit | from | to | referred | wrong, of the rest | missed | false alarms |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const kind of PROMISE_KINDS) for (const limit of [0.05, 0.1, 0.2]) bandRow(kind, limit);

function promised(cells: readonly ScoredCell[], kind: PromiseKind, limit: number): number | null {
  const answer = promiseFewMissed(cells, { kind, limit });
  return answer.granted ? answer.threshold : null;
}

interface Judged {
  readonly missed: number;
  readonly falseAlarms: number;
}

interface Found {
  readonly judged: readonly Judged[];
  readonly refused: number;
  readonly above: number;
}

type Chosen = (cells: readonly ScoredCell[]) => number | null;

function bySplit(limit: number, choose: Chosen): Found {
  const random = randomStream(1, 'splits');
  return found(limit, () => {
    const order = [...shuffled(patients.length, random)].map((at) => patients[at]!);
    const threshold = choose(order.slice(0, CALIBRATED_ON).flat());
    return threshold === null ? null : judgedOn(order.slice(CALIBRATED_ON).flat(), threshold);
  });
}

function byResampling(limit: number, choose: Chosen): Found {
  const random = randomStream(1, 'resampled');
  const everybody = scored;
  return found(limit, () => {
    const drawn = patients.flatMap((_, at) =>
      // A patient drawn twice is two patients.
      patients[Math.floor(random() * patients.length)]!.map((cell) => ({ ...cell, patient: String(at) })),
    );
    const threshold = choose(drawn);
    return threshold === null ? null : judgedOn(everybody, threshold);
  });
}

function judgedOn(cells: readonly ScoredCell[], threshold: number): Judged {
  return {
    missed: shareBelow(unitScores(cells, 'atypical'), threshold),
    falseAlarms: shareFrom(unitScores(cells, 'typical'), threshold),
  };
}

function found(limit: number, draw: () => Judged | null): Found {
  const all = Array.from({ length: splits }, draw);
  const judged = all.filter((one) => one !== null);
  return {
    judged,
    refused: all.length - judged.length,
    above: judged.filter(({ missed }) => missed > limit).length / judged.length,
  };
}

function row(promise: string, limit: number, drawn: string, { judged, refused, above }: Found): void {
  if (judged.length === 0) {
    console.log(`| ${promise} | ${percent(limit)} | ${drawn} | refused | | | |`);
    return;
  }
  const misses = judged.map(({ missed }) => missed);
  const mean = average(misses);
  const error = Math.sqrt(average(misses.map((missed) => (missed - mean) ** 2)) / misses.length);
  const alarms = average(judged.map(({ falseAlarms }) => falseAlarms));
  const said = [`${percent(mean)} ± ${percent(error)}`, percent(above), percent(Math.max(...misses)), percent(alarms)];
  console.log(
    `| ${promise}${refused > 0 ? ` (${refused} refused)` : ''} | ${percent(limit)} | ${drawn} | ${said.join(' | ')} |`,
  );
}

function bandRow(kind: PromiseKind, limit: number): void {
  const missed = promiseFewMissed(scored, { kind, limit });
  const alarms = promiseFewFalseAlarms(scored, { kind, limit });
  if (!missed.granted || !alarms.granted) return;
  const band = { low: missed.threshold, high: Math.max(missed.threshold, alarms.threshold) };
  const referral = referralUnder(scored, band);
  const shares = [referral.referred, referral.wrong, referral.missed, referral.falseAlarms];
  const said = [...[band.low, band.high].map((end) => end.toFixed(4)), ...shares.map(({ value }) => percent(value!))];
  console.log(`| ${kind} | ${percent(limit)} | ${said.join(' | ')} |`);
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
