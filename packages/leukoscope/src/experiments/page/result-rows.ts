import { SPLIT_UNITS, type SplitUnit } from '../../datasets/split-units.ts';
import { isNotPretrained, type OurFigures, ourFigures } from '../our-figures.ts';
import { type ExperimentFigures, PRINTED_EXPERIMENTS } from '../paper/experiment-figures.ts';
import { experimentOf, type PaperExperiment } from '../paper/paper-experiments.ts';
import type { PlannedRun } from '../reproduced-run.ts';
import type { ReproductionReport } from '../reproduction-contents.ts';
import type { Words } from './words.ts';

/** A line of a table that sets ours beside the paper's. */
export type ResultRow =
  | { readonly from: 'paper'; readonly printed: ExperimentFigures }
  | { readonly from: 'us'; readonly ours: OurFigures }
  | {
      readonly from: 'nobody';
      readonly splitBy: SplitUnit;
      readonly learns: PlannedRun['learns'];
      readonly isPending: boolean;
    };

type WithRuns = Pick<ReproductionReport, 'runs' | 'pending' | 'splits'>;

/** The paper's line of an experiment, then ours by image and by patient, done or not; the head alone where it was planned. */
export function resultRows(id: PaperExperiment['id'], report: WithRuns): ResultRow[] {
  return [{ from: 'paper', printed: printedOf(id) }, ...ourRows(id, report)];
}

export function printedOf(id: PaperExperiment['id']): ExperimentFigures {
  const found = PRINTED_EXPERIMENTS.find(({ experiment }) => experiment.id === id);
  if (found === undefined) throw new RangeError(`experiment ${id} is none of the paper's`);
  return found;
}

function ourRows(id: PaperExperiment['id'], { runs, pending, splits }: WithRuns): ResultRow[] {
  const kinds = (['all', 'head'] as const).flatMap((learns) =>
    SPLIT_UNITS.toReversed()
      .filter((splitBy) => splits.includes(splitBy))
      .map((splitBy) => ({ splitBy, learns })),
  );
  return kinds.flatMap(({ splitBy, learns }): ResultRow[] => {
    const isThis = (run: PlannedRun) =>
      run.experiment.id === experimentOf(id).id && run.splitBy === splitBy && run.learns === learns;
    const run = runs.find(isThis);
    if (run !== undefined) return [{ from: 'us', ours: ourFigures(run) }];
    const isPending = pending.some(isThis);
    return learns === 'all' || isPending ? [{ from: 'nobody', splitBy, learns, isPending }] : [];
  });
}

/** Whose a line is, with what sets it apart from the paper's protocol. */
export function rowLabel(row: ResultRow, words: Words): string {
  if (row.from === 'paper') return words.paper;
  if (row.from === 'nobody') {
    const head = row.learns === 'head' ? [words.headOnly] : [];
    return [words.splits[row.splitBy], ...head, row.isPending ? words.notDoneYet : words.notRun].join(', ');
  }
  const { run } = row.ours;
  const { epochs } = run.experiment;
  return [
    words.splits[run.splitBy],
    ...(run.learns === 'head' ? [words.headOnly] : []),
    ...(isNotPretrained(run) ? [words.notPretrained] : []),
    ...(run.epochs === epochs ? [] : [words.shortened(run.epochs, epochs)]),
  ].join(', ');
}
